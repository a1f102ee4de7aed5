package org.retort.experiment.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.retort.engine.program.MemoryNeed;

class BatchAdviceTest {
    private static final long MIB = 1 << 20;

    private static String advice(int batch, OptionalLong free) {
        return BatchAdvice.of(Optional.of(new MemoryNeed(64 * MIB, 10 * MIB, free)), batch);
    }

    @Test
    void theLargestBatchThatFitsIsNamed() {
        // 10 MiB fixed and 2 MiB an image: 41 MiB hold 15 images.
        assertThat(advice(32, OptionalLong.of(41 * MIB)))
                .contains("74.0 MiB", "41.0 MiB are free", "a batch of 15 fits", "train.batch=15", "work space");
    }

    @Test
    void whereNothingIsKnownOfTheDeviceTheNeedOfHalfTheBatchIsTold() {
        assertThat(advice(32, OptionalLong.empty())).contains("74.0 MiB", "batch of 16 at 42.0 MiB").doesNotContain("fits");
    }

    @Test
    void whereNotOneImageFitsNoBatchIsNamed() {
        assertThat(advice(32, OptionalLong.of(11 * MIB))).contains("not one image fits").doesNotContain("train.batch");
        assertThat(advice(32, OptionalLong.of(MIB))).contains("not one image fits");
    }

    @Test
    void whereTheResultsFitTheWorkSpaceOfKernelsIsToBlame() {
        assertThat(advice(32, OptionalLong.of(100 * MIB))).contains("work space of kernels", "train.batch=16");
    }

    @Test
    void oneImageIsNotHalved() {
        assertThat(advice(1, OptionalLong.empty())).contains("no smaller batch").doesNotContain("train.batch");
    }
}
