package org.retort.dataset.celeba;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.retort.api.data.ImageDataset;
import org.retort.api.data.ImageFormat;
import org.retort.api.data.LabelSpace;
import org.retort.api.data.PlanarImage;
import org.retort.api.data.Sample;
import org.retort.api.data.Split;
import org.retort.api.plugin.InputException;
import org.retort.dataset.celeba.CelebAParameters.OnFault;

class CelebATest {
    @TempDir
    Path folder;

    private CelebASample sample;

    @BeforeEach
    void writeFaces() {
        sample = CelebASample.in(folder);
    }

    @Test
    void theOfficialPartitionGivesTheSplits() {
        ImageDataset faces = sample.open();
        assertThat(Arrays.stream(Split.values()).map(faces::count)).containsExactly(6, 3, 4);
        assertThat(faces.read(Split.VALIDATION, 0).orElseThrow().name()).isEqualTo("000007.jpg");
    }

    @Test
    void labelsStandInTheOrderAskedFor() throws IOException {
        String[] names = Files.readAllLines(sample.list("list_attr_celeba.txt")).get(1).trim().split(" +");
        String[] values = Files.readAllLines(sample.list("list_attr_celeba.txt")).get(4).split("\\s+");
        List<String> wanted = List.of("Young", "Smiling", "Black_Hair", "Eyeglasses");
        ImageDataset faces =
                CelebASample.open(CelebASample.parameters(folder, wanted), new RecordingContext(folder));
        Sample third = faces.read(Split.TRAIN, 2).orElseThrow();
        assertThat(faces.labels().names()).isEqualTo(wanted);
        for (int i = 0; i < wanted.size(); i++) {
            String value = values[1 + Arrays.asList(names).indexOf(wanted.get(i))];
            assertThat(third.label()[i]).isEqualTo(value.equals("1") ? 1 : 0);
        }
    }

    @Test
    void hairColoursAmongTheAttributesExcludeEachOther() {
        List<String> wanted = List.of("Gray_Hair", "Male", "Black_Hair");
        LabelSpace labels = CelebASample.open(
                        CelebASample.parameters(folder, wanted), new RecordingContext(folder))
                .labels();
        assertThat(labels.kind()).isEqualTo(LabelSpace.Kind.ATTRIBUTES);
        assertThat(labels.exclusive()).containsExactly(List.of("Gray_Hair", "Black_Hair"));
    }

    @Test
    void theMiddleOfAnImageIsResized() throws IOException {
        PlanarImage whole =
                PlanarImage.decode(Files.readAllBytes(sample.image("000001.jpg")), "000001.jpg");
        Sample first = sample.open().read(Split.TRAIN, 0).orElseThrow();
        assertThat(sample.open().format()).isEqualTo(new ImageFormat(3, 64));
        assertThat(first.pixels()).isEqualTo(whole.centreCrop(178, 178).resize(64, 64).pixels());
    }

    @Test
    void aSmallerCropShowsLess() {
        CelebAParameters tight = new CelebAParameters(
                folder, CelebASample.DEFAULT, 64, 108, 0, 0, OnFault.ERROR, OnFault.ERROR);
        Sample first = CelebASample.open(tight, new RecordingContext(folder))
                .read(Split.TRAIN, 0)
                .orElseThrow();
        assertThat(first.pixels()).hasSize(3 * 64 * 64);
        assertThat(first.pixels())
                .isNotEqualTo(sample.open().read(Split.TRAIN, 0).orElseThrow().pixels());
    }

    @Test
    void kagglesCsvListsReadTheSame() throws IOException {
        List<String> lines = Files.readAllLines(sample.list("list_attr_celeba.txt"));
        StringBuilder csv = new StringBuilder("image_id," + lines.get(1).trim().replaceAll(" +", ",") + "\n");
        lines.subList(2, lines.size()).forEach(line -> csv.append(line.replaceAll(" +", ",")).append('\n'));
        Files.writeString(sample.list("list_attr_celeba.csv"), csv);
        String partition = Files.readString(sample.list("list_eval_partition.txt"));
        Files.writeString(
                sample.list("list_eval_partition.csv"),
                "image_id,partition\n" + partition.replace(' ', ',').replace("\r", ""));
        ImageDataset expected = sample.open();
        Files.delete(sample.list("list_attr_celeba.txt"));
        Files.delete(sample.list("list_eval_partition.txt"));
        assertSameAs(expected, sample.open());
    }

    @Test
    void aZipFileOfTheImagesIsReadWithoutUnpacking() throws IOException {
        Path other = Files.createDirectory(folder.resolve("other"));
        CelebASample.zip(other.resolve("img_align_celeba.zip"), "img_align_celeba/", sample.images());
        Files.copy(sample.list("list_attr_celeba.txt"), other.resolve("list_attr_celeba.txt"));
        Files.copy(sample.list("list_eval_partition.txt"), other.resolve("list_eval_partition.txt"));
        try (ImageDataset inFolder = new CelebASample(other).open();
                ImageDataset byName = new CelebASample(other.resolve("img_align_celeba.zip")).open()) {
            assertSameAs(sample.open(), inFolder);
            assertSameAs(sample.open(), byName);
        }
    }

