package org.retort.experiment.internal.data;

import java.io.IOException;
import java.nio.file.Path;

/** Decodes {@link DrawnDataset} in a process of its own and prints how many images it read itself. */
final class DecodingProcess {
    private DecodingProcess() {}

    /** Argument: the cache's folder. */
    public static void main(String[] arguments) {
        SkipCount context = new SkipCount(Path.of(""));
        DrawnDataset dataset = new DrawnDataset(context, -1);
        new DatasetCache(Path.of(arguments[0])).decoded(dataset, context, words -> {});
        System.out.println(dataset.reads());
    }

    static Process start(Path folder) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        DecodingProcess.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}
