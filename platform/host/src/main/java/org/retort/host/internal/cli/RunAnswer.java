package org.retort.host.internal.cli;

import java.util.List;
import java.util.function.Function;
import org.retort.history.History;
import org.retort.history.RunPage;
import org.retort.history.RunSummary;
import org.retort.history.journal.Workspace;

/** Answers with what became of runs: a summary where one was named, a page of them where several were. */
final class RunAnswer {
    private final Terminal terminal;
    private final Workspace workspace;
    private final boolean json;

    RunAnswer(Terminal terminal, Workspace workspace, boolean json) {
        this.terminal = terminal;
        this.workspace = workspace;
        this.json = json;
    }

    /** Reads what became of runs and prints it. */
    void give(List<String> ids, Function<RunSummary, String> forPeople) {
        print(summaries(ids), forPeople);
    }

    void print(List<RunSummary> runs, Function<RunSummary, String> forPeople) {
        if (json) {
            terminal.print(runs.size() == 1 ? runs.get(0).toJson() : new RunPage(runs.size(), runs).toJson());
        } else {
            runs.stream().map(forPeople).forEach(terminal::print);
        }
    }

    List<RunSummary> summaries(List<String> ids) {
        try (History history = History.open(workspace)) {
            return ids.stream().map(history::summary).toList();
        }
    }
}
