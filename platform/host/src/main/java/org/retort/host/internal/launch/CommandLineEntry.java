package org.retort.host.internal.launch;

import java.io.PrintStream;
import java.util.Dictionary;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.ToIntFunction;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.retort.host.command.CommandLine;

/** Offers the command line to the launcher, which shares only the JDK's types with bundles. */
@Component(immediate = true)
public final class CommandLineEntry {
    private final List<ServiceRegistration<?>> entries;

    /** Offers a command line that prints to the process's own standard output. */
    @Activate
    public CommandLineEntry(
            BundleContext context,
            @Reference CommandLine commandLine,
            @Reference(target = "(retort.stream=standard-output)") PrintStream out) {
        ToIntFunction<List<String>> run = arguments -> commandLine.run(arguments, out, System.in);
        BooleanSupplier interrupt = commandLine::interrupt;
        entries = List.of(
                context.registerService(ToIntFunction.class, run, entry("run")),
                context.registerService(BooleanSupplier.class, interrupt, entry("interrupt")));
    }

    /** Takes the offer back. */
    @Deactivate
    void withdraw() {
        entries.forEach(ServiceRegistration::unregister);
    }

    private static Dictionary<String, Object> entry(String name) {
        return FrameworkUtil.asDictionary(Map.of("retort.launch", name));
    }
}
