package org.retort.experiment.internal.binding;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.retort.api.plugin.InputException;
import org.retort.api.plugin.NearestName;
import org.retort.experiment.descriptor.PluginUse;
import org.retort.experiment.internal.yaml.Value.Entry;
import org.retort.experiment.internal.yaml.Value.Mapping;
import org.retort.experiment.internal.yaml.Value.Scalar;
import org.retort.experiment.internal.yaml.Value;
import org.retort.experiment.plugin.InstalledPlugin;
import org.retort.experiment.plugin.PluginCatalog;
import org.retort.experiment.plugin.PluginKind;

/** Finds the plugin that a section names and gives it its parameters. */
final class PluginBinder {
    private final RecordBinder records;
    private final PluginCatalog catalog;

    PluginBinder(RecordBinder records, PluginCatalog catalog) {
        this.records = records;
        this.catalog = catalog;
    }

    /**
     * @param structure keys of the section that are the platform's, beside {@code plugin}
     */
    PluginUse bind(PluginKind kind, Mapping section, List<String> structure) {
        InstalledPlugin plugin = plugin(kind, section);
        List<String> keys = new ArrayList<>(List.of("plugin"));
        keys.addAll(structure);
        String owner = kind.word() + " plugin " + plugin.id();
        Map<String, Entry> entries = new LinkedHashMap<>(section.entries());
        Record parameters = records.bind(
                plugin.service().parameters(), new Mapping(section.position(), entries), keys, owner);
        return new PluginUse(plugin, parameters);
    }

    private InstalledPlugin plugin(PluginKind kind, Mapping section) {
        Value named = section.get("plugin");
        List<String> known =
                catalog.plugins(kind).stream().map(InstalledPlugin::id).toList();
        String allowed = known.isEmpty()
                ? "no " + kind.word() + " plugin is installed"
                : "installed are " + String.join(", ", known);
        if (named == null) {
            throw new InputException(
                    section.position() + ": the " + kind.word() + " section needs the key plugin; " + allowed);
        }
        if (!(named instanceof Scalar id)) {
            throw new InputException(named.position() + ": plugin is " + named.kind() + "; a name is needed; " + allowed);
        }
        Optional<InstalledPlugin> found = catalog.find(kind, id.text());
        return found.orElseThrow(() -> {
            String problems = catalog.problems().isEmpty()
                    ? ""
                    : ". Plugins that are not available: " + String.join(" ", catalog.problems());
            return new InputException(named.position() + ": unknown " + kind.word() + " plugin `" + id.text() + "`"
                    + NearestName.question(id.text(), known) + "; " + allowed + problems);
        });
    }
}
