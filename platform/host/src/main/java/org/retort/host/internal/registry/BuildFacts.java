package org.retort.host.internal.registry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.retort.experiment.run.PlatformFacts;
import org.retort.experiment.run.PlatformFacts.PluginBundle;
import org.retort.host.internal.deploy.PluginJar;
import org.retort.host.internal.deploy.WorkspacePlugins;

/** Says which build of the platform this is and which builds of plugins it has; an OSGi service for the worker. */
@Component(service = BuildFacts.class)
public final class BuildFacts {
    /** Manifest header of this bundle with the commit that it was built from. */
    private static final String COMMIT = "Retort-Commit";

    private final BundleContext context;
    private final PluginRegistry registry;
    private final WorkspacePlugins workspacePlugins;

    /** Called by Declarative Services. */
    @Activate
    public BuildFacts(
            BundleContext context, @Reference PluginRegistry registry, @Reference WorkspacePlugins workspacePlugins) {
        this.context = context;
        this.registry = registry;
        this.workspacePlugins = workspacePlugins;
    }

    /** The facts of this moment; reads the jars of all plugins. */
    public PlatformFacts now() {
        Bundle self = context.getBundle();
        String commit = self.getHeaders("").get(COMMIT);
        List<PluginBundle> plugins = Arrays.stream(context.getBundles())
                .filter(bundle -> registry.plugins().stream()
                        .anyMatch(plugin -> plugin.bundle().equals(bundle.getSymbolicName())
                                && plugin.version().equals(bundle.getVersion().toString())))
                .map(bundle -> new PluginBundle(
                        bundle.getSymbolicName(), bundle.getVersion().toString(), sha256(bundle)))
                .sorted(Comparator.comparing(PluginBundle::bundle))
                .toList();
        return new PlatformFacts(self.getVersion().toString(), commit == null ? "" : commit, plugins);
    }

    private String sha256(Bundle bundle) {
        return workspacePlugins.sha256(bundle)
                .or(() -> BundleName.file(bundle).filter(Files::isRegularFile).map(BuildFacts::sha256))
                .orElse("");
    }

    private static String sha256(Path file) {
        try {
            return PluginJar.sha256(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the plugin jar " + file, e);
        }
    }
}
