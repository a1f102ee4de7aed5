package org.retort.bench.internal;

import java.io.PrintStream;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.retort.engine.program.Engine;
import org.retort.experiment.plugin.PluginCatalog;
import org.retort.host.command.Subcommand;
import picocli.CommandLine;

/** Brings {@code retort bench}. */
@Component
public final class BenchSubcommand implements Subcommand {
    private final PluginCatalog catalog;

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile List<Engine> engines;

    /** Called by Declarative Services. */
    @Activate
    public BenchSubcommand(@Reference PluginCatalog catalog) {
        this.catalog = catalog;
    }

    @Override
    public Object command(PrintStream out) {
        return command(catalog, engines, out, OwnProcess.ofThisEnvironment());
    }

    static CommandLine command(
            PluginCatalog catalog, List<Engine> engines, PrintStream out, OwnProcess process) {
        return new CommandLine(new BenchCommand())
                .addSubcommand(new BenchTrainCommand(catalog, engines, out, process))
                .addSubcommand(new BenchInferCommand(catalog, engines, out, process));
    }
}
