package org.retort.host.internal.registry;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.Filter;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.util.tracker.ServiceTracker;
import org.osgi.util.tracker.ServiceTrackerCustomizer;
import org.retort.api.plugin.InputException;
import org.retort.experiment.plugin.InstalledPlugin;
import org.retort.experiment.plugin.PluginCatalog;
import org.retort.experiment.plugin.PluginKind;
import org.retort.host.internal.deploy.WorkspacePlugins;

/**
 * The plugins among the services of the framework, whichever bundles they come from. A plugin is made when somebody
 * first asks for the list after it came.
 */
@Component(service = {PluginCatalog.class, PluginRegistry.class})
public final class PluginRegistry implements PluginCatalog {
    private final BundleProblems bundleProblems;
    private final PluginExamination examination;
    private final WorkspacePlugins workspacePlugins;
    private final ServiceTracker<Object, ServiceReference<Object>> tracker;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final Set<ServiceReference<Object>> references = ConcurrentHashMap.newKeySet();
    private final AtomicInteger changes = new AtomicInteger();
    private volatile Snapshot snapshot = new Snapshot(0, List.of(), List.of());

    private record Snapshot(int change, List<InstalledPlugin> plugins, List<PluginProblem> problems) {}

    /** Called by Declarative Services. */
    @Activate
    public PluginRegistry(
            BundleContext context,
            @Reference ServiceComponentRuntime components,
            @Reference WorkspacePlugins workspacePlugins) {
        this.bundleProblems = new BundleProblems(context, components);
        this.examination = new PluginExamination(context);
        this.workspacePlugins = workspacePlugins;
        this.tracker = new ServiceTracker<>(context, anyKind(), new Changes());
        tracker.open();
        workspacePlugins.onChange(this::changed);
    }

    /** Forgets all plugins. */
    @Deactivate
    void close() {
        tracker.close();
    }

    @Override
    public List<InstalledPlugin> plugins() {
        return snapshot().plugins();
    }

    @Override
    public List<String> problems() {
        return Stream.concat(
                        pluginProblems().stream().map(PluginProblem::sentence), workspacePlugins.problems().stream())
                .toList();
    }

    /** The problems that belong to bundles; those of files that are no bundles are not among them. */
    List<PluginProblem> pluginProblems() {
        List<PluginProblem> problems = new ArrayList<>(snapshot().problems());
        problems.addAll(bundleProblems.find());
        return problems;
    }

    /** Calls back after plugins came, changed or went; closing the answer ends that. */
    AutoCloseable onChange(Runnable listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    private void changed() {
        changes.incrementAndGet();
        listeners.forEach(Runnable::run);
    }

    private Snapshot snapshot() {
        int now = changes.get();
        Snapshot current = snapshot;
        if (current.change() != now) {
            current = take(now);
            snapshot = current;
        }
        return current;
    }

    private Snapshot take(int change) {
        Map<String, InstalledPlugin> plugins = new TreeMap<>();
        Map<String, Bundle> owners = new HashMap<>();
        List<PluginProblem> problems = new ArrayList<>();
        // Best first: by ranking, then by age.
        for (ServiceReference<Object> reference : references.stream().sorted(Comparator.reverseOrder()).toList()) {
            for (PluginKind kind : kinds(reference)) {
                Bundle bundle = reference.getBundle();
                if (bundle == null) {
                    // It went after the list was taken.
                    continue;
                }
                try {
                    InstalledPlugin plugin = examination.examine(kind, reference, bundle);
                    String key = kind.ordinal() + " " + plugin.id();
                    Bundle first = owners.putIfAbsent(key, bundle);
                    if (first != null) {
                        throw new InputException(duplicate(kind, plugin.id(), first, bundle));
                    }
                    plugins.put(key, plugin);
                } catch (InputException e) {
                    problems.add(new PluginProblem(bundle, e.getMessage()));
                }
            }
        }
        return new Snapshot(change, List.copyOf(plugins.values()), List.copyOf(problems));
    }

    private static List<PluginKind> kinds(ServiceReference<Object> reference) {
        List<String> interfaces = List.of((String[]) reference.getProperty(Constants.OBJECTCLASS));
        return Arrays.stream(PluginKind.values())
                .filter(kind -> interfaces.contains(kind.service().getName()))
                .toList();
    }

    private static String duplicate(PluginKind kind, String id, Bundle used, Bundle other) {
        return kind.word() + " '" + id + "' is offered twice, by " + BundleName.of(used) + " and by "
                + BundleName.of(other) + "; the first is used; remove one of the bundles or give the plugin another id";
    }

    private static Filter anyKind() {
        String kinds = Arrays.stream(PluginKind.values())
                .map(kind -> "(" + Constants.OBJECTCLASS + "=" + kind.service().getName() + ")")
                .collect(Collectors.joining());
        try {
            return FrameworkUtil.createFilter("(|" + kinds + ")");
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private final class Changes implements ServiceTrackerCustomizer<Object, ServiceReference<Object>> {
        @Override
        public ServiceReference<Object> addingService(ServiceReference<Object> reference) {
            references.add(reference);
            changed();
            return reference;
        }

        @Override
        public void modifiedService(ServiceReference<Object> reference, ServiceReference<Object> tracked) {
            changed();
        }

        @Override
        public void removedService(ServiceReference<Object> reference, ServiceReference<Object> tracked) {
            references.remove(reference);
            changed();
        }
    }
}
