package org.retort.experiment.run;

import java.util.List;

/**
 * Which build of the platform does a run, for provenance.
 *
 * @param version version of the platform
 * @param commit the commit that it was built from; empty where that is not known
 * @param plugins the bundles that the installed plugins come from, by name
 */
public record PlatformFacts(String version, String commit, List<PluginBundle> plugins) {
    public PlatformFacts {
        plugins = List.copyOf(plugins);
    }

    /**
     * A bundle with plugins.
     *
     * @param bundle symbolic name
     * @param version version of the bundle
     * @param sha256 SHA-256 of its jar in hexadecimal digits
     */
    public record PluginBundle(String bundle, String version, String sha256) {}
}
