package org.retort.classifier.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.retort.api.classifier.Classifier;
import org.retort.api.data.ImageDataset;
import org.retort.api.data.ImageFormat;
import org.retort.api.data.LabelSpace;
import org.retort.api.data.Split;
import org.retort.api.plugin.InputException;
import org.retort.api.tensor.Tensor;
import org.retort.dataset.fer2013.Fer2013;
import org.retort.dataset.fer2013.Fer2013Parameters;
import org.retort.dataset.fer2013.Fer2013Parameters.OnFault;

class KerasTest {
    /** Enough for a standard error of 2 percent. */
    private static final int FACES = 600;

    private static final int BATCH = 50;

    private static final Path DATA = Path.of(
            System.getenv().getOrDefault("RETORT_DATA", "../../../shared/data"));

    @TempDir
    Path folder;

    @Test
    void aPublishedExpressionClassifierKeepsItsAccuracy() {
        Path model = DATA.resolve("keras/fer2013_mini_XCEPTION.119-0.65.hdf5");
        Path faces = DATA.resolve("fer2013/fer2013.csv.gz");
        assumeTrue(Files.exists(model) && Files.exists(faces), "skipped: no FER2013 and Keras model in " + DATA);
        Fer2013Parameters parameters = new Fer2013Parameters(faces.toAbsolutePath(), 48, 1, 0, OnFault.ERROR);
        try (ImageDataset dataset = new Fer2013().open(parameters, Faces.CONTEXT);
                Classifier classifier = keras(model, dataset.labels(), dataset.format())) {
            Faces test = new Faces(dataset);
            int right = 0;
            for (int from = 0; from < FACES; from += BATCH) {
                int[] some = IntStream.range(from, from + BATCH).toArray();
                Tensor told = classifier.classify(test.images(Split.TEST, some)).probabilities();
                Tensor truth = test.labels(Split.TEST, some);
                for (int i = 0; i < BATCH; i++) {
                    right += largest(told.slice(i)) == largest(truth.slice(i)) ? 1 : 0;
                }
            }
            System.out.printf("%d of %d test faces told right%n", right, FACES);
            assertThat(right / (double) FACES).isBetween(0.60, 0.71);
        }
    }

    private static Classifier keras(Path model, LabelSpace labels, ImageFormat format, String... names) {
        return new Keras().open(model, labels, format, new KerasParameters(model, List.of(names)));
    }

    @Test
    void aFileThatIsNoModelIsToldByName() throws IOException {
        Path file = Files.writeString(folder.resolve("model.hdf5"), "no model");
        assertThatThrownBy(() -> keras(file, LabelSpace.classes(List.of("a", "b")), new ImageFormat(1, 48)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("model.hdf5 is no HDF5 file");
        assertThatThrownBy(() -> keras(folder.resolve("none"), LabelSpace.classes(List.of("a")), new ImageFormat(1, 48)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("there is no file");
    }

    @Test
    void labelsThatItDoesNotTellAreRefusedByName() {
        Path model = DATA.resolve("keras/fer2013_mini_XCEPTION.119-0.65.hdf5");
        assumeTrue(Files.exists(model), "skipped: no Keras model in " + DATA);
        ImageFormat grey = new ImageFormat(1, 48);
        assertThatThrownBy(() -> keras(model, LabelSpace.classes(List.of("Happy", "Sad")), grey))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("has 7 outputs, but 2 labels are named: Happy, Sad; name its outputs by the key labels");
        String[] names = {"angry", "disgust", "fear", "happy", "sad", "surprise", "neutral"};
        keras(model, LabelSpace.classes(List.of("Sad", "Happy")), grey, names).close();
        assertThatThrownBy(() -> keras(model, LabelSpace.classes(List.of("Bored")), grey, names))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("does not tell Bored; it tells angry, disgust");
        assertThatThrownBy(() -> keras(model, LabelSpace.classes(List.of("Sad")), new ImageFormat(3, 48), names))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("reads images of 1 channels, the data set has 3");
    }

    private static int largest(Tensor values) {
        int best = 0;
        for (int i = 1; i < values.data().length; i++) {
            best = values.data()[i] > values.data()[best] ? i : best;
        }
        return best;
    }
}
