package org.retort.host.internal.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
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
import org.retort.host.command.Subcommand;
import org.retort.host.control.PlatformReports;
import org.retort.host.internal.deploy.WorkspacePlugins;
import org.retort.host.internal.launch.ServingBundles;
import org.retort.host.internal.registry.BuildFacts;
import org.retort.host.internal.work.FileLocks;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** The command line of {@code retort}. */
@Component(service = CommandLine.class)
public final class RetortCommandLine implements CommandLine {
    /** System property: whether standard error is a terminal; the script sets it. */
    private static final String TERMINAL = "retort.terminal";

    private static final int FAILED = 1;
    static final int BAD_INPUT = 2;

    private final Platform platform;
    private final AtomicReference<Terminal> running = new AtomicReference<>();

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile List<Engine> engines = List.of();

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile List<Subcommand> subcommands = List.of();

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
                context, home, catalog, reports, () -> engines, () -> facts.now(), workspacePlugins, servingBundles,
                new FileLocks());
    }

    @Override
    public int run(List<String> arguments, PrintStream out, InputStream in) {
        Terminal terminal = new Terminal(out, System.err, Boolean.getBoolean(TERMINAL), arguments);
        running.set(terminal);
        try {
            return commands(terminal, out).execute(arguments.toArray(String[]::new));
        } catch (LinkageError | VirtualMachineError e) {
            // Such as a library that does not load; picocli passes on exceptions only.
            refused(
                    new BugReport(Path.of("workspace")).write(terminal.commandLine(), e),
                    arguments.contains("--json"),
                    terminal);
            return FAILED;
        }
    }

    @Override
    public boolean interrupt() {
        Terminal terminal = running.get();
        return terminal != null && terminal.interrupt();
    }

    private picocli.CommandLine commands(Terminal terminal, PrintStream out) {
        picocli.CommandLine commands = new picocli.CommandLine(new RetortCommand());
        commands.addSubcommand(new QuickstartCommand(platform, terminal));
        commands.addSubcommand(new RunCommand(platform, terminal));
        commands.addSubcommand(new ServeCommand(platform, terminal));
        commands.addSubcommand(new RunsCommand(terminal));
        commands.addSubcommand(new ShowCommand(terminal));
        commands.addSubcommand(new CompareCommand(terminal));
        commands.addSubcommand(new StopCommand(platform, terminal));
        commands.addSubcommand(new ResumeCommand(platform, terminal));
        commands.addSubcommand(new RerunCommand(platform, terminal));
        commands.addSubcommand(new RemoveCommand(platform, terminal));
        commands.addSubcommand(new PluginsCommand(platform, terminal));
        commands.addSubcommand(new DescribeCommand(platform, terminal));
        commands.addSubcommand(new InspectCommand(platform, terminal));
        commands.addSubcommand(new EvaluateCommand(platform, terminal));
        commands.addSubcommand(new TableCommand(platform, terminal));
        commands.addSubcommand(new ExportCommand(platform, terminal));
        commands.addSubcommand(new TranslateCommand(platform, terminal));
        commands.addSubcommand(new NewCommand(platform, terminal));
        commands.addSubcommand(new HistoryCommand(terminal));
        commands.addSubcommand(new DoctorCommand(platform, terminal));
        commands.addSubcommand(new WorkerCommand(platform, terminal));
        subcommands.forEach(brought -> commands.addSubcommand(brought.command(out)));
        commands.setOut(new PrintWriter(out, true, StandardCharsets.UTF_8));
        commands.setErr(new PrintWriter(System.err, true));
        commands.setCaseInsensitiveEnumValuesAllowed(true);
        commands.getCommandSpec()
                .versionProvider(() -> new String[] {"retort " + platform.context().getBundle().getVersion()});
        commands.setColorScheme(picocli.CommandLine.Help.defaultColorScheme(picocli.CommandLine.Help.Ansi.OFF));
        // Reading may have stopped before it came to --json.
        commands.setParameterExceptionHandler((problem, given) ->
                refused(UsageMessage.of(problem), List.of(given).contains("--json"), terminal));
        commands.setExecutionExceptionHandler(failures(terminal));
        return commands;
    }

    private static int refused(String message, boolean json, Terminal terminal) {
        terminal.messages().println("retort: " + message);
        if (json) {
            // Who asked for a document gets one, as REST gives it.
            terminal.print(JsonNodeFactory.instance.objectNode().put("error", message));
        }
        return BAD_INPUT;
    }

    private static IExecutionExceptionHandler failures(Terminal terminal) {
        return (failure, commandLine, all) -> {
            ParseResult result = all;
            while (result.hasSubcommand()) {
                result = result.subcommand();
            }
            boolean json = Boolean.TRUE.equals(result.matchedOptionValue("--json", false));
            if (failure instanceof InputException || failure instanceof HistoryException) {
                return refused(failure.getMessage(), json, terminal);
            }
            Path workspace = result.matchedOptionValue("--workspace", Path.of("workspace"));
            refused(new BugReport(workspace).write(terminal.commandLine(), failure), json, terminal);
            return FAILED;
        };
    }
}
