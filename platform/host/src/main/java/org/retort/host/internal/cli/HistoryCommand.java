package org.retort.host.internal.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.concurrent.Callable;
import org.retort.history.History;
import org.retort.history.VerifyReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code retort history}. */
@Command(
        name = "history",
        description = "Compares the index over all runs with their journals, or builds it anew from them.",
        mixinStandardHelpOptions = true)
final class HistoryCommand implements Callable<Integer> {
    /** What to do. */
    enum Action {
        /** Compare. */
        VERIFY,
        /** Build anew. */
        REBUILD
    }

    private final Terminal terminal;

    @Mixin
    private CommonOptions common;

    @Parameters(paramLabel = "ACTION", description = "verify or rebuild.")
    private Action action;

    HistoryCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try (History history = History.open(common.existingWorkspace())) {
            history.notice().ifPresent(terminal.messages()::println);
            if (action == Action.REBUILD) {
                history.rebuild();
            }
            VerifyReport report = history.verify();
            if (common.json()) {
                var document = JsonNodeFactory.instance.objectNode().put("runs", report.runs());
                document.put("events", report.events());
                report.problems().forEach(document.putArray("problems")::add);
                terminal.print(document);
            } else {
                report.problems().forEach(terminal::print);
                terminal.print(report.runs() + " runs, " + report.events() + " events, " + report.problems().size()
                        + " problems" + (report.problems().isEmpty() ? "" : "; retort history rebuild mends the index"));
            }
            return report.problems().isEmpty() ? 0 : 1;
        }
    }
}
