package org.retort.runs;

import java.io.IOException;
import java.nio.file.Path;
import org.retort.history.journal.RunFolder;
import org.retort.history.journal.Workspace;

/** Does one run in a process of its own, which a test can kill. */
final class WorkerProcess {
    private WorkerProcess() {}

    /** Arguments: the workspace and the run's id. */
    public static void main(String[] arguments) {
        Path folder = Path.of(arguments[0]);
        new TinyRuns(folder).execute(RunFolder.open(new Workspace(folder), arguments[1]));
    }

    static Process start(Path workspace, RunFolder run, Path log) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        WorkerProcess.class.getName(),
                        workspace.toString(),
                        run.id())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }
}
