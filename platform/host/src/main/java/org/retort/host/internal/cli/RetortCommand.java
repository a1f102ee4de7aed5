package org.retort.host.internal.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code retort} itself: prints what there is. */
@Command(
        name = "retort",
        description = "Distils image-translation GANs: experiments in, runs and small generators out.",
        mixinStandardHelpOptions = true,
        footer = {"", "Begin with: retort quickstart"})
final class RetortCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getOut());
        return 0;
    }
}
