package org.retort.host.internal.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.retort.api.plugin.InputException;
import org.retort.engine.program.Engine;
import org.retort.experiment.plugin.PluginCatalog;
import org.retort.history.HistoryException;
import org.retort.host.command.CommandLine;
import org.retort.host.control.PlatformReports;
import org.retort.host.internal.deploy.WorkspacePlugins;
import org.retort.host.internal.launch.ServingBundles;
import org.retort.host.internal.registry.BuildFacts;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line of {@code retort}. */
@Component(service = CommandLine.class)
public final class RetortCommandLine implements CommandLine {
    /** System property: whether standard error is a terminal; the script sets it. */
    private static final String TERMINAL = "retort.terminal";

    private static final int FAILED = 1;
    private static final int BAD_INPUT = 2;

    private final Platform platform;
    private final AtomicReference<Terminal> running = new AtomicReference<>();

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile List<Engine> engines;

    /** Called by Declarative Services. */
    @Activate
    public RetortCommandLine(
            BundleContext context,
            @Reference PluginCatalog catalog,
            @Reference PlatformReports reports,
            @Reference BuildFacts facts,
            @Reference WorkspacePlugins workspacePlugins,
            @Reference ServingBundles servingBundles) {
        Path home = Path.of(String.valueOf(context.getProperty("retort.home")));
        this.platform = new Platform(
                context, home, catalog, reports, () -> engines, facts::now, workspacePlugins, servingBundles);
    }

    @Override
    public int run(List<String> arguments, PrintStream out, InputStream in) {
        Terminal terminal = new Terminal(out, System.err, Boolean.getBoolean(TERMINAL), arguments);
        running.set(terminal);
        return commands(terminal, out).execute(arguments.toArray(String[]::new));
    }

    @Override
    public boolean interrupt() {
        Terminal terminal = running.get();
        if (terminal == null) {
            return false;
        }
        terminal.interrupt();
        return true;
    }

    private picocli.CommandLine commands(Terminal terminal, PrintStream out) {
        picocli.CommandLine commands = new picocli.CommandLine(new RetortCommand());
        commands.addSubcommand(new QuickstartCommand(platform, terminal));
        commands.addSubcommand(new RunCommand(platform, terminal));
        commands.addSubcommand(new ServeCommand(platform, terminal));
        commands.addSubcommand(new RunsCommand(terminal));
        commands.addSubcommand(new ShowCommand(terminal));
        commands.addSubcommand(new CompareCommand(terminal));
        commands.addSubcommand(new StopCommand(terminal));
        commands.addSubcommand(new ResumeCommand(platform, terminal));
        commands.addSubcommand(new RerunCommand(platform, terminal));
        commands.addSubcommand(new RemoveCommand(terminal));
        commands.addSubcommand(new PluginsCommand(platform, terminal));
        commands.addSubcommand(new DescribeCommand(platform, terminal));
        commands.addSubcommand(new InspectCommand(platform, terminal));
        commands.addSubcommand(new TableCommand(platform, terminal));
        commands.addSubcommand(new NewCommand(platform, terminal));
        commands.addSubcommand(new HistoryCommand(terminal));
        commands.addSubcommand(new DoctorCommand(platform, terminal));
        commands.addSubcommand(new WorkerCommand(platform, terminal));
        commands.setOut(new PrintWriter(out, true, StandardCharsets.UTF_8));
        commands.setErr(new PrintWriter(System.err, true));
        commands.setCaseInsensitiveEnumValuesAllowed(true);
        commands.getCommandSpec().versionProvider(() -> new String[] {"retort " + platform.facts().get().version()});
        commands.setParameterExceptionHandler((problem, given) -> wrong(problem));
        commands.setExecutionExceptionHandler(failures());
        return commands;
    }

    private static int wrong(ParameterException problem) {
        StringBuilder words = new StringBuilder("retort: ").append(problem.getMessage());
        if (problem instanceof UnmatchedArgumentException unmatched) {
            List<String> near = unmatched.getSuggestions();
            if (!near.isEmpty()) {
                words.append("; did you mean ").append(String.join(" or ", near.subList(0, Math.min(2, near.size()))))
                        .append("?");
            }
        }
        String command = problem.getCommandLine().getCommandSpec().qualifiedName();
        System.err.println(words + "\n" + command + " --help tells what is allowed.");
        return BAD_INPUT;
    }

    private static IExecutionExceptionHandler failures() {
        return (failure, commandLine, result) -> {
            if (failure instanceof InputException || failure instanceof HistoryException) {
                System.err.println("retort: " + failure.getMessage());
                return BAD_INPUT;
            }
            System.err.println("retort: this is a fault of Retort: " + failure + details(failure));
            return FAILED;
        };
    }

    /** Where the stack trace went, which helps nobody but who mends the fault. */
    private static String details(Exception failure) {
        try {
            Path file = Files.createTempFile("retort-fault-", ".txt");
            try (PrintWriter writer = new PrintWriter(file.toFile(), StandardCharsets.UTF_8)) {
                failure.printStackTrace(writer);
            }
            return "\nPlease report it with " + file;
        } catch (IOException e) {
            return " (its details cannot be written: " + e.getMessage() + ")";
        }
    }
}
