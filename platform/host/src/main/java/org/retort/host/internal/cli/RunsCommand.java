package org.retort.host.internal.cli;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.retort.history.History;
import org.retort.history.RunPage;
import org.retort.history.RunQuery;
import org.retort.history.RunSummary;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code retort runs}. */
@Command(name = "runs", description = "Lists runs, newest first.", mixinStandardHelpOptions = true)
final class RunsCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private CommonOptions common;

    @Parameters(
            paramLabel = "QUERY",
            arity = "0..*",
            description = "Words, column:value, column<number, AND OR NOT ( ); all runs without one.")
    private List<String> query = List.of();

    @Option(names = "--sort", paramLabel = "COLUMNS", description = "Columns joined by commas, -column for descending.")
    private String sort = "";

    @Option(names = "--limit", paramLabel = "N", defaultValue = "50", description = "Rows at most; 50 by default.")
    private int limit;

    RunsCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        List<String> columns = Arrays.stream(sort.split(",")).filter(column -> !column.isBlank()).toList();
        try (History history = History.open(common.existingWorkspace())) {
            RunPage page = history.runs(new RunQuery(String.join(" ", query), columns, 0, limit));
            if (common.json()) {
                terminal.print(page.toJson());
                return 0;
            }
            if (page.total() == 0) {
                terminal.print("No runs " + (query.isEmpty() ? "yet: retort quickstart" : "match."));
                return 0;
            }
            new TextTable(
                            List.of("run", "name", "state", "step", "created", "duration", "message"),
                            page.runs().stream().map(RunsCommand::row).toList())
                    .lines()
                    .forEach(terminal::print);
            if (page.runs().size() < page.total()) {
                terminal.print("and " + (page.total() - page.runs().size()) + " more: --limit " + page.total());
            }
        }
        return 0;
    }

    private static List<String> row(RunSummary run) {
        String step = run.step().isPresent() && run.iterations().isPresent()
                ? run.step().getAsLong() + "/" + run.iterations().getAsLong()
                : "";
        return List.of(
                run.id(),
                run.name(),
                run.state().text(),
                step,
                run.created().toString().substring(0, 16).replace('T', ' '),
                run.durationSeconds().isPresent() ? Numbers.duration(run.durationSeconds().getAsDouble()) : "",
                run.message());
    }
}
