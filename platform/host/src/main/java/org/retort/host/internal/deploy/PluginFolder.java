package org.retort.host.internal.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.wiring.FrameworkWiring;
import org.retort.api.plugin.InputException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the bundles of the framework follow the jars of one folder; used by one thread at a time. */
final class PluginFolder {
    private static final Logger LOG = LoggerFactory.getLogger(PluginFolder.class);
    private static final long REFRESH_SECONDS = 20;

    private final BundleContext context;
    private final Path folder;
    private final Map<Path, Deployed> deployed = new TreeMap<>();
    private final Map<Path, String> problems = new TreeMap<>();
    private Map<Path, PluginJar.Stamp> lastSeen = Map.of();

    private record Deployed(Bundle bundle, PluginJar.Stamp stamp, String sha256) {}

    PluginFolder(BundleContext context, Path folder) {
        this.context = context;
        this.folder = folder;
    }

    /** Takes up the jars as they are now. */
    boolean load() {
        Map<Path, PluginJar.Stamp> seen = look();
        lastSeen = seen;
        return follow(seen);
    }

    /**
     * Takes up the changes since the last call, save files that changed since the last look: somebody is writing them.
     *
     * @return whether anything changed, problems included
     */
    boolean followSettled() {
        Map<Path, PluginJar.Stamp> seen = look();
        Map<Path, PluginJar.Stamp> settled = new HashMap<>();
        seen.forEach((file, stamp) -> {
            if (stamp.equals(lastSeen.get(file))) {
                settled.put(file, stamp);
            } else if (deployed.containsKey(file)) {
                settled.put(file, deployed.get(file).stamp());
            }
        });
        lastSeen = seen;
        return follow(settled);
    }

    /** One sentence for each jar that could not be taken up. */
    List<String> problems() {
        return List.copyOf(problems.values());
    }

    /** SHA-256 of the jars that were taken up, by bundle. */
    Map<Bundle, String> checksums() {
        Map<Bundle, String> checksums = new HashMap<>();
        deployed.values().forEach(jar -> checksums.put(jar.bundle(), jar.sha256()));
        return Map.copyOf(checksums);
    }

    private Map<Path, PluginJar.Stamp> look() {
        Map<Path, PluginJar.Stamp> seen = new TreeMap<>();
        if (!Files.isDirectory(folder)) {
            return seen;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(name -> name.toString().endsWith(".jar")).toList()) {
                seen.put(file, PluginJar.Stamp.of(file));
            }
        } catch (IOException e) {
            // A file that went while it was listed; the next look sees the folder without it.
            LOG.debug("{} changes while it is listed", folder, e);
            return lastSeen;
        }
        return seen;
    }

    private boolean follow(Map<Path, PluginJar.Stamp> files) {
        Map<Path, String> problemsBefore = Map.copyOf(problems);
        problems.keySet().retainAll(files.keySet());
        Set<Bundle> stale = new HashSet<>();
        removeGone(files.keySet(), stale);
        boolean anyNew = false;
        for (Map.Entry<Path, PluginJar.Stamp> file : files.entrySet()) {
            Deployed present = deployed.get(file.getKey());
            if (present == null || !present.stamp().equals(file.getValue())) {
                anyNew |= deploy(file.getKey(), file.getValue(), stale);
            }
        }
        if (!stale.isEmpty()) {
            refresh(stale);
        }
        if (anyNew || !stale.isEmpty()) {
            startAll();
        }
        return anyNew || !stale.isEmpty() || !problems.equals(problemsBefore);
    }

    private void removeGone(Collection<Path> files, Set<Bundle> stale) {
        for (Path gone : deployed.keySet().stream().filter(file -> !files.contains(file)).toList()) {
            Bundle bundle = deployed.remove(gone).bundle();
            try {
                bundle.uninstall();
                LOG.info("{} is gone, and its plugins with it", gone);
            } catch (BundleException e) {
                LOG.warn("{} is gone, but its bundle does not uninstall", gone, e);
            }
            stale.add(bundle);
        }
    }

    /** Installs or updates one jar; a jar that cannot be read leaves an older state of it in place. */
    private boolean deploy(Path file, PluginJar.Stamp stamp, Set<Bundle> stale) {
        try {
            PluginJar jar = PluginJar.read(file);
            if (!PluginJar.Stamp.of(file).equals(stamp)) {
                return false;
            }
            Deployed present = deployed.get(file);
            Bundle bundle;
            if (present == null) {
                bundle = context.installBundle(file.toUri().toString(), jar.open());
            } else {
                bundle = present.bundle();
                bundle.stop(Bundle.STOP_TRANSIENT);
                bundle.update(jar.open());
                stale.add(bundle);
                LOG.info("{} changed; its plugins are taken up anew", file);
            }
            deployed.put(file, new Deployed(bundle, stamp, jar.sha256()));
            problems.remove(file);
            return true;
        } catch (InputException e) {
            problems.put(file, e.getMessage());
        } catch (IOException e) {
            problems.put(file, file + " cannot be read (" + e + "); check its permissions");
        } catch (BundleException e) {
            problems.put(file, e.getType() == BundleException.DUPLICATE_BUNDLE_ERROR
                    ? file + " holds a bundle that is already installed from another file: " + e.getMessage()
                            + "; remove one of the files"
                    : file + " cannot be installed: " + e.getMessage());
        }
        return false;
    }

    private void refresh(Set<Bundle> bundles) {
        CountDownLatch refreshed = new CountDownLatch(1);
        context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).adapt(FrameworkWiring.class).refreshBundles(bundles, event -> {
            if (event.getType() == FrameworkEvent.PACKAGES_REFRESHED || event.getType() == FrameworkEvent.ERROR) {
                refreshed.countDown();
            }
        });
        try {
            if (!refreshed.await(REFRESH_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("the framework has not rewired {} within {} s", bundles, REFRESH_SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Starts what can be started; a new bundle may bring what an older one lacked. */
    private void startAll() {
        List<Deployed> waiting = new ArrayList<>(deployed.values());
        waiting.removeIf(jar -> jar.bundle().getState() == Bundle.ACTIVE
                || jar.bundle().getHeaders("").get(Constants.FRAGMENT_HOST) != null);
        for (Deployed jar : waiting) {
            try {
                jar.bundle().start(Bundle.START_ACTIVATION_POLICY);
            } catch (BundleException e) {
                // The registry says what is missing to a bundle that does not resolve.
                if (e.getType() != BundleException.RESOLVE_ERROR) {
                    LOG.warn("{} does not start", jar.bundle(), e);
                }
            }
        }
    }
}
