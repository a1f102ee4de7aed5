package org.retort.engine.libtorch.internal;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.retort.api.plugin.InputException;
import org.retort.engine.program.EngineSettings;
import org.retort.engine.program.Precision;

class LibTorchEngineTest {
    private final LibTorchEngine engine = new LibTorchEngine();

    @Test
    void devicesThatItHasNotAreRefused() {
        assertThatThrownBy(() -> engine.open(new EngineSettings("cuda:0", 1, Precision.FLOAT32)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("cuda:0")
                .hasMessageContaining("[cpu]");
    }
}
