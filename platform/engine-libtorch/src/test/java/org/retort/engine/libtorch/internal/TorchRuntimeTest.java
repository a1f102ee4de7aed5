package org.retort.engine.libtorch.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.retort.engine.libtorch.internal.cuda.CudaCalls;
import org.retort.engine.libtorch.internal.cuda.CudaGraphs;
import org.retort.engine.libtorch.internal.cuda.RecordedCuda;
import org.retort.engine.program.EngineSettings;
import org.retort.engine.program.MemoryNeed;
import org.retort.engine.program.OutOfDeviceMemoryException;
import org.retort.engine.program.Precision;
import org.retort.engine.schedule.ResultBytes;

class TorchRuntimeTest {
    private static final RuntimeException FULL = new RuntimeException("CUDA out of memory. Tried to allocate 2.00 GiB."
            + " GPU 0 has a total capacity of 79.10 GiB of which 1.50 GiB is free.");

    private static TorchRuntime runtime(CudaCalls cuda, boolean graphs) {
        return new TorchRuntime(new EngineSettings("cpu", 1, Precision.FLOAT32), List.of(), cuda,
                graphs ? () -> new CudaGraphs(cuda) : null);
    }

    private static OutOfDeviceMemoryException full(CudaCalls cuda) {
        try (TorchRuntime runtime = runtime(cuda, false)) {
            return (OutOfDeviceMemoryException) runtime.failure("program test", new ResultBytes(200, 10), FULL);
        }
    }

    @Test
    void runningOutOfMemoryTellsWhatWasAskedAndWhatWasFree() {
        assertThat(full(null))
                .hasMessageContaining("program test")
                .hasMessageContaining("2.00 GiB")
                .hasMessageContaining("1.50 GiB is free")
                .hasMessageContaining("narrower networks");
    }

    @Test
    void runningOutOfMemoryTellsWhatResultsTakeAndWhatTheDeviceHasForThem() {
        assertThat(full(new RecordedCuda("")).need())
                .contains(new MemoryNeed(200, 10, OptionalLong.of(RecordedCuda.FREE)));
    }

    @Test
    void aDeviceThatDoesNotTellWhatIsFreeDoesNotHideTheFailure() {
        assertThat(full(null).need()).contains(new MemoryNeed(200, 10, OptionalLong.empty()));
        assertThat(full(new RecordedCuda("freeBytes")).need()).contains(new MemoryNeed(200, 10, OptionalLong.empty()));
    }

    @Test
    void otherFailuresAreFaultsAndNoMatterOfMemory() {
        try (TorchRuntime runtime = runtime(null, false)) {
            assertThat(runtime.failure("program test", new RuntimeException("sizes differ")))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("program test: sizes differ");
        }
    }

    @Test
    void aThreadEntersTheStreamThatCanBeCapturedOnceAndOnlyWhereStepsAreCaptured() {
        for (boolean graphs : new boolean[] {true, false}) {
            RecordedCuda cuda = new RecordedCuda("");
            try (TorchRuntime runtime = runtime(cuda, graphs)) {
                runtime.enter();
                runtime.enter();

                assertThat(cuda.called()).isEqualTo(graphs ? List.of("enter") : List.of());
            }
            assertThat(cuda.called()).endsWith("close");
        }
    }
}
