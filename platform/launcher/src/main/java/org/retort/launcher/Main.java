package org.retort.launcher;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.nd4j.common.config.ND4JClassLoading;
import org.nd4j.linalg.factory.Nd4j;

/** The class that {@code java} starts; see the script {@code retort} for the flags. */
public final class Main {
    /** Exit code where the platform itself does not start. */
    private static final int NOT_STARTED = 1;

    private Main() {}

    /**
     * Runs one command in a framework of its own and exits with its code.
     *
     * @param arguments what follows {@code retort} on the command line
     */
    public static void main(String[] arguments) {
        // ND4J prints to standard output, which belongs to the command alone.
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        System.setOut(System.err);
        Installation installation = Installation.ofThisProcess();
        System.setProperty("retort.launch.main", Main.class.getName());
        System.setProperty("retort.launch.class-path", installation.libraries());
        ClassLoader libraries = Nd4j.class.getClassLoader();
        Thread.currentThread().setContextClassLoader(libraries);
        // ND4J looks for its backend in the thread's class loader otherwise, which a bundle's thread may lack. This
        // loads no natives: most commands end before anybody needs them.
        ND4JClassLoading.setNd4jClassloader(libraries);
        int code = run(installation, List.of(arguments), out);
        out.flush();
        System.exit(code);
    }

    private static int run(Installation installation, List<String> arguments, PrintStream out) {
        try (FrameworkFolder folder = FrameworkFolder.create(Path.of(System.getProperty("java.io.tmpdir")));
                Platform platform = Platform.start(installation, folder.path(), out)) {
            Signals.handle(platform::interrupt);
            return platform.run(arguments);
        } catch (LaunchException e) {
            System.err.println("retort: " + e.getMessage());
            return NOT_STARTED;
        }
    }
}