    @Test
    void theOfficialFolderLayoutIsKnown() throws IOException {
        Path official = Files.createDirectories(folder.resolve("official"));
        for (String name : List.of("Img", "Anno", "Eval")) {
            Files.createDirectory(official.resolve(name));
        }
        CelebASample.zip(official.resolve("Img/img_align_celeba.zip"), "img_align_celeba/", sample.images());
        Files.copy(sample.list("list_attr_celeba.txt"), official.resolve("Anno/list_attr_celeba.txt"));
        Files.copy(sample.list("list_eval_partition.txt"), official.resolve("Eval/list_eval_partition.txt"));
        try (ImageDataset inFolder = new CelebASample(official).open();
                ImageDataset byName = new CelebASample(official.resolve("Img/img_align_celeba.zip")).open()) {
            assertSameAs(sample.open(), inFolder);
            assertSameAs(sample.open(), byName);
        }
    }

    @Test
    void oneZipFileOfEverythingInAnyLayoutIsRead() throws IOException {
        Path zip = Files.createDirectory(folder.resolve("packed")).resolve("archive.zip");
        try (var out = new java.util.zip.ZipOutputStream(Files.newOutputStream(zip))) {
            for (String list : List.of("list_attr_celeba.txt", "list_eval_partition.txt")) {
                out.putNextEntry(new java.util.zip.ZipEntry("CelebA/" + list));
                Files.copy(sample.list(list), out);
            }
            for (Path image : sample.images()) {
                out.putNextEntry(new java.util.zip.ZipEntry(
                        "CelebA/img_align_celeba/img_align_celeba/" + image.getFileName()));
                Files.copy(image, out);
            }
        }
        try (ImageDataset packed = new CelebASample(zip).open()) {
            assertSameAs(sample.open(), packed);
        }
    }

    @Test
    void aLimitIsSpreadOverEachSplit() {
        ImageDataset faces = CelebASample.open(
                new CelebAParameters(folder, CelebASample.DEFAULT, 64, 178, 2, 0, OnFault.ERROR, OnFault.ERROR),
                new RecordingContext(folder));
        assertThat(Arrays.stream(Split.values()).map(faces::count)).containsExactly(2, 2, 2);
        assertThat(faces.read(Split.TRAIN, 1).orElseThrow().name()).isEqualTo("000004.jpg");
    }

    @Test
    void ofEachPersonAtMostSoManyImagesAreUsed() throws IOException {
        sample.change("identity_CelebA.txt", 2, line -> "000002.jpg 1");
        sample.change("identity_CelebA.txt", 3, line -> "000003.jpg 1");
        ImageDataset faces = CelebASample.open(
                new CelebAParameters(folder, CelebASample.DEFAULT, 64, 178, 0, 2, OnFault.ERROR, OnFault.ERROR),
                new RecordingContext(folder));
        assertThat(faces.count(Split.TRAIN)).isEqualTo(5);
        assertThat(faces.read(Split.TRAIN, 2).orElseThrow().name()).isEqualTo("000004.jpg");
    }

    @Test
    void theFingerprintChangesWithLabelsImagesAndParameters() throws IOException {
        String before = sample.open().fingerprint();
        assertThat(sample.open().fingerprint()).isEqualTo(before);
        String other = CelebASample.open(
                        CelebASample.parameters(folder, List.of("Smiling")), new RecordingContext(folder))
                .fingerprint();
        assertThat(other).isNotEqualTo(before);
        Files.writeString(sample.image("000001.jpg"), "something else");
        assertThat(sample.open().fingerprint()).isNotEqualTo(before);
    }

    @Test
    void theEnvironmentVariableNamesTheFolderWhereNoParameterDoes() {
        CelebAParameters none = CelebASample.parameters(Path.of(""), CelebASample.DEFAULT);
        RecordingContext context = new RecordingContext(folder);
        ImageDataset faces =
                new CelebA(key -> key.equals("RETORT_CELEBA") ? folder.toString() : null).open(none, context);
        assertThat(faces.count(Split.TRAIN)).isEqualTo(6);
        assertThatThrownBy(() -> new CelebA(key -> null).open(none, context))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("set its parameter path, or the environment variable RETORT_CELEBA, to");
    }

    private static void assertSameAs(ImageDataset expected, ImageDataset actual) {
        for (Split split : Split.values()) {
            assertThat(actual.count(split)).isEqualTo(expected.count(split));
            for (int i = 0; i < expected.count(split); i++) {
                assertThat(actual.read(split, i))
                        .usingRecursiveComparison()
                        .isEqualTo(expected.read(split, i));
            }
        }
    }
}
