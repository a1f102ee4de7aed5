package org.retort.host.internal.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.retort.api.plugin.InputException;
import org.retort.history.journal.RunFolder;
import org.retort.history.journal.Workspace;

/** Locks between real processes, and executors with shell scripts in the place of workers and of Slurm. */
@DisabledOnOs(OS.WINDOWS)
class LocksAndExecutorsTest {
    private static final long PATIENCE_SECONDS = 60;

    @TempDir
    private Path folder;

    /** Tries to take the lock on a file, says how that went, and keeps it until it is killed. */
    static final class Locker {
        public static void main(String[] arguments) throws IOException {
            System.out.println(new FileLocks().tryTake(Path.of(arguments[0])).isPresent());
            System.in.read();
        }
    }

    /** Submits run 1 of a workspace to Slurm and tells of its job. */
    static final class Submitter {
        public static void main(String[] arguments) {
            Workspace workspace = new Workspace(Path.of(arguments[0]));
            Executor executor = new SlurmExecutor(
                    new WorkerLaunch(workspace, words -> List.of("retort", String.join(" ", words))),
                    List.of("--partition=gpu"));
            Executor.Started job = executor.start(RunFolder.open(workspace, "1")).orElseThrow();
            job.kill();
            System.out.println(job.isAlive() + " " + job.ending());
        }
    }

    private static Process start(Class<?> main, String path, String argument) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx64m", "-XX:TieredStopAtLevel=1",
                "-cp", System.getProperty("java.class.path"), main.getName(), argument);
        builder.redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("PATH", path);
        return builder.start();
    }

    private static String answer(Class<?> main, String path, String argument) throws Exception {
        Process process = start(main, path, argument);
        process.getOutputStream().close();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        return text.strip();
    }

    @Test
    void aLockStaysWhenTheSameProcessTriesToTakeItOnceMore() throws Exception {
        Path file = folder.resolve("lock");
        FileLocks locks = new FileLocks();
        FileLocks.Held held = locks.tryTake(file).orElseThrow();
        assertThat(locks.tryTake(file)).isEmpty();
        assertThat(answer(Locker.class, "", file.toString())).isEqualTo("false");
        held.close();
        assertThat(locks.tryTake(file)).isPresent();
    }

    @Test
    void theLockOfAKilledProcessIsFree() throws Exception {
        Path file = folder.resolve("lock");
        Process locker = start(Locker.class, "", file.toString());
        try (BufferedReader lines = locker.inputReader()) {
            assertThat(lines.readLine()).isEqualTo("true");
            FileLocks locks = new FileLocks();
            assertThat(locks.tryTake(file)).isEmpty();
            locker.toHandle().destroyForcibly();
            locker.waitFor();
            assertThat(locks.tryTake(file)).isPresent();
        }
    }

    /** Workers that write their arguments into their log and end when something is written to the pipe. */
    private LocalExecutor executor(Workspace workspace, Path go, int cores) throws Exception {
        assertThat(new ProcessBuilder("mkfifo", go.toString()).start().waitFor()).isZero();
        return new LocalExecutor(
                new FileLocks(),
                new WorkerLaunch(workspace, words -> List.of("/bin/sh", "-c",
                        "kill -INT $$; echo \"$OMP_NUM_THREADS threads, $*\"; read line < " + go, "sh",
                        String.join(" ", words))),
                cores,
                () -> 0);
    }

    @Test
    void aWorkerGetsItsThreadsAndItsLogAndFillsItsSlots() throws Exception {
        Workspace workspace = new Workspace(folder);
        RunFolder run = QueuedRuns.teacher(workspace);
        Path go = folder.resolve("go");
        Executor executor = executor(workspace, go, 4);
        Executor.Started worker = executor.start(run).orElseThrow();
        assertThat(executor.start(QueuedRuns.teacher(workspace))).as("three threads on the core that is left").isEmpty();
        Files.writeString(go, "end\n");
        while (worker.isAlive()) {
            Thread.onSpinWait();
        }
        assertThat(worker.ending()).as("not ended by the interrupt it gave itself").isEqualTo("exit code 0");
        assertThat(Files.readString(run.log())).isEqualTo("3 threads, worker 1 --workspace " + workspace.path()
                + " --slot cpu-0 --slot cpu-1 --slot cpu-2\n");
        Executor.Started next = executor.start(run).orElseThrow();
        next.kill();
    }

    @Test
    void asManyWorkersRunAtOnceAsTheirThreadsFindCores() throws Exception {
        Workspace workspace = new Workspace(folder);
        Executor executor = executor(workspace, folder.resolve("go"), 6);
        List<Executor.Started> workers = List.of(
                executor.start(QueuedRuns.teacher(workspace)).orElseThrow(),
                executor.start(QueuedRuns.teacher(workspace)).orElseThrow());
        assertThat(executor.start(QueuedRuns.teacher(workspace))).isEmpty();
        workers.forEach(Executor.Started::kill);
    }

    @Test
    void aRunOfMoreThreadsThanCoresTakesThemAll() throws Exception {
        Workspace workspace = new Workspace(folder);
        Executor executor = executor(workspace, folder.resolve("go"), 2);
        Executor.Started worker = executor.start(QueuedRuns.teacher(workspace)).orElseThrow();
        assertThat(executor.start(QueuedRuns.teacher(workspace))).isEmpty();
        worker.kill();
    }

    @Test
    void aRunIsSubmittedToSlurmWithItsCommandAndLog() throws Exception {
        Workspace workspace = new Workspace(folder.resolve("it's a workspace"));
        RunFolder run = QueuedRuns.teacher(workspace);
        Path programs = Files.createDirectory(folder.resolve("programs"));
        Path calls = folder.resolve("calls");
        program(programs.resolve("sbatch"), "for a in \"$@\"; do echo \"$a\" >> " + calls + "; done; echo '4711;cluster'");
        program(programs.resolve("scancel"), "echo \"cancel $1\" >> " + calls);
        program(programs.resolve("squeue"), "echo");
        assertThat(answer(Submitter.class, programs + ":/usr/bin:/bin", workspace.path().toString()))
                .isEqualTo("true the end of Slurm job 4711");
        String path = workspace.path().toString();
        assertThat(Files.readAllLines(calls)).containsExactly("--parsable", "--job-name", "retort-1", "--output",
                run.log().toString(), "--open-mode", "append", "--cpus-per-task", "3", "--partition=gpu", "--wrap",
                "OMP_NUM_THREADS=3 exec 'retort' 'worker 1 --workspace " + path.replace("'", "'\\''") + "'",
                "cancel 4711");
    }

    @Test
    void withoutSlurmThatIsSaid() {
        Workspace workspace = new Workspace(folder);
        RunFolder run = QueuedRuns.teacher(workspace);
        Executor executor = new SlurmExecutor(new WorkerLaunch(workspace, words -> words), List.of());
        assertThatThrownBy(() -> executor.start(run))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("needs Slurm's commands on the PATH");
    }

    private static void program(Path file, String body) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + body + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }
}
