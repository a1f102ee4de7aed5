package org.retort.engine.libtorch.internal.cuda;

import static org.assertj.core.api.Assertions.assertThat;

import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.SizeTPair;
import org.junit.jupiter.api.Test;

/** What of the calls to a CUDA device can be done without one. */
class NativeCudaCallsTest {
    @Test
    void theNumbersOfAnObjectOfAMistakenTypeAreCopiedAndItsDestructorNeverRuns() {
        SizeTPair mistaken;
        try (PointerScope scope = new PointerScope()) {
            mistaken = new SizeTPair(3, 4);

            LongPointer numbers = NativeCudaCalls.numbers(mistaken, 2);

            assertThat(new long[] {numbers.get(0), numbers.get(1)}).containsExactly(3, 4);
        }
        assertThat(mistaken.isNull()).as("was destroyed").isFalse();
    }
}
