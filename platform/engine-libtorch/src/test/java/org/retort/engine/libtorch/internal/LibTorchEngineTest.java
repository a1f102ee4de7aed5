package org.retort.engine.libtorch.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.retort.api.plugin.InputException;
import org.retort.engine.program.EngineSettings;
import org.retort.engine.program.OutOfDeviceMemoryException;
import org.retort.engine.program.Precision;

class LibTorchEngineTest {
    private final LibTorchEngine engine = new LibTorchEngine();

    @Test
    void runningOutOfMemoryTellsWhatWasAskedAndWhatWasFree() {
        RuntimeException failure;
        try (TorchRuntime runtime = new TorchRuntime(new EngineSettings("cpu", 1, Precision.FLOAT32), false)) {
            failure = runtime.failure("program test", new RuntimeException("CUDA out of memory. Tried to allocate 2.00"
                    + " GiB. GPU 0 has a total capacity of 79.10 GiB of which 1.50 GiB is free."));
        }

        assertThat(failure).isInstanceOf(OutOfDeviceMemoryException.class)
                .hasMessageContaining("program test")
                .hasMessageContaining("2.00 GiB")
                .hasMessageContaining("1.50 GiB is free")
                .hasMessageContaining("smaller batch");
    }

    @Test
    void devicesThatItHasNotAreRefused() {
        assertThatThrownBy(() -> engine.open(new EngineSettings("cuda:0", 1, Precision.FLOAT32)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("cuda:0")
                .hasMessageContaining("[cpu]");
    }
}
