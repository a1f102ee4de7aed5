package org.retort.host.internal.work;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.retort.api.plugin.InputException;
import org.retort.history.journal.RunFolder;
import org.retort.history.journal.Workspace;

/**
 * Hands each run to Slurm as a job ({@code sbatch}) on a cluster whose machines share the workspace's file system. How
 * many run at once is Slurm's to decide.
 */
public final class SlurmExecutor implements Executor {
    private static final long PATIENCE_SECONDS = 60;

    private final Workspace workspace;
    private final Function<List<String>, List<String>> commands;
    private final List<String> options;

    /**
     * @param commands from arguments of {@code retort} to the command of a process that runs them
     * @param options further options of {@code sbatch}, such as {@code --partition=gpu}
     */
    public SlurmExecutor(
            Workspace workspace, Function<List<String>, List<String>> commands, List<String> options) {
        this.workspace = workspace;
        this.commands = commands;
        this.options = List.copyOf(options);
    }

    private record Job(RunFolder run, String id) implements Started {
        @Override
        public boolean isAlive() {
            return output(List.of("squeue", "--noheader", "--jobs=" + id, "--format=%T")).map(text -> !text.isBlank())
                    .orElse(false);
        }

        @Override
        public void kill() {
            output(List.of("scancel", id));
        }
    }

    @Override
    public Optional<Started> start(RunFolder run) {
        List<String> command = new ArrayList<>(List.of(
                "sbatch",
                "--parsable",
                "--job-name=retort-" + run.id(),
                "--output=" + run.log(),
                "--open-mode=append"));
        command.addAll(options);
        String worker = String.join(" ", commands
                .apply(List.of("worker", run.id(), "--workspace", workspace.path().toString())).stream()
                .map(SlurmExecutor::quoted)
                .toList());
        command.add("--wrap=" + worker);
        String answer = output(command).orElseThrow(() -> new InputException("run " + run.id() + " was not taken by"
                + " Slurm: sbatch failed; its words are above. Is this a machine that may submit jobs?"));
        return Optional.of(new Job(run, answer.strip().split(";")[0]));
    }

    private static String quoted(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }

    private static Optional<String> output(List<String> command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
            process.getOutputStream().close();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return ended && process.exitValue() == 0 ? Optional.of(text) : Optional.empty();
        } catch (IOException e) {
            throw new InputException(command.get(0) + " cannot be called: " + e.getMessage()
                    + "; it comes with Slurm. Without Slurm, leave --executor out", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
