package org.retort.host.command;

import java.io.PrintStream;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A command of {@code retort} that a bundle brings; an OSGi service. It stands after the built-in commands and is made
 * anew for each command line.
 */
@ConsumerType
public interface Subcommand {
    /**
     * Makes the command.
     *
     * @param out the standard output of the process, for what the command prints and nothing else
     * @return a {@link picocli.CommandLine}, or an object whose class has picocli's {@code @Command}; either with a
     *     name. Its exit codes are those of {@link CommandLine#run}; an
     *     {@link org.retort.api.plugin.InputException} becomes exit code 2 and its message is printed
     */
    Object command(PrintStream out);
}
