package org.retort.host.internal.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.osgi.framework.BundleContext;
import org.retort.engine.program.Engine;
import org.retort.experiment.plugin.PluginCatalog;
import org.retort.experiment.run.PlatformFacts;
import org.retort.history.journal.Workspace;
import org.retort.host.control.PlatformReports;
import org.retort.host.internal.deploy.WorkspacePlugins;
import org.retort.host.internal.launch.ServingBundles;
import org.retort.host.internal.work.Claims;
import org.retort.host.internal.work.FileLocks;
import org.retort.host.internal.work.Runs;

/**
 * What commands work with.
 *
 * @param home folder of the distribution
 * @param engines the engines that are installed at the moment
 * @param locks the locks of this process
 * @param facts which build this is; reads all plugin jars
 */
record Platform(
        BundleContext context,
        Path home,
        PluginCatalog catalog,
        PlatformReports reports,
        Supplier<List<Engine>> engines,
        Supplier<PlatformFacts> facts,
        WorkspacePlugins workspacePlugins,
        ServingBundles servingBundles,
        FileLocks locks) {
    /** The claims on runs that this process has. */
    Claims claims() {
        return new Claims(locks);
    }

    /** What can be done with the runs of a workspace. */
    Runs runs(Workspace workspace) {
        return new Runs(workspace, claims());
    }
}
