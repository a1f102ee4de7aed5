package org.retort.bench.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.retort.api.data.ImageFormat;
import org.retort.api.data.LabelSpace;
import org.retort.api.plugin.InputException;
import org.retort.bench.EagerStarGan.Sizes;
import org.retort.experiment.descriptor.Descriptors;
import org.retort.experiment.descriptor.Experiment;
import org.retort.experiment.plugin.PluginCatalog;

/**
 * A model of a known size.
 *
 * @param name what the command calls it; its descriptor is the resource {@code NAME.yaml}
 * @param labels the labels of its images
 * @param sizes what is trained, as eager LibTorch is told; equal to what the descriptor says
 */
record Preset(String name, LabelSpace labels, Sizes sizes) {
    private static final List<Preset> ALL = List.of(
            new Preset(
                    "fer-48",
                    LabelSpace.classes(List.of("angry", "disgust", "fear", "happy", "sad", "surprise", "neutral")),
                    new Sizes(48, 1, 7, 16, 32, 6, 4, true)),
            new Preset(
                    "celeba-128",
                    LabelSpace.attributes(
                            List.of("Black_Hair", "Blond_Hair", "Brown_Hair", "Male", "Young"),
                            List.of(List.of("Black_Hair", "Blond_Hair", "Brown_Hair"))),
                    new Sizes(128, 3, 5, 4, 64, 6, 6, false)));

    /** @throws InputException where there is no such preset */
    static Preset of(String name) {
        return ALL.stream().filter(preset -> preset.name().equals(name)).findFirst()
                .orElseThrow(() -> new InputException("there is no preset '" + name + "'; the presets are "
                        + String.join(", ", ALL.stream().map(Preset::name).toList())));
    }

    /** The preset with another batch and other widths of both networks. */
    Preset with(int batch, int width) {
        return new Preset(name, labels, new Sizes(
                sizes.size(), sizes.channels(), sizes.labels(), batch, width, sizes.blocks(), sizes.layers(),
                sizes.classes()));
    }

    ImageFormat format() {
        return new ImageFormat(sizes.channels(), sizes.size());
    }

    /** The experiment that trains the model: it is the teacher. */
    Experiment experiment(PluginCatalog catalog) {
        List<String> overrides = List.of(
                "teacher.train.batch=" + sizes.batch(),
                "teacher.generator.width=" + sizes.width(),
                "teacher.discriminator.width=" + sizes.width());
        return Descriptors.read(
                text(), "preset " + name, Path.of("").toAbsolutePath(), overrides, catalog);
    }

    private String text() {
        try (InputStream in = Preset.class.getResourceAsStream(name + ".yaml")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
