package org.retort.experiment.plugin;

import java.util.List;
import java.util.Optional;

/** The plugins that are installed now; safe for several threads. */
public interface PluginCatalog {
    /** All plugins, by kind and id. */
    List<InstalledPlugin> plugins();

    /** The plugins of a kind, by id. */
    default List<InstalledPlugin> plugins(PluginKind kind) {
        return plugins().stream().filter(plugin -> plugin.kind() == kind).toList();
    }

    /** A plugin by kind and id. */
    default Optional<InstalledPlugin> find(PluginKind kind, String id) {
        return plugins(kind).stream().filter(plugin -> plugin.id().equals(id)).findFirst();
    }

    /**
     * What is known of plugins that are missing: bundles that do not resolve or whose components fail, in words, one
     * sentence each, for messages about an unknown id.
     */
    List<String> problems();
}
