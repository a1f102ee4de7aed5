package org.retort.experiment.descriptor;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.retort.api.plugin.InputException;
import org.retort.experiment.internal.binding.ExperimentBinder;
import org.retort.experiment.internal.binding.RecordBinder;
import org.retort.experiment.internal.yaml.Overrides;
import org.retort.experiment.internal.yaml.Position;
import org.retort.experiment.internal.yaml.Value;
import org.retort.experiment.internal.yaml.Value.Mapping;
import org.retort.experiment.internal.yaml.YamlReader;
import org.retort.experiment.plugin.InstalledPlugin;
import org.retort.experiment.plugin.PluginCatalog;

/** Reads descriptors. */
public final class Descriptors {
    private Descriptors() {}

    /**
     * Reads and checks a descriptor file.
     *
     * @param overrides {@code key=value}, put in before the check; keys are joined by dots, entries of lists go by index
     *     or name, {@code train.KEY} is that of all teachers and students
     * @param catalog the plugins that may be named
     * @throws InputException for the first thing that is wrong, with file, line and column, what was found and what is
     *     allowed
     */
    public static Experiment read(Path file, List<String> overrides, PluginCatalog catalog) {
        try {
            Path folder = file.toAbsolutePath().normalize().getParent();
            return read(Files.readString(file), file.toString(), folder, overrides, catalog);
        } catch (NoSuchFileException e) {
            throw new InputException("there is no descriptor " + file, e);
        } catch (CharacterCodingException e) {
            throw new InputException("descriptor " + file + " is no UTF-8 text", e);
        } catch (IOException e) {
            throw new InputException("descriptor " + file + " cannot be read: " + e, e);
        }
    }

    /**
     * Reads the descriptor of one run.
     *
     * @param json what {@link RunDescriptor#toJson} made
     * @param source where it comes from, for messages
     * @throws InputException where a plugin it names is not there, or takes other parameters than when it was written
     */
    public static RunDescriptor readRun(ObjectNode json, String source, PluginCatalog catalog) {
        Mapping descriptor = (Mapping) YamlReader.read(json.toString(), source);
        return new ExperimentBinder(Path.of("").toAbsolutePath(), catalog).bindRun(descriptor);
    }

    /** The same for a run that trains a classifier. */
    public static ClassifierDescriptor readClassifier(ObjectNode json, String source, PluginCatalog catalog) {
        Mapping descriptor = (Mapping) YamlReader.read(json.toString(), source);
        return new ExperimentBinder(Path.of("").toAbsolutePath(), catalog).bindClassifier(descriptor);
    }

    /**
     * A plugin with parameters, as a section of a descriptor gives them.
     *
     * @param parameters key to value as written in a descriptor; what is missing has its default
     * @param folder where relative paths start
     * @throws InputException where a key or value is wrong
     */
    public static PluginUse use(InstalledPlugin plugin, Map<String, String> parameters, Path folder) {
        Position origin = new Position("parameters of " + plugin.id(), 0, 0);
        Map<String, Value.Entry> entries = new LinkedHashMap<>();
        parameters.forEach((key, text) -> entries.put(
                key, new Value.Entry(origin, YamlReader.read(text, "value of " + key))));
        Record bound = new RecordBinder(folder).bind(
                plugin.service().parameters(),
                new Mapping(origin, entries),
                List.of(),
                plugin.kind().word() + " plugin " + plugin.id());
        return new PluginUse(plugin, bound);
    }

    /**
     * Reads and checks a descriptor.
     *
     * @param text YAML, or JSON as {@link ResolvedDescriptor} writes it
     * @param source where the text comes from, for messages
     * @param folder where relative paths start
     */
    public static Experiment read(
            String text, String source, Path folder, List<String> overrides, PluginCatalog catalog) {
        Value value = YamlReader.read(text, source);
        if (!(value instanceof Mapping descriptor)) {
            throw new InputException(value.position() + ": a descriptor is a group of keys such as name and dataset,"
                    + " found " + value.kind());
        }
        return new ExperimentBinder(folder, catalog).bind(Overrides.apply(descriptor, overrides));
    }
}
