package org.retort.experiment.suite;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.retort.api.plugin.InputException;
import org.retort.experiment.internal.yaml.Value;
import org.retort.experiment.internal.yaml.Value.Mapping;
import org.retort.experiment.internal.yaml.YamlReader;
import org.retort.experiment.plugin.PluginCatalog;

/**
 * Reads suites. A suite is an experiment's descriptor with further keys:
 *
 * <pre>{@code
 * axes:
 *   seed: [1, 2, 3]                                             # a key and its values
 *   students.small.generator.width: {from: 8, to: 32, step: 8}  # 8, 16, 24, 32; or factor: 2 for 8, 16, 32
 *   ladder:                                                     # a free word and named variants
 *     - {name: scratch}
 *     - {name: output, set: {students.small.distillation.+: {plugin: output-l1, weight: 10}}}
 *     - {name: skip, from: output, set: {students.small.generator.skip: add}}   # output's keys, then its own
 * zip: [[seed, ladder]]                                         # these axes move together
 * exclude: [{seed: [2, 3], ladder: scratch}]                    # members left out
 * include: [{seed: 9, ladder: skip}]                            # members beyond the product
 * execution: {on-failure: keep-going, retries: 1}               # see ExecutionPolicy
 * }</pre>
 *
 * <p>Keys are those that {@code --set} takes. An axis that an included member leaves out stays as the experiment has
 * it.
 */
public final class Suites {
    private Suites() {}

    /**
     * Reads and checks a suite or an experiment.
     *
     * @param overrides {@code key=value}, put into every member last; where the key is an axis, the value or list of
     *     values takes the place of the axis' own, and of named variants those named remain
     * @param catalog the plugins that may be named
     * @throws InputException for the first thing that is wrong, with file, line and column, what was found and what is
     *     allowed
     */
    public static Suite read(Path file, List<String> overrides, PluginCatalog catalog) {
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
     * The same for a text.
     *
     * @param source where the text comes from, for messages
     * @param folder where relative paths start
     */
    public static Suite read(String text, String source, Path folder, List<String> overrides, PluginCatalog catalog) {
        Value value = YamlReader.read(text, source);
        if (!(value instanceof Mapping descriptor)) {
            throw new InputException(value.position() + ": a descriptor is a group of keys such as name and dataset,"
                    + " found " + value.kind());
        }
        return new SuiteReader(folder, catalog).read(descriptor, overrides);
    }
}
