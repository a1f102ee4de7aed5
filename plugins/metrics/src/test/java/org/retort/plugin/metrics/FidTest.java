package org.retort.plugin.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.retort.api.metric.Metric.Measurement;
import org.retort.api.metric.MetricValue;
import org.retort.api.metric.TranslationBatch;
import org.retort.api.plugin.InputException;
import org.retort.api.tensor.Tensor;
import org.retort.plugin.metrics.NetworkInput.ChannelOrder;
import org.retort.plugin.metrics.NetworkInput.Values;

/** FID by a network whose features are the mean colours of an image. */
class FidTest {
    private static final int SIZE = 12;

    @TempDir
    private Path folder;

    private final Fid fid = new Fid(List.of(new OnnxFeatureExtractorReader()));

    private Fid.Parameters parameters(Path file, String output, Values values) {
        return new Fid.Parameters(file, output, SIZE, values, ChannelOrder.RGB, 4, 10, 1);
    }

    /** Two plain images of 8 px, of these colours in [-1, 1]. */
    private static Tensor images(float[]... colours) {
        Tensor images = Tensor.zeros(colours.length, 3, 8, 8);
        for (int i = 0; i < images.data().length; i++) {
            images.data()[i] = colours[i / 64 / 3][i / 64 % 3];
        }
        return images;
    }

    private static TranslationBatch batch(String target, Tensor source, Tensor output) {
        Tensor label = Tensor.zeros(source.size(0), 2);
        return new TranslationBatch(
                List.of("a", "b"), source, label, target, label, output, Optional.empty(), Optional.empty());
    }

    /**
     * Sources of mean (0, 0, 0), translations of mean (0.5, 0.4, 0), both with variance 0.5 in red alone: the distance is
     * 0.25 + 0.16.
     */
    private Measurement measured(Path file, Values values) {
        Measurement measurement = fid.measure(null, parameters(file, "", values));
        Tensor source = images(new float[] {-0.5f, 0, 0}, new float[] {0.5f, 0, 0});
        Tensor output = images(new float[] {0, 0.4f, 0}, new float[] {1, 0.4f, 0});
        measurement.accept(batch("smile", source, output));
        return measurement;
    }

    private static Map<String, Double> values(Measurement measurement) {
        return measurement.finish().stream().collect(Collectors.toMap(MetricValue::name, MetricValue::value));
    }

    @ParameterizedTest
    @CsvSource({"MINUS_ONE_TO_ONE, 1", "ZERO_TO_ONE, 0.5", "ZERO_TO_255, 127.5"})
    void theDistanceOfPlainImagesIsThatWorkedOutByHand(Values range, double scale) {
        Path file = OnnxFiles.channelsFirst(folder.resolve("inception.onnx"), SIZE);

        Map<String, Double> values = values(measured(file, range));

        assertThat(values.get("fid")).isCloseTo(0.41 * scale * scale, within(1e-5 * scale * scale));
        assertThat(values).containsEntry("fid-real-images", 2.0).containsEntry("fid-generated-images", 2.0);
    }

    @Test
    void kidIsTheUnbiasedEstimateWorkedOutByHand() {
        Path file = OnnxFiles.channelsFirst(folder.resolve("inception.onnx"), SIZE);
        // Kernel (x . y / 3 + 1)^3: within the sources x . y = -0.25, within the translations 0.16, across 0, 0, -0.5, 0.5.
        double within = Math.pow(1 - 0.25 / 3, 3) + Math.pow(1 + 0.16 / 3, 3);
        double across = (2 + Math.pow(1 - 0.5 / 3, 3) + Math.pow(1 + 0.5 / 3, 3)) / 4;

        Map<String, Double> values = values(measured(file, Values.MINUS_ONE_TO_ONE));

        assertThat(values.get("kid")).isCloseTo(within - 2 * across, within(1e-5));
        assertThat(values.get("kid-sd")).as("every subset is the whole").isCloseTo(0, within(1e-9));
    }

    @Test
    void aNetworkWhoseChannelsStandLastGivesTheSame() {
        Path first = OnnxFiles.channelsFirst(folder.resolve("first.onnx"), SIZE);
        Path last = OnnxFiles.channelsLast(folder.resolve("last.onnx"), SIZE);

        assertThat(values(measured(last, Values.IMAGENET)).get("fid"))
                .isCloseTo(values(measured(first, Values.IMAGENET)).get("fid"), within(1e-4));
    }

