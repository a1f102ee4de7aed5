package org.retort.dataset.celeba;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.retort.api.data.ImageDataset;
import org.retort.api.data.Split;
import org.retort.api.plugin.InputException;

class CelebAFaultsTest {
    @TempDir
    Path folder;

    private CelebASample sample;

    @BeforeEach
    void writeFaces() {
        sample = CelebASample.in(folder);
    }

    @Test
    void missingImagesAreCountedAndTheMessageSaysHowToSkipThem() throws IOException {
        Files.delete(sample.image("000002.jpg"));
        Files.delete(sample.image("000009.jpg"));
        assertThatThrownBy(() -> sample.open())
                .isInstanceOf(InputException.class)
                .hasMessage("2 of the 13 listed images are missing in folder " + folder.resolve("img_align_celeba")
                        + ", such as 000002.jpg; fetch them, or put missing: skip into the descriptor's dataset to use the 11 that"
                        + " are there");
    }

    @Test
    void missingImagesAreSkippedAndCountedOnDemand() throws IOException {
        Files.delete(sample.image("000002.jpg"));
        Files.delete(sample.image("000009.jpg"));
        RecordingContext context = new RecordingContext(folder);
        ImageDataset faces = sample.skipping(context);
        assertThat(Arrays.stream(Split.values()).map(faces::count)).containsExactly(5, 2, 4);
        assertThat(context.reasons()).hasSize(2);
        assertThat(context.reasons().get(0)).startsWith("000002.jpg: listed, but not in folder ");
    }

    @Test
    void anImageWithoutALineIsNamed() throws IOException {
        Files.copy(sample.image("000001.jpg"), sample.image("extra.jpg"));
        assertThatThrownBy(() -> sample.open())
                .isInstanceOf(InputException.class)
                .hasMessageContaining("1 images in folder ")
                .hasMessageContaining("have no line in " + sample.list("list_attr_celeba.txt") + ", such as extra.jpg");
    }

    @Test
    void aListThatIsNotThereIsNamedWithItsPurpose() throws IOException {
        Files.delete(sample.list("list_eval_partition.txt"));
        assertThatThrownBy(() -> sample.open())
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("no list_eval_partition.txt (or .csv) beside the images of folder ")
                .hasMessageContaining("which says which image belongs to which split");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "4 | 1$ | 2 | line 4 has `2` for Young; expected -1 or 1",
                "4 | -1 | x | line 4 has `x` for 5_o_Clock_Shadow; expected -1 or 1",
                "4 | ' -1' | '' | line 4 has 40 fields; expected an image and 40 values of -1 or 1",
                "4 | 000002 | 000001 | line 4 lists 000001.jpg again",
                "4 | .* | '' | line 4 is empty; expected an image and its values",
                "1 | 13 | many | line 1 has `many`; expected the number of images",
                "2 | .* | 000001.jpg 1 1 | line 2 does not name attributes; expected 5_o_Clock_Shadow"
            })
    void aWrongLineOfTheAttributesIsNamed(int line, String found, String replacement, String message)
            throws IOException {
        sample.change("list_attr_celeba.txt", 4, text -> text.replaceFirst("-?1$", "1"));
        sample.change("list_attr_celeba.txt", line, text -> text.replaceFirst(found, replacement));
        assertThatThrownBy(() -> sample.open())
                .isInstanceOf(InputException.class)
                .hasMessageContaining("list_attr_celeba.txt, " + message);
    }

    @Test
    void fewerLinesThanTheFirstLineSaysAreNamed() throws IOException {
        List<String> lines = Files.readAllLines(sample.list("list_attr_celeba.txt"));
        Files.write(sample.list("list_attr_celeba.txt"), lines.subList(0, lines.size() - 1));
        assertThatThrownBy(() -> sample.open())
                .isInstanceOf(InputException.class)
                .hasMessage(sample.list("list_attr_celeba.txt")
                        + " has 12 images, but its first line says 13; fetch the file again");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "' 0$' | ' 3' | line 2 has `3`; expected 0 (train), 1 (validation) or 2 (test)",
                "' 0$' | ' a' | line 2 has `a`; expected 0 (train)",
                "' 0$' | '' | line 2 has 1 fields; expected an image and 0 (train)",
            })
    void aWrongLineOfThePartitionIsNamed(String found, String replacement, String message) throws IOException {
        sample.change("list_eval_partition.txt", 2, text -> text.replaceFirst(found, replacement));
        assertThatThrownBy(() -> sample.open())
                .isInstanceOf(InputException.class)
                .hasMessageContaining("list_eval_partition.txt, " + message);
    }

    @Test
    void anImageThatThePartitionLacksIsNamed() throws IOException {
        sample.change("list_eval_partition.txt", 2, text -> "000099.jpg 0");
        assertThatThrownBy(() -> sample.open())
                .isInstanceOf(InputException.class)
                .hasMessageContaining("list_eval_partition.txt does not list 000002.jpg, which ");
    }

    @Test
    void anUnknownAttributeIsNamedWithTheNearest() {
        assertThatThrownBy(() -> CelebASample.open(
                        CelebASample.parameters(folder, List.of("Blonde_Hair")), new RecordingContext(folder)))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("attributes names Blonde_Hair; ")
                .hasMessageEndingWith("; did you mean Blond_Hair?");
    }

    @Test
    void aFolderWithoutImagesIsNamed() throws IOException {
        Path empty = Files.createDirectory(folder.resolve("empty"));
        assertThatThrownBy(() -> new CelebASample(empty).open())
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("folder " + empty + " has neither img_align_celeba/ nor img_align_celeba.zip");
    }

    @Test
    void aZipFileThatIsCutOffIsNamed() throws IOException {
        Path zip = folder.resolve("cut.zip");
        CelebASample.zip(zip, "img_align_celeba/", sample.images());
        byte[] whole = Files.readAllBytes(zip);
        Files.write(zip, Arrays.copyOf(whole, whole.length / 2));
        assertThatThrownBy(() -> new CelebASample(zip).open())
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith(zip + " is not a whole zip file (");
    }

    @Test
    void anImageThatIsCutOffIsAnErrorThatNamesIt() throws IOException {
        byte[] whole = Files.readAllBytes(sample.image("000003.jpg"));
        Files.write(sample.image("000003.jpg"), Arrays.copyOf(whole, whole.length / 2));
        ImageDataset faces = sample.open();
        assertThatThrownBy(() -> faces.read(Split.TRAIN, 2))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("000003.jpg in folder " + folder.resolve("img_align_celeba")
                        + " is a damaged image: ")
                .hasMessageEndingWith("or set damaged: skip to leave such images out");
    }

    @Test
    void anImageOfAnotherSizeIsSkippedAndCountedOnDemand() throws IOException {
        ImageIO.write(
                new BufferedImage(178, 178, BufferedImage.TYPE_INT_RGB), "jpg", sample.image("000003.jpg").toFile());
        RecordingContext context = new RecordingContext(folder);
        assertThat(sample.skipping(context).read(Split.TRAIN, 2)).isEmpty();
        assertThat(context.reasons()).hasSize(1);
        assertThat(context.reasons().get(0))
                .startsWith("000003.jpg: ")
                .contains("has 178 x 178 px; expected 178 x 218");
    }
}
