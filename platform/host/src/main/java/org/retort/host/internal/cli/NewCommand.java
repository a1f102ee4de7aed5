package org.retort.host.internal.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.retort.host.internal.template.StudentProject;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code retort new}. */
@Command(name = "new", description = "Begins a plugin project.", mixinStandardHelpOptions = true)
final class NewCommand implements Callable<Integer> {
    private final Platform platform;
    private final Terminal terminal;

    @Spec
    private CommandSpec spec;

    NewCommand(Platform platform, Terminal terminal) {
        this.platform = platform;
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "nothing to begin; allowed is retort new student NAME");
    }

    @Command(
            name = "student",
            description = "Begins a student design: a project that builds, tests itself and runs in minutes.",
            mixinStandardHelpOptions = true)
    int student(
            @Parameters(paramLabel = "NAME", description = "The design's id, such as my-design.") String name,
            @Option(
                            names = "--folder",
                            paramLabel = "DIR",
                            description = "Where to put the project; a folder of the design's name by default.")
                    Path folder) {
        Path made = new StudentProject(platform.home()).write(name, folder == null ? Path.of(name) : folder);
        terminal.print("Made " + made + ". Go on there:");
        terminal.print("  mvn package");
        terminal.print("  mkdir -p workspace/plugins && cp target/" + name + "-*.jar workspace/plugins/");
        terminal.print("  retort run try.yaml");
        terminal.print("README.md asks what a reader will want to know of the design.");
        return 0;
    }
}
