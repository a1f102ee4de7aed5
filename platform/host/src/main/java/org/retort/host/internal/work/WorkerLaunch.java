package org.retort.host.internal.work;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.retort.history.journal.RunFolder;
import org.retort.history.journal.Workspace;

/**
 * How worker processes are started.
 *
 * @param workspace where their runs are
 * @param commands from arguments of {@code retort} to the command of a process that runs them
 */
public record WorkerLaunch(Workspace workspace, Function<List<String>, List<String>> commands) {
    /**
     * The command, ready for a {@link ProcessBuilder}.
     *
     * @param slots the slots that the worker is to take; empty where somebody else sees to the room
     */
    List<String> command(RunFolder run, List<String> slots) {
        List<String> arguments = new ArrayList<>(List.of("worker", run.id(), "--workspace", workspace.path().toString()));
        slots.forEach(name -> arguments.addAll(List.of("--slot", name)));
        return commands.apply(arguments);
    }

    /** How many threads a run computes with. */
    static int threads(RunFolder run) {
        int wanted = run.description().descriptor().path("threads").asInt();
        return wanted > 0 ? wanted : Runtime.getRuntime().availableProcessors();
    }

    /** The device that a run asks for: {@code auto}, {@code cpu} or {@code cuda:N}. */
    static String device(RunFolder run) {
        return run.description().descriptor().path("device").asText("auto");
    }
}
