package org.retort.dataset.fer2013;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.retort.api.data.ImageDataset;
import org.retort.api.data.Split;
import org.retort.dataset.fer2013.Fer2013Parameters.OnFault;

class RealFer2013Test {
    /** Images of each class in each split, as counted by many before. */
    private static final int[][] COUNTS = {
        {3995, 436, 4097, 7215, 4830, 3171, 4965},
        {467, 56, 496, 895, 653, 415, 607},
        {491, 55, 528, 879, 594, 416, 626}
    };

    @Test
    void thePublishedFileHasThePublishedCounts() {
        String variable = System.getenv("RETORT_DATA");
        Path data = variable != null ? Path.of(variable) : Path.of("../../../shared/data");
        Path file = data.resolve("fer2013/fer2013.csv.gz");
        assumeTrue(Files.exists(file), "skipped: no FER2013 at " + file + "; set RETORT_DATA to the folder with it");

        ImageDataset faces = new Fer2013(key -> null)
                .open(new Fer2013Parameters(file.toAbsolutePath(), 48, 1, 0, OnFault.ERROR), new RecordingContext(data));
        for (Split split : Split.values()) {
            int[] counts = new int[7];
            for (int i = 0; i < faces.count(split); i++) {
                float[] label = faces.read(split, i).orElseThrow().label();
                for (int k = 0; k < 7; k++) {
                    counts[k] += (int) label[k];
                }
            }
            assertThat(counts).isEqualTo(COUNTS[split.ordinal()]);
        }
    }
}
