package org.retort.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.retort.dataset.procedural.SampleData;

/** What {@code retort export} and {@code retort translate} make of a finished run whose data set is gone. */
@DisabledOnOs(OS.WINDOWS)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TakeAwayIT {
    private static final int SIZE = 32;
    private static final List<String> LABELS =
            List.of("Angry", "Disgust", "Fear", "Happy", "Sad", "Surprise", "Neutral");

    private InstalledRetort retort;
    private Path folder;

    @BeforeAll
    void train(@TempDir Path temporary) throws Exception {
        folder = temporary;
        retort = InstalledRetort.in(folder);
        new SampleData(24, 4, 6, 1).writeFer2013(folder.resolve("fer2013.csv"));
        Files.writeString(folder.resolve("expressions.yaml"), """
                name: expressions
                threads: 1
                precision: float32
                dataset: {plugin: fer2013, path: fer2013.csv, size: 32}
                teacher:
                  generator: {plugin: stargan, width: 4, blocks: 1}
                  discriminator: {plugin: stargan, width: 4, layers: 4}
                  objective: {plugin: stargan}
                  train: {iterations: 4, batch: 4, critic-steps: 2}
                evaluate: {images: 4}
                """);
        InstalledRetort.Ended trained = retort.run("run", "expressions.yaml");
        assertThat(trained.code()).as(trained.errors()).isZero();
        Files.delete(folder.resolve("fer2013.csv"));
        BufferedImage face = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < SIZE * SIZE; i++) {
            face.getRaster().setSample(i % SIZE, i / SIZE, 0, i * 89 % 256);
        }
        ImageIO.write(face, "png", folder.resolve("face.png").toFile());
        ImageIO.write(new BufferedImage(60, 30, BufferedImage.TYPE_INT_RGB), "png", folder.resolve("wide.png").toFile());
    }

    @Test
    void onnxRuntimeAndTheCommandTranslateAPhotoToTheSamePicture() throws Exception {
        assertThat(retort.run("export", "1", "--format", "onnx").code()).isZero();
        assertThat(retort.run("translate", "--run", "1", "--image", "face.png", "--to", "Happy", "--out", "happy.png").code())
                .isZero();

        float[] expected = translation(folder.resolve("run-1.onnx"), LABELS.indexOf("Happy"));
        BufferedImage picture = ImageIO.read(folder.resolve("happy.png").toFile());
        assertThat(picture.getWidth()).isEqualTo(SIZE);
        for (int i = 0; i < SIZE * SIZE; i++) {
            int grey = picture.getRGB(i % SIZE, i / SIZE) & 255;
            // Half a level is lost by rounding to a byte.
            assertThat(Math.abs((expected[i] + 1) * 127.5 - grey)).as("pixel " + i).isLessThan(0.52);
        }
    }

    /** What ONNX Runtime makes of the photo. */
    private float[] translation(Path file, int label) throws OrtException, IOException {
        BufferedImage face = ImageIO.read(folder.resolve("face.png").toFile());
        float[] values = new float[SIZE * SIZE];
        for (int i = 0; i < values.length; i++) {
            values[i] = face.getRaster().getSample(i % SIZE, i / SIZE, 0) / 127.5f - 1;
        }
        float[] wanted = new float[LABELS.size()];
        wanted[label] = 1;
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession session = environment.createSession(file.toString());
                OnnxTensor image =
                        OnnxTensor.createTensor(environment, FloatBuffer.wrap(values), new long[] {1, 1, SIZE, SIZE});
                OnnxTensor target =
                        OnnxTensor.createTensor(environment, FloatBuffer.wrap(wanted), new long[] {1, wanted.length});
                OrtSession.Result result = session.run(Map.of("image", image, "label", target))) {
            assertThat(session.getMetadata().getCustomMetadata())
                    .containsEntry("labels", "[\"" + String.join("\",\"", LABELS) + "\"]");
            float[] translated = new float[values.length];
            ((OnnxTensor) result.get(0)).getFloatBuffer().get(translated);
            return translated;
        }
    }

    @Test
    void theSheetHasOneColumnForEachTarget() throws Exception {
        assertThat(retort.run("translate", "--run", "1", "--image", "face.png", "--out", "sheet.png").code()).isZero();
        assertThat(retort.run("translate", "--run", "1", "--image", "face.png", "--to", "Sad", "--out", "sad.png").code())
                .isZero();

        BufferedImage sheet = ImageIO.read(folder.resolve("sheet.png").toFile());
        BufferedImage sad = ImageIO.read(folder.resolve("sad.png").toFile());
        // Margins of 12, cells of 64 with gaps of 3, two rows; names of columns take 24 above, of rows some at the left.
        assertThat(sheet.getHeight()).isIn(12 + 2 * 67 + 12, 12 + 24 + 2 * 67 + 12);
        assertThat(sheet.getWidth()).isBetween(12 + 7 * 67 + 12, 12 + 100 + 7 * 67 + 12);
        int left = sheet.getWidth() - 12 - (LABELS.size() - LABELS.indexOf("Sad")) * 67;
        int top = sheet.getHeight() - 12 - 67;
        for (int i = 0; i < 64 * 64; i++) {
            assertThat(sheet.getRGB(left + i % 64, top + i / 64)).isEqualTo(sad.getRGB(i % 64 / 2, i / 64 / 2));
        }
    }

    @Test
    void badInputIsOneMessageThatSaysWhatToDoAndLeavesNothing() throws Exception {
        List<String> before = files();
        refused(List.of("did you mean Happy?", "Angry, Disgust"),
                "translate", "--run", "1", "--image", "face.png", "--to", "Hapy");
        refused(List.of("no label Sadd; did you mean Sad?"),
                "translate", "--run", "1", "--image", "face.png", "--from", "Sadd");
        refused(List.of("are classes, of which one holds"),
                "translate", "--run", "1", "--image", "face.png", "--to", "Happy,Sad");
        refused(List.of("wide.png has 60 x 30 px", "one face that fills a square, from the forehead", "--crop X,Y,SIZE"),
                "translate", "--run", "1", "--image", "wide.png", "--to", "Happy");
        refused(List.of("there is no file nobody.png"),
                "translate", "--run", "1", "--image", "nobody.png", "--to", "Happy");
        refused(List.of("expressions.yaml is not an image"),
                "translate", "--run", "1", "--image", "expressions.yaml", "--to", "Happy");
        refused(List.of("face.png/happy.png cannot be written", "--out"),
                "translate", "--run", "1", "--image", "face.png", "--to", "Happy", "--out", "face.png/happy.png");
        refused(List.of("workspace is a folder"), "export", "1", "--format", "onnx", "--out", "workspace");
        refused(List.of("onxn"), "export", "1", "--format", "onxn");
        refused(List.of("there is no run '7'"), "export", "7", "--format", "onnx");
        assertThat(files()).isEqualTo(before);
    }

    private void refused(List<String> words, String... arguments) throws IOException, InterruptedException {
        InstalledRetort.Ended ended = retort.run(arguments);
        assertThat(ended.code()).as(ended.toString()).isEqualTo(2);
        assertThat(ended.errors()).contains(words).doesNotContain("\tat ").hasLineCount(1);
        assertThat(ended.output()).isEmpty();
    }

    /** All files but the logs of commands. */
    private List<String> files() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.map(file -> folder.relativize(file).toString())
                    .filter(name -> !name.matches("(output|errors).*\\.txt"))
                    .sorted()
                    .toList();
        }
    }
}
