package org.retort.engine.libtorch.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.retort.api.plugin.InputException;
import org.retort.engine.device.NvidiaDriver.Gpu;
import org.retort.engine.libtorch.internal.cuda.CudaProbe;
import org.retort.engine.program.DeviceStatus;
import org.retort.engine.program.EngineSettings;
import org.retort.engine.program.Precision;

class CudaProbeTest {
    private static final List<Gpu> TWO = List.of(
            new Gpu("Tesla V100-SXM2-16GB", "7.0", "16384 MiB", "580.65"),
            new Gpu("NVIDIA H200", "9.0", "143771 MiB", "580.65"));

    private static CudaProbe probe(boolean built, boolean available) {
        return new CudaProbe(() -> TWO, () -> built, () -> available);
    }

    @Test
    void withoutDriverLibTorchIsNotAsked() {
        CudaProbe probe = new CudaProbe(
                List::of,
                () -> {
                    throw new AssertionError("asked");
                },
                () -> {
                    throw new AssertionError("asked");
                });

        assertThat(probe.devices()).isEmpty();
    }

    @Test
    void aDeviceWithCodeInTheLibraryIsUsable() {
        assertThat(probe(true, true).devices().get(1))
                .isEqualTo(new DeviceStatus("cuda:1", "NVIDIA H200, 143771 MiB", true, ""));
    }

    @Test
    void aDeviceOlderThanTheLibrarySaysSo() {
        assertThat(probe(true, true).devices().get(0).usable()).isFalse();
        assertThat(probe(true, true).devices().get(0).reason()).contains("7.0", "7.5", "nd4j");
    }

    @Test
    void aBuildForTheCpuNamesTheProfileToBuildWith() {
        assertThat(probe(false, false).devices().get(1).reason()).contains("no CUDA", "-Pcuda");
    }

    @Test
    void aDriverThatIsTooOldIsNamed() {
        assertThat(probe(true, false).devices().get(1).reason()).contains("driver");
    }

    @Test
    void bfloat16IsPreferredWhereMatrixUnitsHaveIt() {
        assertThat(probe(true, true).prefersBfloat16(0)).isFalse();
        assertThat(probe(true, true).prefersBfloat16(1)).isTrue();
    }

    @Test
    void aDeviceThatCannotBeUsedIsRefusedWithTheReason() {
        assertThatThrownBy(() -> new LibTorchEngine(probe(false, false), true)
                        .open(new EngineSettings("cuda:1", 1, Precision.AUTO)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("cuda:1")
                .hasMessageContaining("-Pcuda");
    }

    @Test
    void whereADeviceIsUsableTheNativesTellOfGraphs() {
        assertThat(new LibTorchEngine(probe(true, true), true).natives().get("cuda-graphs")).startsWith("from run 4");
        assertThat(new LibTorchEngine(probe(true, true), false).natives().get("cuda-graphs"))
                .contains("off", "RETORT_CUDA_GRAPHS=on");
        assertThat(new LibTorchEngine(probe(false, false), true).natives()).doesNotContainKey("cuda-graphs");
    }

    @Test
    void theNativesOfThisBuildHaveNoCuda() {
        assertThat(new CudaProbe(() -> TWO, () -> false, () -> true).devices().get(1).usable()).isFalse();
        assertThat(org.bytedeco.pytorch.global.torch.hasCUDA()).isFalse();
    }
}
