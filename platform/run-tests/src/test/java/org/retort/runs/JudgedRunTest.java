package org.retort.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.retort.api.metric.MetricValue;
import org.retort.api.plugin.InputException;
import org.retort.experiment.table.ResultTable;
import org.retort.experiment.table.SuiteResults;
import org.retort.history.History;
import org.retort.history.journal.Event;
import org.retort.history.journal.JournalReader;
import org.retort.history.journal.RunFolder;
import org.retort.history.journal.RunState;

/** A classifier that is trained by a run of its own, and what it says of translations. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JudgedRunTest {
    private static final String DATA = """
            dataset: {plugin: procedural-faces, size: 32, train: 60, validation: 12, test: 20,
                      attributes: [Blond_Hair, Eyeglasses]}
            """;
    private static final String CLASSIFIER = """
            name: classifier
            threads: 1
            """ + DATA + "classifier: {plugin: dl4j-cnn, width: 4, epochs: 1, batch: 20}\n";

    private TinyRuns runs;
    private RunFolder trained;
    private RunFolder teacher;

    private String judged(String metrics) {
        return """
                name: judged
                threads: 1
                teacher:
                  generator: {plugin: stargan, width: 4, blocks: 1}
                  discriminator: {plugin: stargan, width: 4, layers: 4}
                  objective: {plugin: stargan}
                  train: {iterations: 4, batch: 4, critic-steps: 2}
                evaluate: {images: 10}
                """ + DATA + "classifier: {plugin: dl4j-cnn, file: '" + trained.artifacts().resolve("classifier.zip")
                + "'}\nmetrics: " + metrics + "\n";
    }

    @BeforeAll
    void train(@TempDir Path folder) {
        runs = new TinyRuns(folder);
        trained = runs.createFrom(CLASSIFIER).get(0);
        assertThat(runs.execute(trained)).isEqualTo(RunState.FINISHED);
        teacher = runs.createFrom(judged("[{plugin: target-accuracy}]")).get(0);
        assertThat(runs.execute(teacher)).isEqualTo(RunState.FINISHED);
    }

    private static List<JsonNode> events(RunFolder run, String type) {
        try (JournalReader reader = run.openReader(0)) {
            return reader.poll().stream().filter(event -> event.type().equals(type)).<JsonNode>map(Event::body).toList();
        }
    }

    @Test
    void theRunOfAClassifierTellsItsAccuracyAndLeavesItsFile() {
        assertThat(trained.description().kind()).isEqualTo("classifier");
        assertThat(trained.artifacts().resolve("classifier.zip")).isNotEmptyFile();
        assertThat(events(trained, "metrics").get(0).path("values").has("classifier/validation-accuracy")).isTrue();
        assertThat(events(trained, "provenance").get(0).path("dataset").path("checksum").asText()).isNotEmpty();
        assertThat(events(trained, "result").get(0).path("values").findValuesAsText("name"))
                .containsExactly("accuracy", "accuracy-blond-hair", "accuracy-eyeglasses");
    }

    @Test
    void figuresStandBesideTheClassifierAndTheImagesThatTheyRestOn() {
        JsonNode result = events(teacher, "result").get(0);
        assertThat(result.path("values").findValuesAsText("name")).contains("target-accuracy", "others-changed");
        JsonNode measuredOn = result.path("measuredOn");
        assertThat(measuredOn.path("images").asInt()).isEqualTo(10);
        assertThat(measuredOn.path("split").asText()).isEqualTo("test");
        assertThat(measuredOn.path("classifier").path("sha256").asText()).hasSize(64);
    }

    @Test
    void aFinishedRunIsMeasuredAgainByMetricsThatAreNewerThanItIs() {
        List<MetricValue> values = runs.evaluate(
                teacher, runs.read(judged("[{plugin: target-accuracy}, {plugin: feature-distance}]")));
        assertThat(values).extracting(MetricValue::name).contains("target-accuracy", "frechet-classifier-distance");
        List<JsonNode> results = events(teacher, "result");
        JsonNode first = results.get(0).path("values").get(0);
        JsonNode last = results.get(results.size() - 1).path("values").get(0);
        assertThat(last).as("the same weights on the same images").isEqualTo(first);
    }

    @Test
    void figuresByAClassifierAreNeverCalledFid() {
        assertThat(runs.evaluate(teacher, runs.read(judged("[{plugin: feature-distance}]"))))
                .extracting(MetricValue::name)
                .noneMatch(name -> name.contains("fid") || name.contains("kid") || name.contains("inception"));
    }

    @Test
    void fidStandsBesideTheExtractorCountsAndResizingThatItRestsOn(@TempDir Path folder) throws IOException {
        Path network = Files.writeString(folder.resolve("inception.means"), "");
        runs.evaluate(teacher, runs.read(judged("[{plugin: fid, size: 16, file: '" + network + "'}]")));

        List<JsonNode> results = events(teacher, "result");
        JsonNode values = results.get(results.size() - 1).path("values");
        assertThat(values.findValuesAsText("name"))
                .containsExactly("fid", "kid", "kid-sd", "fid-real-images", "fid-generated-images");
        assertThat(values.get(3).path("value").asInt()).isEqualTo(10);
        assertThat(values.get(4).path("value").asInt()).as("each image to two targets").isEqualTo(20);
        // The SHA-256 of nothing.
        assertThat(values.findValuesAsText("protocol")).hasSize(5).allMatch(protocol -> protocol.startsWith(
                "extractor inception.means (SHA-256 e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855),"
                        + " images resized to 16 px bilinearly without antialiasing, values in [-1, 1], channels RGB; 3"
                        + " features of 10 real images"));
    }

    @Test
    void theTableTellsByWhichClassifierOnHowManyImagesAResultWasMeasured() {
        String sha256 = events(teacher, "result").get(0).path("measuredOn").path("classifier").path("sha256").asText();
        runs.evaluate(teacher, runs.read(judged("[{plugin: target-accuracy}, {plugin: feature-distance}]")));

        try (History history = History.open(runs.workspace())) {
            ResultTable table = new SuiteResults(history).of(teacher.description().experiment());
            assertThat(table.withColumns(List.of("target-accuracy", "frechet-classifier-distance", "real-images")).notes())
                    .extracting(ResultTable.Note::words)
                    .satisfiesExactly(
                            accuracy -> assertThat(accuracy).isEqualTo("target-accuracy: classifier classifier.zip (SHA-256 "
                                    + sha256 + "); first 10 images of split test"),
                            distance -> assertThat(distance)
                                    .startsWith("frechet-classifier-distance, real-images: classifier classifier.zip (SHA-256 "
                                            + sha256 + "); ")
                                    .contains(" of 10 real images, the sources, and of 20 generated ones"));
        }
    }

    @Test
    void aFeatureNetworkThatIsNotThereEndsARunBeforeItTrains() {
        RunFolder run = runs.createFrom(judged("[{plugin: fid, file: none.means}]"), "seed=5").get(0);
        assertThat(runs.execute(run)).isEqualTo(RunState.FAILED);
        assertThat(events(run, "metrics")).isEmpty();
        List<JsonNode> states = events(run, "state");
        assertThat(states.get(states.size() - 1).path("message").asText())
                .contains("there is no file", "none.means", "FID needs the Inception network");
    }

    @Test
    void aRunThatIsNotFinishedIsNotMeasured() {
        RunFolder queued = runs.createFrom(judged("[{plugin: target-accuracy}]"), "seed=2").get(0);
        assertThatThrownBy(() -> runs.evaluate(queued, runs.read(judged("[{plugin: target-accuracy}]"))))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("is queued; only what a finished run has trained can be measured");
        assertThat(events(queued, "result")).isEmpty();
    }

    @Test
    void aClassifierThatCannotBeReadEndsARunBeforeItTrains() {
        RunFolder run = runs.createFrom(judged("[{plugin: target-accuracy}]"), "classifier.file=none.zip", "seed=3").get(0);
        assertThat(runs.execute(run)).isEqualTo(RunState.FAILED);
        assertThat(events(run, "metrics")).isEmpty();
        List<JsonNode> states = events(run, "state");
        assertThat(states.get(states.size() - 1).path("message").asText())
                .contains("none.zip is no classifier that dl4j-cnn has written");
    }

    @Test
    void aMetricThatAsksAClassifierIsRefusedWithoutOneAtItsPlace() {
        String text = judged("[{plugin: target-accuracy}]").replaceAll("classifier: .*\n", "");
        assertThatThrownBy(() -> runs.read(text))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("tiny.yaml:11:11")
                .hasMessageContaining("target-accuracy (bundle test 1.0.0) asks a classifier, and the descriptor names none");
    }

    @Test
    void aClassifierThatWouldHaveToBeTrainedFirstIsToldSo() {
        RunFolder run = runs.createFrom(judged("[{plugin: target-accuracy}]").replaceAll(", file: '.*'", ""), "seed=4").get(0);
        assertThat(runs.execute(run)).isEqualTo(RunState.FAILED);
        List<JsonNode> states = events(run, "state");
        assertThat(states.get(states.size() - 1).path("message").asText())
                .contains("classifier dl4j-cnn names no file", "classifier.file");
    }
}
