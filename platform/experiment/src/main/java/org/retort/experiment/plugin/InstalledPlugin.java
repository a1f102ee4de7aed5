package org.retort.experiment.plugin;

import org.retort.api.plugin.Configurable;

/**
 * A plugin that is there to be used.
 *
 * @param kind its kind
 * @param id its name in descriptors
 * @param title its name for people
 * @param summary one sentence
 * @param bundle symbolic name of its bundle
 * @param version version of its bundle
 * @param service the plugin itself
 */
public record InstalledPlugin(
        PluginKind kind,
        String id,
        String title,
        String summary,
        String bundle,
        String version,
        Configurable<?> service) {}
