package org.retort.launcher;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.ToIntFunction;
import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.util.tracker.ServiceTracker;

/**
 * The framework with the bundles of an installation. Bundles see the launcher by services of the JDK's own types: the
 * {@link PrintStream} {@code retort.stream=standard-output} is the launcher's; the {@link ToIntFunction}
 * {@code retort.launch=run} from arguments to an exit code and the {@link BooleanSupplier}
 * {@code retort.launch=interrupt} are the command line's.
 */
final class Platform implements AutoCloseable {
    /** Start level of the bundles that are only started where a process serves. */
    static final int SERVING_LEVEL = 2;

    private static final long PATIENCE_MILLIS = 10_000;

    private final Framework framework;
    private final List<String> problems = new ArrayList<>();

    private Platform(Framework framework) {
        this.framework = framework;
    }

    static Platform start(Installation installation, Path folder, PrintStream out) {
        Platform platform = new Platform(new FrameworkFactory().newFramework(Map.of(
                Constants.FRAMEWORK_STORAGE, folder.toString(),
                Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, ExportedPackages.header(),
                Installation.HOME, installation.home().toString())));
        try {
            platform.framework.start();
            BundleContext context = platform.framework.getBundleContext();
            context.registerService(PrintStream.class, out, FrameworkUtil.asDictionary(Map.of("retort.stream", "standard-output")));
            List<Bundle> bundles = new ArrayList<>();
            platform.install(installation.bundles(), 1, bundles);
            platform.install(installation.plugins(), 1, bundles);
            platform.install(installation.servingBundles(), SERVING_LEVEL, bundles);
            bundles.forEach(platform::start);
            return platform;
        } catch (BundleException e) {
            platform.close();
            throw new LaunchException("the OSGi framework does not start in " + folder + ": " + e.getMessage(), e);
        }
    }

    BundleContext context() {
        return framework.getBundleContext();
    }

    /** Runs the command line; returns its exit code. */
    int run(List<String> arguments) {
        @SuppressWarnings("unchecked")
        ToIntFunction<List<String>> commandLine = service("(&(objectClass=" + ToIntFunction.class.getName() + ")(retort.launch=run))", ToIntFunction.class);
        return commandLine.applyAsInt(arguments);
    }

    /** Asks the command in progress to end; false where nothing is lost by cutting it off. */
    boolean interrupt() {
        return service("(&(objectClass=" + BooleanSupplier.class.getName() + ")(retort.launch=interrupt))", BooleanSupplier.class).getAsBoolean();
    }

    @Override
    public void close() {
        try {
            framework.stop();
            framework.waitForStop(PATIENCE_MILLIS);
        } catch (BundleException e) {
            throw new LaunchException("the OSGi framework does not stop: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void install(List<Path> jars, int level, List<Bundle> installed) {
        for (Path jar : jars) {
            try {
                // By reference, so that nothing is copied at each start.
                Bundle bundle = framework.getBundleContext().installBundle("reference:" + jar.toUri());
                bundle.adapt(BundleStartLevel.class).setStartLevel(level);
                installed.add(bundle);
            } catch (BundleException e) {
                problems.add(jar + " cannot be installed: " + e.getMessage());
            }
        }
    }

    private void start(Bundle bundle) {
        if (bundle.getHeaders("").get(Constants.FRAGMENT_HOST) != null) {
            return;
        }
        try {
            bundle.start(Bundle.START_ACTIVATION_POLICY);
        } catch (BundleException e) {
            problems.add(bundle.getSymbolicName() + " does not start: " + e.getMessage());
        }
    }

    private <S> S service(String filter, Class<S> type) {
        ServiceTracker<S, S> tracker;
        try {
            tracker = new ServiceTracker<>(framework.getBundleContext(), FrameworkUtil.createFilter(filter), null);
        } catch (InvalidSyntaxException e) {
            throw new IllegalArgumentException(filter, e);
        }
        tracker.open();
        try {
            S service = tracker.waitForService(PATIENCE_MILLIS);
            if (service == null) {
                throw new LaunchException("the command line did not come up within " + PATIENCE_MILLIS / 1000 + " s"
                        + String.join("\n  ", prepended(problems)), null);
            }
            return service;
        } catch (InterruptedException e) {
            throw new LaunchException("interrupted while the platform starts", e);
        }
    }

    private static List<String> prepended(List<String> problems) {
        List<String> lines = new ArrayList<>(problems);
        lines.add(0, problems.isEmpty() ? "; no bundle reports a problem" : ":");
        return lines;
    }
}
