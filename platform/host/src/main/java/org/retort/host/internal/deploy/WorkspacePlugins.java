package org.retort.host.internal.deploy;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The plugin jars of a workspace. A command loads them once, before it asks for plugins; a process that serves watches
 * them, so that a jar that comes, changes or goes takes effect within two seconds.
 */
@Component(service = WorkspacePlugins.class)
public final class WorkspacePlugins {
    private static final Logger LOG = LoggerFactory.getLogger(WorkspacePlugins.class);
    private static final long LOOK_EVERY_MILLIS = 400;

    private final BundleContext context;
    private final Map<Path, PluginFolder> folders = new HashMap<>();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private volatile List<String> problems = List.of();
    private volatile Map<Bundle, String> checksums = Map.of();
    private final ScheduledExecutorService watcher = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "plugin watcher");
        thread.setDaemon(true);
        return thread;
    });

    /** Called by Declarative Services. */
    @Activate
    public WorkspacePlugins(BundleContext context) {
        this.context = context;
    }

    /** Stops watching. */
    @Deactivate
    void close() {
        watcher.shutdownNow();
    }

    /** Installs and starts the jars that a folder holds now; a folder that does not exist holds none. */
    public void load(Path folder) {
        loaded(folder);
    }

    /** Loads a folder and follows its changes until the framework stops. */
    public void watch(Path folder) {
        PluginFolder plugins = loaded(folder);
        watcher.scheduleWithFixedDelay(() -> look(plugins), LOOK_EVERY_MILLIS, LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** One sentence for each jar that could not be installed. */
    public List<String> problems() {
        return problems;
    }

    /** SHA-256 of the jar that a bundle was installed from; empty for bundles from elsewhere. */
    public Optional<String> sha256(Bundle bundle) {
        return Optional.ofNullable(checksums.get(bundle));
    }

    /** Calls back after jars came, changed or went. */
    public void onChange(Runnable listener) {
        listeners.add(listener);
    }

    private PluginFolder loaded(Path folder) {
        synchronized (folders) {
            PluginFolder plugins = folders.computeIfAbsent(
                    folder.toAbsolutePath().normalize(), path -> new PluginFolder(context, path));
            publish(plugins.load());
            return plugins;
        }
    }

    private void look(PluginFolder plugins) {
        try {
            synchronized (folders) {
                publish(plugins.followSettled());
            }
        } catch (RuntimeException e) {
            // An exception would end the watching for good, for a failure that may pass.
            LOG.warn("the plugin folder could not be followed; looking again", e);
        }
    }

    private void publish(boolean changed) {
        problems = folders.values().stream().flatMap(folder -> folder.problems().stream()).toList();
        Map<Bundle, String> sums = new HashMap<>();
        folders.values().forEach(folder -> sums.putAll(folder.checksums()));
        checksums = Map.copyOf(sums);
        if (changed) {
            listeners.forEach(Runnable::run);
        }
    }
}
