package org.retort.engine.libtorch.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.retort.api.plugin.InputException;
import org.retort.engine.program.EngineSettings;
import org.retort.engine.program.Precision;

class LibTorchEngineTest {
    private final LibTorchEngine engine = new LibTorchEngine();

    @Test
    void theLibrariesThatComputeAreNamedWithTheirVersions() {
        assertThat(engine.natives())
                .containsEntry("libtorch", "2.10.0-1.5.13")
                .hasEntrySatisfying("onednn", version -> assertThat(version).startsWith("3.11"))
                .containsKeys("libtorch-cpu-capability", "allocator");
    }

    @Test
    void devicesThatItHasNotAreRefused() {
        assertThatThrownBy(() -> engine.open(new EngineSettings("cuda:0", 1, Precision.FLOAT32)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("cuda:0")
                .hasMessageContaining("[cpu]");
    }
}
