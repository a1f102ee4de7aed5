package org.retort.experiment.run;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.retort.experiment.descriptor.PluginUse;
import org.retort.history.journal.RunFolder;

/** What the result of any run depends on beside its descriptor: platform, machine, plugins and data. */
final class Provenance {
    private Provenance() {}

    static ObjectNode of(RunFolder run, PlatformFacts facts, RunData data, PluginUse dataset) {
        ObjectNode body = JsonNodeFactory.instance.objectNode()
                .put("version", facts.version())
                .put("commit", facts.commit())
                .put("commandLine", run.description().commandLine())
                .put("jvm", Machine.jvm())
                .put("os", Machine.os())
                .put("cpu", Machine.cpu());
        ArrayNode plugins = body.putArray("plugins");
        facts.plugins().forEach(plugin -> plugins.addObject()
                .put("bundle", plugin.bundle())
                .put("version", plugin.version())
                .put("sha256", plugin.sha256()));
        body.putObject("dataset")
                .put("plugin", dataset.plugin().id())
                .put("fingerprint", data.dataset().fingerprint())
                .put("checksum", data.decoded().checksum());
        return body;
    }
}
