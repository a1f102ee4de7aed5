package org.retort.dataset.fer2013;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.retort.api.data.ImageDataset;
import org.retort.api.data.ImageFormat;
import org.retort.api.data.Sample;
import org.retort.api.data.Split;
import org.retort.api.plugin.InputException;
import org.retort.dataset.fer2013.Fer2013Parameters.OnFault;
import org.retort.dataset.procedural.SampleData;

class Fer2013CsvTest {
    @TempDir
    Path folder;

    private Path csv;
    private List<String> lines;

    @BeforeEach
    void writeFaces() throws IOException {
        csv = folder.resolve("fer2013.csv");
        new SampleData(12, 4, 6, 1).writeFer2013(csv);
        lines = new ArrayList<>(Files.readAllLines(csv));
    }

    @Test
    void usagesBecomeSplits() {
        ImageDataset faces = open(csv);
        assertThat(Arrays.stream(Split.values()).map(faces::count)).containsExactly(12, 4, 6);
    }

    @Test
    void labelsStandInTheOrderOfTheFilesNumbers() {
        assertThat(open(csv).labels().names())
                .containsExactly("Angry", "Disgust", "Fear", "Happy", "Sad", "Surprise", "Neutral");
    }

    @Test
    void aSampleHoldsItsLinesPixelsAndClass() {
        String[] fields = lines.get(3).split(",");
        Sample sample = open(csv).read(Split.TRAIN, 2).orElseThrow();
        assertThat(sample.name()).isEqualTo("line 4");
        assertThat(pixels(sample)).isEqualTo(fields[1]);
        assertThat(sample.label()).hasSize(7);
        assertThat(sample.label()[Integer.parseInt(fields[0])]).isEqualTo(1);
    }

    @Test
    void theGzippedFileReadsTheSame() throws IOException {
        Path gzip = folder.resolve("fer2013.csv.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(gzip))) {
            Files.copy(csv, out);
        }
        assertSameAs(open(csv), open(gzip));
    }

    @Test
    void theVariantWithOtherColumnOrderAndLeadingSpacesReadsTheSame() throws IOException {
        List<String> variant = new ArrayList<>(List.of("emotion, Usage, pixels"));
        for (String line : lines.subList(1, lines.size())) {
            String[] fields = line.split(",");
            variant.add(fields[0] + "," + fields[2] + "," + fields[1]);
        }
        Path file = folder.resolve("icml_face_data.csv");
        Files.writeString(file, String.join("\r\n", variant) + "\r\n");
        assertSameAs(open(csv), open(file));
    }

    @Test
    void aFolderWithTheFileInItReadsTheSame() {
        assertSameAs(open(csv), open(folder));
    }

    @Test
    void imagesAreGivenInTheWantedSizeAndChannels() {
        ImageDataset faces = open(parameters(csv, 64, 3, 0, OnFault.ERROR), key -> null, new RecordingContext(folder));
        byte[] pixels = faces.read(Split.TEST, 0).orElseThrow().pixels();
        assertThat(faces.format()).isEqualTo(new ImageFormat(3, 64));
        assertThat(pixels).hasSize(3 * 64 * 64);
        assertThat(Arrays.copyOf(pixels, 4096)).isEqualTo(Arrays.copyOfRange(pixels, 8192, 12288));
    }

    @Test
    void aLimitIsSpreadOverTheSplit() {
        ImageDataset faces = open(parameters(csv, 48, 1, 3, OnFault.ERROR), key -> null, new RecordingContext(folder));
        assertThat(Arrays.stream(Split.values()).map(faces::count)).containsExactly(3, 3, 3);
        assertThat(List.of(0, 1, 2)).map(i -> faces.read(Split.TRAIN, i).orElseThrow().name())
                .containsExactly("line 2", "line 6", "line 10");
    }

    @Test
    void theEnvironmentVariableNamesTheFileWhereNoParameterDoes() {
        Fer2013Parameters none = parameters(Path.of(""), 48, 1, 0, OnFault.ERROR);
        ImageDataset faces = open(
                none, key -> key.equals("RETORT_FER2013") ? csv.toString() : null, new RecordingContext(folder));
        assertThat(faces.count(Split.TRAIN)).isEqualTo(12);
    }

    @Test
    void theParameterWinsOverTheEnvironmentVariable() {
        ImageDataset faces = open(
                parameters(Path.of("fer2013.csv"), 48, 1, 0, OnFault.ERROR),
                key -> "/nowhere",
                new RecordingContext(folder));
        assertThat(faces.count(Split.TRAIN)).isEqualTo(12);
    }

