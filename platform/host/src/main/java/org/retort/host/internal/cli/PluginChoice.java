package org.retort.host.internal.cli;

import java.util.List;
import org.retort.api.plugin.InputException;
import org.retort.api.plugin.NearestName;
import org.retort.experiment.plugin.InstalledPlugin;
import org.retort.experiment.plugin.PluginCatalog;

/** Finds the plugin that an argument means: an id, or {@code KIND/ID} where several kinds have the id. */
final class PluginChoice {
    private PluginChoice() {}

    static List<InstalledPlugin> of(PluginCatalog catalog, String argument) {
        List<InstalledPlugin> found = catalog.plugins().stream()
                .filter(plugin -> plugin.id().equals(argument)
                        || (plugin.kind().word() + "/" + plugin.id()).equals(argument))
                .toList();
        if (found.isEmpty()) {
            List<String> ids = catalog.plugins().stream().map(InstalledPlugin::id).distinct().toList();
            throw new InputException("there is no plugin " + argument + NearestName.question(argument, ids)
                    + (NearestName.of(argument, ids).isPresent() ? " " : "; ") + "retort plugins lists what is installed"
                    + (catalog.problems().isEmpty() ? "" : "; not available: " + String.join(" ", catalog.problems())));
        }
        return found;
    }
}
