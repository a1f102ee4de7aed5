package org.retort.classifier.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.retort.api.classifier.Classification;
import org.retort.api.classifier.Classifier;
import org.retort.api.data.LabelSpace;
import org.retort.api.data.Split;
import org.retort.api.plugin.InputException;
import org.retort.api.tensor.Tensor;
import org.retort.dataset.procedural.ProceduralFaces;
import org.retort.dataset.procedural.ProceduralFacesParameters;
import org.retort.dataset.procedural.ProceduralFacesParameters.Labels;

class CnnTest {
    private static final CnnParameters PARAMETERS = new CnnParameters(8, 6, 3, 32, 2e-3, 1);

    private final Cnn cnn = new Cnn();

    @TempDir
    Path folder;

    private static Faces faces(Labels labels, int validation) {
        return new Faces(new ProceduralFaces().open(
                new ProceduralFacesParameters(
                        32, 600, validation, 100, 1, labels, List.of("Blond_Hair", "Eyeglasses"), 1),
                Faces.CONTEXT));
    }

    private Classifier open(Path file, Faces faces) {
        return cnn.open(file, faces.labels(), faces.format(), PARAMETERS);
    }

    /** The share of test labels that are told right: of attributes each, of classes the likeliest. */
    private static double accuracy(Classifier classifier, Faces faces) {
        int[] all = IntStream.range(0, faces.count(Split.TEST)).toArray();
        Tensor told = classifier.classify(faces.images(Split.TEST, all)).probabilities();
        Tensor truth = faces.labels(Split.TEST, all);
        int size = faces.labels().size();
        boolean classes = faces.labels().kind() == LabelSpace.Kind.CLASSES;
        int right = 0;
        for (int i = 0; i < all.length; i++) {
            int best = 0;
            for (int label = 0; label < size; label++) {
                best = told.data()[i * size + label] > told.data()[i * size + best] ? label : best;
            }
            for (int label = 0; label < size; label++) {
                boolean said = classes ? label == best : told.data()[i * size + label] > 0.5;
                right += said == (truth.data()[i * size + label] > 0.5) ? 1 : 0;
            }
        }
        return right / (double) (all.length * size);
    }

    @Test
    void expressionsOfDrawnFacesAreLearnt() {
        Faces faces = faces(Labels.EXPRESSIONS, 100);
        Path file = folder.resolve("classifier.zip");
        assertThat(cnn.train(faces, PARAMETERS, file)).isTrue();
        try (Classifier classifier = open(file, faces)) {
            // Always the same answer gets 1 - 2/7 of the seven labels of a face right.
            assertThat(accuracy(classifier, faces)).isGreaterThan(0.85);
        }
        assertThat(faces.told).isNotEmpty().allSatisfy(values ->
                assertThat(values).containsKeys("training-loss", "validation-loss", "validation-accuracy"));
    }

    @Test
    void attributesAreLearntWithoutAValidationSplit() {
        Faces faces = faces(Labels.ATTRIBUTES, 0);
        Path file = folder.resolve("classifier.zip");
        assertThat(cnn.train(faces, PARAMETERS, file)).isTrue();
        try (Classifier classifier = open(file, faces)) {
            assertThat(accuracy(classifier, faces)).isGreaterThan(0.85);
            Classification seen = classifier.classify(faces.images(Split.TEST, new int[] {0, 1, 2}));
            assertThat(seen.probabilities().shape()).containsExactly(3, 2);
            assertThat(seen.features().shape()).containsExactly(3, 64);
        }
    }

    @Test
    void aClassifierReadFromItsFileTellsTheSameTwice() {
        Faces faces = faces(Labels.EXPRESSIONS, 100);
        Path file = folder.resolve("classifier.zip");
        cnn.train(faces, new CnnParameters(4, 1, 1, 32, 2e-3, 1), file);
        Tensor images = faces.images(Split.TEST, new int[] {0, 1, 2, 3});
        try (Classifier one = open(file, faces); Classifier other = open(file, faces)) {
            assertThat(one.classify(images).probabilities().data())
                    .containsExactly(other.classify(images).probabilities().data());
        }
    }

    @Test
    void askedToStopItWritesNothing() {
        Faces faces = faces(Labels.EXPRESSIONS, 100);
        faces.askToStop();
        Path file = folder.resolve("classifier.zip");
        assertThat(cnn.train(faces, PARAMETERS, file)).isFalse();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aFileThatItDidNotWriteIsRefused() throws Exception {
        Path file = Files.writeString(folder.resolve("classifier.zip"), "none");
        Faces faces = faces(Labels.EXPRESSIONS, 100);
        assertThatThrownBy(() -> open(file, faces))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("classifier.zip is no classifier that dl4j-cnn has written");
    }
}
