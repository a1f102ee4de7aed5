package org.retort.experiment.descriptor;

import org.retort.experiment.plugin.InstalledPlugin;

/**
 * A plugin as a descriptor uses it.
 *
 * @param plugin which
 * @param parameters its parameters, of the class that the plugin names
 */
public record PluginUse(InstalledPlugin plugin, Record parameters) {
    /** The plugin in words for messages: {@code generator plugin stargan (bundle org.retort.plugin.stargan 0.1.0)}. */
    public String words() {
        return plugin.kind().word() + " plugin " + plugin.id() + " (bundle " + plugin.bundle() + " " + plugin.version()
                + ")";
    }
}