    @Test
    void withoutAPathTheMessageNamesParameterAndVariable() {
        Fer2013Parameters none = parameters(Path.of(""), 48, 1, 0, OnFault.ERROR);
        assertThatThrownBy(() -> open(none, key -> null, new RecordingContext(folder)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("set its parameter path, or the environment variable RETORT_FER2013, to")
                .hasMessageContaining("does not come with Retort: www.");
    }

    @Test
    void aFileThatIsNotThereIsNamedWithWhoAskedForIt() {
        Fer2013Parameters none = parameters(Path.of(""), 48, 1, 0, OnFault.ERROR);
        assertThatThrownBy(() -> open(folder.resolve("fer.csv")))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("no file or folder " + folder.resolve("fer.csv") + ", which path of dataset");
        assertThatThrownBy(() -> open(none, key -> "/nowhere", new RecordingContext(folder)))
                .hasMessageStartingWith("no file or folder /nowhere, which the environment variable RETORT_FER2013");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "^\\d | 7 | line 4 has the emotion `7`; expected 0 Angry, 1 Disgust",
                "^\\d | x | line 4 has the emotion `x`; expected 0 Angry",
                "Training | Trainig | line 4 has the Usage `Trainig`; expected Training, PublicTest, PrivateTest; did"
                        + " you mean Training?",
                "^(\\d,)\\d+ | $1 | line 4 has 2303 pixel values; expected 2304 (48 x 48)",
                "^(\\d,)\\d+ | $1 1 2 | line 4 has 2305 pixel values; expected 2304 (48 x 48)",
                "^(\\d,)\\d+ | $1 256 | line 4 has the value `256` as pixel 1; expected whole numbers from 0 to 255",
                "^(\\d,\\d+) \\d+ | $1 -3 | line 4 has the value `-3` as pixel 2",
                "^(\\d,\\d+) \\d+ | $1 99999999999 | line 4 has the value `99999999999` as pixel 2",
                ",Training | '' | line 4 has 2 columns; expected 3",
                "^.* | '' | line 4 has 1 columns; expected 3"
            })
    void aWrongRowIsNamedWithItsLine(String found, String replacement, String message) throws IOException {
        lines.set(3, lines.get(3).replaceFirst(found, replacement));
        Files.write(csv, lines);
        assertThatThrownBy(() -> open(csv))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("fer2013.csv, " + message)
                .hasMessageEndingWith("; mend the file, or set damaged: skip to leave such rows out");
    }

    @Test
    void wrongRowsAreSkippedAndCountedOnDemand() throws IOException {
        lines.set(3, "9" + lines.get(3).substring(1));
        lines.set(5, lines.get(5).replace("Training", "Test"));
        Files.write(csv, lines);
        RecordingContext context = new RecordingContext(folder);
        ImageDataset faces = open(parameters(csv, 48, 1, 0, OnFault.SKIP), key -> null, context);
        assertThat(faces.count(Split.TRAIN)).isEqualTo(10);
        assertThat(context.reasons()).hasSize(2);
        assertThat(context.reasons().get(1)).startsWith("fer2013.csv line 6: ").contains("has the Usage `Test`");
    }

    @Test
    void missingColumnsAreNamed() throws IOException {
        lines.set(0, "emotion,pixels");
        Files.write(csv, lines);
        assertThatThrownBy(() -> open(csv))
                .isInstanceOf(InputException.class)
                .hasMessage(csv + ", line 1 has no column usage but `emotion, pixels`; expected the columns emotion,"
                        + " pixels, Usage in any order");
    }

    @Test
    void anEmptyFileIsNamed() throws IOException {
        Files.writeString(csv, "");
        assertThatThrownBy(() -> open(csv)).isInstanceOf(InputException.class).hasMessageContaining(" is empty");
    }

    @Test
    void aGzippedFileThatIsCutOffIsNamed() throws IOException {
        Path gzip = folder.resolve("cut.csv.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(gzip))) {
            Files.copy(csv, out);
        }
        byte[] whole = Files.readAllBytes(gzip);
        Files.write(gzip, Arrays.copyOf(whole, whole.length * 2 / 3));
        assertThatThrownBy(() -> open(gzip))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith(gzip + " is cut off or damaged after line ")
                .hasMessageEndingWith("; fetch it again");
    }

    @Test
    void aFileThatEndsBeforeTheTestImagesIsNotTaken() throws IOException {
        Files.write(csv, lines.subList(0, 15));
        assertThatThrownBy(() -> open(csv))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("has no image with the Usage PrivateTest in its 15 lines");
    }

    @Test
    void theFingerprintChangesWithTheFileAndTheParameters() throws IOException {
        String before = open(csv).fingerprint();
        assertThat(open(csv).fingerprint()).isEqualTo(before);
        assertThat(open(parameters(csv, 64, 1, 0, OnFault.ERROR), key -> null, new RecordingContext(folder))
                        .fingerprint())
                .isNotEqualTo(before);
        Files.write(csv, lines.subList(0, lines.size() - 1));
        assertThat(open(csv).fingerprint()).isNotEqualTo(before);
    }

    @Test
    void twoChannelsAreRefused() {
        assertThatThrownBy(() -> parameters(csv, 48, 2, 0, OnFault.ERROR))
                .isInstanceOf(InputException.class)
                .hasMessage("channels is 2; allowed are 1 (grey) and 3 (equal channels)");
    }

    private ImageDataset open(Path path) {
        return open(parameters(path, 48, 1, 0, OnFault.ERROR), key -> null, new RecordingContext(folder));
    }

    private static ImageDataset open(
            Fer2013Parameters parameters, UnaryOperator<String> environment, RecordingContext context) {
        return new Fer2013(environment).open(parameters, context);
    }

    private static Fer2013Parameters parameters(Path path, int size, int channels, int limit, OnFault damaged) {
        return new Fer2013Parameters(path, size, channels, limit, damaged);
    }

    private static void assertSameAs(ImageDataset expected, ImageDataset actual) {
        for (Split split : Split.values()) {
            assertThat(actual.count(split)).isEqualTo(expected.count(split));
            for (int i = 0; i < expected.count(split); i++) {
                Optional<Sample> sample = actual.read(split, i);
                assertThat(sample).usingRecursiveComparison().isEqualTo(expected.read(split, i));
            }
        }
    }

    private static String pixels(Sample sample) {
        List<String> values = new ArrayList<>();
        for (byte value : sample.pixels()) {
            values.add(Integer.toString(value & 255));
        }
        return String.join(" ", values);
    }
}
