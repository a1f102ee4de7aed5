package org.retort.host.internal.work;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.retort.api.plugin.InputException;
import org.retort.history.journal.RunFolder;

/**
 * Worker processes as jobs of a Slurm cluster, which sees to the room for them; the workspace has to be on a file
 * system that all nodes share. Written after Slurm's manual and tested against programs that stand in for
 * {@code sbatch}, {@code squeue} and {@code scancel}: it was not run on a real cluster.
 */
public final class SlurmExecutor implements Executor {
    private static final long PATIENCE_SECONDS = 60;
    private static final long LOOK_EVERY_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final WorkerLaunch command;
    private final List<String> options;

    /** @param options further options for {@code sbatch}, such as {@code --partition=gpu} */
    public SlurmExecutor(WorkerLaunch command, List<String> options) {
        this.command = command;
        this.options = List.copyOf(options);
    }

    @Override
    public Optional<Started> start(RunFolder run) {
        int threads = WorkerLaunch.threads(run);
        List<String> submission = new ArrayList<>(List.of("sbatch", "--parsable",
                "--job-name", "retort-" + run.id(),
                "--output", run.log().toString(), "--open-mode", "append",
                "--cpus-per-task", Integer.toString(threads)));
        if (WorkerLaunch.device(run).startsWith("cuda")) {
            submission.add("--gres=gpu:1");
        }
        submission.addAll(options);
        submission.add("--wrap");
        submission.add("OMP_NUM_THREADS=" + threads + " exec "
                + command.command(run, List.of()).stream().map(SlurmExecutor::quoted).collect(Collectors.joining(" ")));
        // --parsable prints the job's id, and after a semicolon the cluster's name.
        String job = call(submission).strip().split(";")[0];
        if (!job.matches("\\d+")) {
            throw new InputException("sbatch did not give the id of a job but '" + job + "'");
        }
        return Optional.of(new Job(job));
    }

    private static String quoted(String argument) {
        return "'" + argument.replace("'", "'\\''") + "'";
    }

    private static String call(List<String> command) {
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new InputException(command.get(0) + " does not end");
            }
            if (process.exitValue() != 0) {
                throw new InputException(
                        command.get(0) + " ends with code " + process.exitValue() + " and says: " + text.strip());
            }
            return text;
        } catch (IOException e) {
            throw new InputException(command.get(0) + " cannot be started (" + e.getMessage()
                    + "); the executor slurm needs Slurm's commands on the PATH", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InputException("interrupted while " + command.get(0) + " ran", e);
        }
    }

    private static final class Job implements Started {
        private final String id;
        private long looked = System.nanoTime();
        private boolean alive = true;

        private Job(String id) {
            this.id = id;
        }

        @Override
        public synchronized boolean isAlive() {
            if (alive && System.nanoTime() - looked >= LOOK_EVERY_NANOS) {
                looked = System.nanoTime();
                alive = listed();
            }
            return alive;
        }

        /** A job that ended a while ago is unknown to {@code squeue}, which then fails. */
        private boolean listed() {
            try {
                return !call(List.of("squeue", "--noheader", "--jobs", id, "--format", "%T")).isBlank();
            } catch (InputException e) {
                if (e.getMessage().contains("Invalid job id")) {
                    return false;
                }
                throw e;
            }
        }

        @Override
        public void kill() {
            call(List.of("scancel", id));
        }

        @Override
        public String ending() {
            return "the end of Slurm job " + id;
        }
    }
}
