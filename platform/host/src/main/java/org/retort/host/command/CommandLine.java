package org.retort.host.command;

import java.io.InputStream;
import java.io.PrintStream;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** What {@code retort} does with its arguments; an OSGi service, which the launcher waits for and runs once. */
@ProviderType
public interface CommandLine {
    /**
     * Runs one command to its end.
     *
     * @param arguments what follows {@code retort} on the command line
     * @param out the standard output of the process, in UTF-8, for what the command prints and nothing else:
     *     {@code System.out} leads to standard error, since libraries print there
     * @param in the standard input of the process
     * @return the exit code of the process: 0 done, 1 the run failed, 2 bad input, 130 interrupted
     */
    int run(List<String> arguments, PrintStream out, InputStream in);

    /**
     * Asks the command in progress to end soon, at the first Ctrl-C or termination signal; called by another thread.
     * At the second signal it is called again, for what the command started, and the process ends at once with 130.
     *
     * @return whether {@link #run} will return by itself; where it is false, the process ends with 130
     */
    default boolean interrupt() {
        return false;
    }
}
