package org.retort.host.launch;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command that starts another process as this one was started: same Java, JVM flags, libraries and bundles. */
public final class LaunchCommand {
    /** System property with the launcher's main class; the launcher sets it. */
    public static final String MAIN_CLASS = "retort.launch.main";

    /**
     * System property with the class path that {@code java} was given; the launcher sets it. It may hold a wildcard
     * where {@code java.class.path} holds every jar: operating systems show, and Java reads, only the first 4,096
     * bytes of a command line, and what tells one worker from another is at the end of it.
     */
    public static final String CLASS_PATH = "retort.launch.class-path";

    private LaunchCommand() {}

    /**
     * The command with other arguments for {@code retort}, such as {@code worker 3}; ready for a
     * {@link ProcessBuilder}, whose environment is left to the caller. Flags for debuggers and agents are left out,
     * since two processes cannot share their ports and files.
     *
     * @throws IllegalStateException where this process was not started by the launcher
     */
    public static List<String> with(List<String> arguments) {
        String main = setByLauncher(MAIN_CLASS);
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        for (String flag : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
            if (!flag.startsWith("-agent") && !flag.startsWith("-javaagent") && !flag.startsWith("-Xrun")) {
                command.add(flag);
            }
        }
        command.add("-cp");
        command.add(setByLauncher(CLASS_PATH));
        command.add(main);
        command.addAll(arguments);
        return List.copyOf(command);
    }

    private static String setByLauncher(String property) {
        String value = System.getProperty(property);
        if (value == null) {
            throw new IllegalStateException("system property " + property + " is not set, so this process was not"
                    + " started by the launcher and cannot start another like it; start it with the script retort");
        }
        return value;
    }
}
