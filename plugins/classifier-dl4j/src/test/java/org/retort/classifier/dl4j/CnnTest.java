package org.retort.classifier.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.retort.api.classifier.Classification;
import org.retort.api.classifier.Classifier;
import org.retort.api.classifier.ClassifierTask;
import org.retort.api.data.Split;
import org.retort.api.plugin.InputException;
import org.retort.api.tensor.Tensor;
import org.retort.dataset.procedural.ProceduralFaces;
import org.retort.dataset.procedural.ProceduralFacesParameters;
import org.retort.dataset.procedural.ProceduralFacesParameters.Labels;

class CnnTest {
    private static final CnnParameters PARAMETERS = new CnnParameters(Path.of(""), 4, 8, 8, 8, 5e-3, 1);

    private final Cnn cnn = new Cnn();

    @TempDir
    Path folder;

    private static Patterns patterns(int validation) {
        return new Patterns(120, validation, 0.2f, new ArrayList<>());
    }

    /** Faces with two attributes that are large and dark or bright. */
    private static Faces faces() {
        return new Faces(new ProceduralFaces().open(
                new ProceduralFacesParameters(
                        32, 120, 30, 60, 1, Labels.ATTRIBUTES, List.of("Blond_Hair", "Eyeglasses"), 3),
                Faces.CONTEXT));
    }

    private Classifier open(Path file, ClassifierTask task) {
        return cnn.open(file, task.labels(), task.format(), PARAMETERS);
    }

    private Path trained(ClassifierTask task) {
        Path file = folder.resolve("classifier.zip");
        assertThat(cnn.train(task, PARAMETERS, file)).isTrue();
        return file;
    }

    @Test
    void classesAreLearnt() {
        Patterns patterns = patterns(30);
        int[] all = IntStream.range(0, 30).toArray();
        try (Classifier classifier = open(trained(patterns), patterns)) {
            Tensor told = classifier.classify(patterns.images(Split.TEST, all)).probabilities();
            assertThat(IntStream.of(all).filter(i -> told.slice(i).data()[i % 3] > 0.5).count()).isGreaterThan(27);
        }
        assertThat(patterns.told()).isNotEmpty().allSatisfy(values ->
                assertThat(values).containsKeys("training-loss", "validation-loss", "validation-accuracy"));
    }

    @Test
    void classesAreLearntWithoutAValidationSplit() {
        Patterns patterns = patterns(0);
        try (Classifier classifier = open(trained(patterns), patterns)) {
            Tensor told = classifier.classify(patterns.images(Split.TEST, new int[] {1})).probabilities();
            assertThat(told.data()[1]).isGreaterThan(0.5f);
        }
    }

    @Test
    void attributesAreToldOneByOneByProbabilitiesAndFeatures() {
        Faces faces = faces();
        int[] all = IntStream.range(0, 60).toArray();
        Tensor truth = faces.labels(Split.TEST, all);
        try (Classifier classifier = open(trained(faces), faces)) {
            Classification seen = classifier.classify(faces.images(Split.TEST, all));
            assertThat(seen.probabilities().shape()).containsExactly(60, 2);
            assertThat(seen.features().shape()).containsExactly(60, 32);
            long right = IntStream.range(0, 60)
                    .filter(i -> seen.probabilities().slice(i).data()[0] > 0.5 == truth.slice(i).data()[0] > 0.5)
                    .count();
            assertThat(right).as("blond hair or not, of 60 faces").isGreaterThan(48);
        }
    }

    @Test
    void aClassifierReadFromItsFileTellsTheSameTwice() {
        Patterns patterns = patterns(30);
        Path file = trained(patterns);
        Tensor images = patterns.images(Split.TEST, new int[] {0, 1, 2, 3});
        try (Classifier one = open(file, patterns); Classifier other = open(file, patterns)) {
            assertThat(one.classify(images).probabilities().data())
                    .containsExactly(other.classify(images).probabilities().data());
        }
    }

    @Test
    void askedToStopItWritesNothing() {
        Faces faces = faces();
        faces.askToStopAfter(0);
        assertThat(cnn.train(faces, PARAMETERS, folder.resolve("classifier.zip"))).isFalse();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void askedToStopWithinItsFirstEpochItWritesNothing() {
        Faces faces = faces();
        faces.askToStopAfter(5);
        assertThat(cnn.train(faces, PARAMETERS, folder.resolve("classifier.zip"))).isFalse();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void whereTheLossIsNoNumberTheRateAndTheImagesAreNamed() {
        Patterns noNumbers = new Patterns(120, 30, Float.NaN, new ArrayList<>());
        assertThatThrownBy(() -> cnn.train(noNumbers, PARAMETERS, folder.resolve("classifier.zip")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("no number in its first epoch", "learning-rate below 0.005", "pixels are no numbers");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aFileThatItDidNotWriteIsRefused() throws Exception {
        Path file = Files.writeString(folder.resolve("classifier.zip"), "none");
        Faces faces = faces();
        assertThatThrownBy(() -> open(file, faces))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("classifier.zip is no classifier that dl4j-cnn has written");
    }
}
