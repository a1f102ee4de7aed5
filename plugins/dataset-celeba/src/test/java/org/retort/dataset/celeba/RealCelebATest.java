package org.retort.dataset.celeba;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.retort.api.data.ImageDataset;
import org.retort.api.data.Sample;
import org.retort.api.data.Split;
import org.retort.dataset.celeba.CelebAParameters.OnFault;

class RealCelebATest {
    @Test
    void aPartOfThePublishedImagesIsReadByThePublishedLists() {
        Path folder = celeba();
        RecordingContext context = new RecordingContext(folder);
        ImageDataset faces = open(folder, CelebASample.DEFAULT, context);
        assertThat(Arrays.stream(Split.values()).map(faces::count)).containsExactly(7000, 700, 1300);
        assertThat(context.reasons()).hasSize(202599 - 9000);
    }

    /** 000001.jpg is listed as brown-haired, smiling, young and without eyeglasses, and not male. */
    @Test
    void theFirstImageHasItsPublishedAttributes() {
        Path folder = celeba();
        List<String> wanted = List.of("Young", "Male", "Smiling", "Eyeglasses", "Brown_Hair", "5_o_Clock_Shadow");
        Sample first = open(folder, wanted, new RecordingContext(folder))
                .read(Split.TRAIN, 0)
                .orElseThrow();
        assertThat(first.name()).isEqualTo("000001.jpg");
        assertThat(first.label()).containsExactly(1, 0, 1, 0, 1, 0);
    }

    /** Among them are files with oddities that decoders warn about, if any image of the set has such. */
    @Test
    void imagesOfEachSplitDecode() {
        Path folder = celeba();
        ImageDataset faces = open(folder, CelebASample.DEFAULT, new RecordingContext(folder));
        for (Split split : Split.values()) {
            for (int i = 0; i < 200; i++) {
                assertThat(faces.read(split, i * (faces.count(split) / 200)).orElseThrow().pixels())
                        .hasSize(3 * 64 * 64);
            }
        }
    }

    private static Path celeba() {
        String variable = System.getenv("RETORT_DATA");
        Path data = variable != null ? Path.of(variable) : Path.of("../../../shared/data");
        Path folder = data.resolve("celeba").toAbsolutePath();
        assumeTrue(
                Files.exists(folder.resolve("list_attr_celeba.txt")),
                "skipped: no CelebA at " + folder + "; set RETORT_DATA to the folder with celeba/");
        return folder;
    }

    private static ImageDataset open(Path folder, List<String> attributes, RecordingContext context) {
        return CelebASample.open(
                new CelebAParameters(folder, attributes, 64, 178, 0, 0, OnFault.SKIP, OnFault.ERROR), context);
    }
}
