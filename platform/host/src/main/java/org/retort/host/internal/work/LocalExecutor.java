package org.retort.host.internal.work;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.retort.api.plugin.InputException;
import org.retort.history.journal.RunFolder;
import org.retort.history.journal.Workspace;

/**
 * Does each run in a process of its own on this machine, one for each slot. The process outlives the one that started
 * it; what it prints goes to the run's log.
 */
public final class LocalExecutor implements Executor {
    private final Workspace workspace;
    private final Slots slots;
    private final Function<List<String>, List<String>> commands;

    /**
     * @param commands from arguments of {@code retort} to the command of a process that runs them
     */
    public LocalExecutor(Workspace workspace, Slots slots, Function<List<String>, List<String>> commands) {
        this.workspace = workspace;
        this.slots = slots;
        this.commands = commands;
    }

    private record LocalWorker(Process process) implements Started {
        @Override
        public boolean isAlive() {
            return process.isAlive();
        }

        @Override
        public void kill() {
            process.destroyForcibly();
        }
    }

    @Override
    public Optional<Started> start(RunFolder run) {
        return slots.free(run).map(slot -> start(run, slot));
    }

    private Started start(RunFolder run, String slot) {
        List<String> arguments =
                List.of("worker", run.id(), "--slot", slot, "--workspace", workspace.path().toString());
        ProcessBuilder process = new ProcessBuilder(commands.apply(arguments));
        // A pipe would make the worker die of its starter's death.
        process.redirectInput(ProcessBuilder.Redirect.from(nothing()));
        process.redirectOutput(ProcessBuilder.Redirect.appendTo(run.log().toFile()));
        process.redirectErrorStream(true);
        Map<String, String> environment = process.environment();
        int threads = run.description().descriptor().path("threads").asInt();
        environment.put("OMP_NUM_THREADS", Integer.toString(
                threads > 0 ? threads : Runtime.getRuntime().availableProcessors()));
        if (run.description().descriptor().path("device").asText("auto").equals("auto")) {
            Slots.visibleDevice(slot).ifPresent(device -> environment.put("CUDA_VISIBLE_DEVICES", device));
        }
        try {
            return new LocalWorker(process.start());
        } catch (IOException e) {
            throw new InputException("the worker of run " + run.id() + " cannot be started: " + e.getMessage(), e);
        }
    }

    private static java.io.File nothing() {
        return new java.io.File(System.getProperty("os.name").startsWith("Windows") ? "NUL" : "/dev/null");
    }
}
