package org.retort.dataset.fer2013;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.retort.api.data.ImageDataset;
import org.retort.api.data.Sample;
import org.retort.api.data.Split;
import org.retort.api.plugin.InputException;
import org.retort.dataset.fer2013.Fer2013Parameters.OnFault;

class Fer2013FolderTest {
    private static final List<String> CLASSES =
            List.of("angry", "disgust", "fear", "happy", "neutral", "sad", "surprise");

    @TempDir
    Path root;

    @BeforeEach
    void writeImages() throws IOException {
        for (String split : List.of("train", "test")) {
            for (String name : CLASSES) {
                Path folder = Files.createDirectories(root.resolve(split).resolve(name));
                for (int i = 0; i < (split.equals("train") ? 2 : 1); i++) {
                    write(folder.resolve("im" + i + ".png"), 48, 20 * CLASSES.indexOf(name) + i);
                }
            }
        }
    }

    @Test
    void trainAndTestAreSplitsAndThereIsNoValidation() {
        ImageDataset faces = open(OnFault.ERROR);
        assertThat(faces.count(Split.TRAIN)).isEqualTo(14);
        assertThat(faces.count(Split.VALIDATION)).isZero();
        assertThat(faces.count(Split.TEST)).isEqualTo(7);
    }

    @Test
    void alphabeticalFoldersAreMappedByName() {
        ImageDataset faces = open(OnFault.ERROR);
        for (int i = 0; i < 7; i++) {
            Sample sample = faces.read(Split.TEST, i).orElseThrow();
            String label = faces.labels().names().get(i);
            assertThat(sample.name()).isEqualTo("test/" + label.toLowerCase() + "/im0.png");
            assertThat(sample.label()[i]).isEqualTo(1);
            assertThat(sample.pixels()).containsOnly((byte) (20 * CLASSES.indexOf(label.toLowerCase())));
        }
    }

    @Test
    void aMissingClassIsNamed() throws IOException {
        Files.delete(root.resolve("test/fear/im0.png"));
        Files.delete(root.resolve("test/fear"));
        assertThatThrownBy(() -> open(OnFault.ERROR))
                .isInstanceOf(InputException.class)
                .hasMessage(root.resolve("test") + " has no images of class Fear; expected train/ and test/, each with"
                        + " a folder for each class: Angry, Disgust, Fear, Happy, Sad, Surprise, Neutral (in any letter"
                        + " case)");
    }

    @Test
    void aFolderThatIsNoClassIsNamed() throws IOException {
        Files.createDirectory(root.resolve("train/contempt"));
        assertThatThrownBy(() -> open(OnFault.ERROR))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith(root.resolve("train/contempt") + " is not the folder of a class");
    }

    @Test
    void aFolderWithoutTheDataIsNamed() throws IOException {
        Path empty = Files.createDirectory(root.resolve("empty"));
        assertThatThrownBy(() -> new Fer2013(key -> null)
                        .open(new Fer2013Parameters(empty, 48, 1, 0, OnFault.ERROR), new RecordingContext(root)))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("folder " + empty + " has neither fer2013.csv nor train/");
    }

    @Test
    void anImageOfAnotherSizeIsNamed() throws IOException {
        write(root.resolve("train/angry/im0.png"), 64, 1);
        ImageDataset faces = open(OnFault.ERROR);
        assertThatThrownBy(() -> faces.read(Split.TRAIN, 0))
                .isInstanceOf(InputException.class)
                .hasMessage(root.resolve("train/angry/im0.png") + " has 64 x 64 px; expected 48 x 48; fetch the file"
                        + " again, or set damaged: skip to leave such images out");
    }

    @Test
    void aFileThatIsNoImageIsSkippedAndCountedOnDemand() throws IOException {
        Files.writeString(root.resolve("train/angry/im0.png"), "not an image");
        RecordingContext context = new RecordingContext(root);
        ImageDataset faces =
                new Fer2013(key -> null).open(new Fer2013Parameters(root, 48, 1, 0, OnFault.SKIP), context);
        assertThat(faces.read(Split.TRAIN, 0)).isEmpty();
        assertThat(context.reasons()).hasSize(1);
        assertThat(context.reasons().get(0))
                .startsWith("train/angry/im0.png: ")
                .contains("is not an image: it begins with the bytes 6e 6f 74 20");
    }

    @Test
    void theFingerprintChangesWithAnImage() throws IOException {
        String before = open(OnFault.ERROR).fingerprint();
        assertThat(open(OnFault.ERROR).fingerprint()).isEqualTo(before);
        Files.writeString(root.resolve("train/angry/im0.png"), "longer or shorter");
        assertThat(open(OnFault.ERROR).fingerprint()).isNotEqualTo(before);
    }

    private ImageDataset open(OnFault damaged) {
        return new Fer2013(key -> null)
                .open(new Fer2013Parameters(root, 48, 1, 0, damaged), new RecordingContext(root));
    }

    private static void write(Path file, int size, int value) throws IOException {
        BufferedImage image = new BufferedImage(size, size, BufferedImage.TYPE_BYTE_GRAY);
        int[] values = new int[size * size];
        java.util.Arrays.fill(values, value);
        image.getRaster().setSamples(0, 0, size, size, 0, values);
        ImageIO.write(image, "png", file.toFile());
    }
}
