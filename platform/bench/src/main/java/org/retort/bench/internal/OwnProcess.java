package org.retort.bench.internal;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Function;
import org.retort.api.plugin.InputException;
import org.retort.host.launch.LaunchCommand;

/**
 * A process for one benchmark, whose OpenMP makes as many threads as the benchmark asks for: OpenMP reads that once,
 * when its library is loaded, and makes a thread for each core otherwise.
 *
 * @param environment of this process
 * @param commands from arguments of {@code retort} to the command of a process that runs them
 */
record OwnProcess(Map<String, String> environment, Function<List<String>, List<String>> commands) {
    private static final String THREADS = "OMP_NUM_THREADS";

    OwnProcess {
        environment = Map.copyOf(environment);
    }

    static OwnProcess ofThisEnvironment() {
        return new OwnProcess(System.getenv(), LaunchCommand::with);
    }

    /**
     * Runs a command line in a process of its own, which prints where this one does.
     *
     * @param arguments the whole command line of this process
     * @return the exit code; empty where this process is the one to do the work
     */
    OptionalInt run(List<String> arguments, int threads) {
        String wanted = Integer.toString(threads);
        if (wanted.equals(environment.get(THREADS))) {
            return OptionalInt.empty();
        }
        ProcessBuilder builder = new ProcessBuilder(commands.apply(arguments)).inheritIO();
        builder.environment().put(THREADS, wanted);
        try {
            Process process = builder.start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroy, "end of the benchmark"));
            return OptionalInt.of(process.waitFor());
        } catch (IOException e) {
            throw new InputException("cannot start the process of the benchmark: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InputException("the benchmark was interrupted", e);
        }
    }
}
