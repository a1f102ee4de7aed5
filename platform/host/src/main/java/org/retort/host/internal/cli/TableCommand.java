package org.retort.host.internal.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.retort.api.plugin.InputException;
import org.retort.experiment.suite.SuitePlan;
import org.retort.experiment.suite.Suites;
import org.retort.experiment.table.ResultTable;
import org.retort.experiment.table.Spread;
import org.retort.experiment.table.SuiteResults;
import org.retort.experiment.table.TableFormat;
import org.retort.history.History;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code retort table}. */
@Command(
        name = "table",
        description = "Shows the results of a suite: mean and standard deviation over its seeds.",
        mixinStandardHelpOptions = true)
final class TableCommand implements Callable<Integer> {
    private final Platform platform;
    private final Terminal terminal;

    @Mixin
    private CommonOptions common;

    @Parameters(paramLabel = "SUITE", description = "A descriptor, or the name of a suite or experiment.")
    private String subject;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "text, markdown, latex or csv; text by default.")
    private String format;

    @Option(
            names = "--results",
            paramLabel = "NAME",
            split = ",",
            description = "Only these results, in this order, separated by commas.")
    private List<String> results = List.of();

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Puts a value into the descriptor, as it was when its runs were trained; may be repeated.")
    private List<String> overrides = List.of();

    TableCommand(Platform platform, Terminal terminal) {
        this.platform = platform;
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        TableFormat chosen = TableFormat.of(format.toLowerCase(Locale.ROOT));
        try (History history = History.open(common.existingWorkspace())) {
            ResultTable table = table(new SuiteResults(history));
            if (!results.isEmpty()) {
                table = table.withColumns(results);
            }
            if (common.json()) {
                terminal.print(document(table));
            } else {
                terminal.print(chosen.write(table).stripTrailing());
            }
        }
        return 0;
    }

    private ResultTable table(SuiteResults suite) {
        boolean file = subject.endsWith(".yaml") || subject.endsWith(".yml") || Files.isRegularFile(Path.of(subject));
        if (!file) {
            return suite.of(subject);
        }
        platform.workspacePlugins().load(common.workspace().plugins());
        Path descriptor = Path.of(subject);
        SuitePlan plan = plan(descriptor, overrides);
        ResultTable table = suite.of(plan);
        if (table.rows().stream().allMatch(row -> row.seeds().isEmpty())) {
            throw new InputException(new NoResults(
                            descriptor, common.workspace(), common.workspaceOption(), suite, given -> plan(descriptor, given))
                    .of(plan));
        }
        return table;
    }

    private SuitePlan plan(Path descriptor, List<String> given) {
        return SuitePlan.of(Suites.read(descriptor, given, platform.catalog()));
    }

    private static ObjectNode document(ResultTable table) {
        ObjectNode document = JsonNodeFactory.instance.objectNode().put("suite", table.title());
        ArrayNode rows = document.putArray("members");
        for (ResultTable.Row row : table.rows()) {
            ObjectNode member = rows.addObject().put("member", row.member()).put("kind", row.kind());
            row.seeds().forEach(member.putArray("seeds")::add);
            ArrayNode cells = member.putArray("results");
            for (ResultTable.Column column : table.columns()) {
                table.cell(row, column).ifPresent(cell -> {
                    ObjectNode result = cells.addObject()
                            .put("name", column.name())
                            .put("unit", column.unit())
                            .put("direction", column.direction().name().toLowerCase(Locale.ROOT))
                            .put("n", cell.n())
                            .put("mean", finite(cell.mean()))
                            .put("deviation", finite(cell.deviation()))
                            .put("best", table.best(row, column));
                    row.protocols().get(column.name()).forEach(result.putArray("protocols")::add);
                });
            }
        }
        return document;
    }

    private static Double finite(double number) {
        return Double.isFinite(number) ? (Double) number : null;
    }
}
