package org.retort.launcher;

import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.ToIntFunction;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;

/** Stands for the platform's command line in the bundle of {@link MainTest}. */
public final class EchoActivator implements BundleActivator {
    @Override
    public void start(BundleContext context) throws Exception {
        PrintStream out = context.getService(context
                .getServiceReferences(PrintStream.class, "(retort.stream=standard-output)").iterator().next());
        ToIntFunction<List<String>> run = arguments -> {
            System.out.println("noise of a library");
            out.println(String.join(" ", arguments) + " \u00fc");
            if (arguments.contains("wait")) {
                return waitForEver();
            }
            return 7;
        };
        context.registerService(ToIntFunction.class, run, FrameworkUtil.asDictionary(Map.of("retort.launch", "run")));
        BooleanSupplier interrupt = () -> false;
        context.registerService(
                BooleanSupplier.class, interrupt, FrameworkUtil.asDictionary(Map.of("retort.launch", "interrupt")));
    }

    @Override
    public void stop(BundleContext context) {
        // The framework withdraws the services.
    }

    private static int waitForEver() {
        try {
            Thread.sleep(Long.MAX_VALUE);
        } catch (InterruptedException e) {
            return 1;
        }
        return 0;
    }
}