    @Test
    void sourcesCountOnceAndTranslationsForEachTarget() {
        Path file = OnnxFiles.channelsFirst(folder.resolve("inception.onnx"), SIZE);
        Measurement measurement = measured(file, Values.MINUS_ONE_TO_ONE);
        Tensor source = images(new float[] {-0.5f, 0, 0}, new float[] {0.5f, 0, 0});
        measurement.accept(batch("beard", source, source));

        assertThat(values(measurement)).containsEntry("fid-real-images", 2.0).containsEntry("fid-generated-images", 4.0);
    }

    @Test
    void theProtocolNamesExtractorCountsAndResizing() throws Exception {
        Path file = OnnxFiles.channelsFirst(folder.resolve("inception.onnx"), SIZE);
        String hash = HexFormat.of().formatHex(
                MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        Measurement measurement = measured(file, Values.MINUS_ONE_TO_ONE);
        measurement.finish();

        assertThat(measurement.protocol())
                .contains("extractor inception.onnx (SHA-256 " + hash + ")")
                .contains("resized to 12 px bilinearly without antialiasing, values in [-1, 1], channels RGB")
                .contains("3 features of 2 real images, the sources, and of 2 generated ones")
                .contains("4 subsets of at most 10, seed 1");
    }

    @Test
    void aFileThatIsThereAndFitsPassesTheCheckBeforeTraining() {
        Path file = OnnxFiles.channelsFirst(folder.resolve("inception.onnx"), SIZE);

        assertThatCode(() -> fid.check(parameters(file, "", Values.ZERO_TO_ONE))).doesNotThrowAnyException();
    }

    private void refused(Path file, String output, String... words) {
        assertThatThrownBy(() -> fid.check(parameters(file, output, Values.ZERO_TO_ONE)))
                .isInstanceOf(InputException.class)
                .hasMessageContainingAll(words);
    }

    @Test
    void aMissingFileIsToldWithWhatFidNeeds() {
        refused(folder.resolve("none.onnx"), "", "there is no file", "none.onnx", "FID needs the Inception network");
    }

    @Test
    void aFileOfAnotherFormIsToldWithTheFormsThereAre() {
        refused(folder.resolve("inception.pth"), "", "inception.pth has none of the endings", ".onnx");
    }

    @Test
    void aFileThatIsNoNetworkIsToldByName() throws IOException {
        refused(Files.writeString(folder.resolve("text.onnx"), "no network"), "",
                "text.onnx cannot be opened by ONNX Runtime");
    }

    @Test
    void anotherSizeIsToldWithTheNetworksOwn() {
        refused(OnnxFiles.channelsFirst(folder.resolve("inception.onnx"), 16), "",
                "reads FLOAT [-1, 3, 16, 16]", "[N, 3, 12, 12]", "the key size");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "mean"})
    void anOutputThatIsNotClearIsToldWithThoseThereAre(String output) {
        refused(OnnxFiles.withTwoOutputs(folder.resolve("inception.onnx"), SIZE), output,
                output.isEmpty() ? "has several outputs" : "has no output mean; did you mean means?", "means, image");
    }

    @Test
    void imagesAreResizedWithPixelCentresAlignedAtHalfAPixel() {
        Tensor image = Tensor.zeros(1, 1, 2, 2);
        image.data()[1] = 1;
        image.data()[3] = 1;

        Tensor made = new NetworkInput(4, Values.MINUS_ONE_TO_ONE, ChannelOrder.RGB).of(image);

        assertThat(made.shape()).containsExactly(1, 3, 4, 4);
        for (int row = 0; row < 12; row++) {
            assertThat(Arrays.copyOfRange(made.data(), 4 * row, 4 * row + 4))
                    .containsExactly(0, 0.25f, 0.75f, 1);
        }
    }

    @Test
    void coloursStandInTheOrderAndRangeThatIsAskedFor() {
        Tensor image = new Tensor(new long[] {1, 3, 1, 1}, new float[] {-1, 0, 1});

        assertThat(new NetworkInput(1, Values.ZERO_TO_255, ChannelOrder.BGR).of(image).data())
                .containsExactly(255, 127.5f, 0);
        assertThat(new NetworkInput(1, Values.IMAGENET, ChannelOrder.RGB).of(image).data())
                .containsExactly(new float[] {-0.485f / 0.229f, (0.5f - 0.456f) / 0.224f, (1 - 0.406f) / 0.225f},
                        within(1e-5f));
    }
}
