package org.retort.experiment.export;

import java.awt.image.BufferedImage;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.retort.api.data.ImageFormat;
import org.retort.api.data.LabelSpace;
import org.retort.api.data.Target;
import org.retort.api.loss.Role;
import org.retort.api.plugin.InputException;
import org.retort.api.tensor.Tensor;
import org.retort.engine.program.Engine;
import org.retort.engine.program.EngineSession;
import org.retort.engine.program.Parameters;
import org.retort.experiment.run.EngineChoice;
import org.retort.experiment.samples.SampleSheet;
import org.retort.experiment.samples.Tiles;
import org.retort.experiment.training.Translator;

/** Translates a user's photo by a finished generator. */
public final class PhotoTranslation {
    private final FinishedGenerator generator;
    private final List<Engine> engines;

    /**
     * @param engines the engines that are installed; the one that the run asked for is taken
     */
    public PhotoTranslation(FinishedGenerator generator, List<Engine> engines) {
        this.generator = generator;
        this.engines = List.copyOf(engines);
    }

    /**
     * The photo with labels.
     *
     * @param names the labels that shall hold; all others shall not
     * @throws InputException where a name is none of the generator's, or more hold than can
     */
    public BufferedImage picture(Photo photo, List<String> names) {
        Tensor label = new Tensor(new long[] {1, generator.metadata().labels().size()}, label(names));
        return new Tiles(List.of(List.of(translated(photo.image(), label).slice(0)))).picture();
    }

    /**
     * A sheet of the photo and its translations to all targets, side by side.
     *
     * @param holding the labels that hold for the photo; what can be flipped is flipped from there
     */
    public BufferedImage sheet(Photo photo, List<String> holding) {
        LabelSpace labels = generator.metadata().labels();
        List<Target> targets = labels.targets(label(holding));
        List<Tensor> row = new ArrayList<>();
        for (Target target : targets) {
            row.add(new Tensor(new long[] {1, labels.size()}, target.label()));
        }
        List<Tensor> translations = new ArrayList<>();
        for (Tensor translated : translated(photo.image(), row)) {
            translations.add(translated.slice(0));
        }
        return new SampleSheet(
                        generator.metadata().format().size(),
                        targets.stream().map(Target::name).toList(),
                        new Tiles(List.of(List.of(photo.image().slice(0)))).picture(),
                        List.of(new SampleSheet.Row(
                                generator.descriptor().own().name(), new Tiles(List.of(translations)).picture())))
                .picture();
    }

    /**
     * Writes a picture as PNG, whole or not at all.
     *
     * @throws InputException where the file cannot be written
     */
    public static void write(BufferedImage picture, Path file) {
        OutputFile.write(file, temporary -> {
            try (OutputStream out = Files.newOutputStream(temporary)) {
                ImageIO.write(picture, "png", out);
            }
        });
    }

    private float[] label(List<String> names) {
        LabelSpace labels = generator.metadata().labels();
        float[] label = new float[labels.size()];
        for (String name : names) {
            label[labels.index(name)] = 1;
        }
        if (labels.kind() == LabelSpace.Kind.CLASSES && names.size() > 1) {
            throw new InputException("labels " + String.join(", ", names) + " are classes, of which one holds; name one");
        }
        for (List<String> group : labels.exclusive()) {
            List<String> both = names.stream().filter(group::contains).toList();
            if (both.size() > 1) {
                throw new InputException("of the labels " + String.join(", ", group) + " one holds at most, not "
                        + String.join(" and ", both));
            }
        }
        return label;
    }

    private Tensor translated(Tensor image, Tensor label) {
        return translated(image, List.of(label)).get(0);
    }

    private List<Tensor> translated(Tensor image, List<Tensor> targets) {
        EngineChoice choice = EngineChoice.of(generator.descriptor().settings(), engines);
        ImageFormat format = generator.metadata().format();
        int labels = generator.metadata().labels().size();
        try (EngineSession session = choice.engine().open(choice.settings());
                Parameters parameters = Translator.parameters(
                        generator.plugins(), Role.OWN, format, labels, session, generator.weights());
                Translator translator =
                        new Translator(generator.plugins(), Role.OWN, format, labels, session, parameters)) {
            return targets.stream().map(target -> translator.translate(image, target)).toList();
        }
    }
}
