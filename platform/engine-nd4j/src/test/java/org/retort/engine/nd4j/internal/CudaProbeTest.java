package org.retort.engine.nd4j.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.retort.engine.program.DeviceStatus;

class CudaProbeTest {
    private static final String TWO = "NVIDIA A100-SXM4-40GB, 8.0, 40960 MiB\nNVIDIA H200, 9.0, 143771 MiB\n";

    private final CudaProbe probe = new CudaProbe(() -> Optional.of(TWO));

    @Test
    void withoutDriverThereAreNoDevices() {
        assertThat(new CudaProbe(Optional::empty).devices(true)).isEmpty();
    }

    @Test
    void aDeviceWithCodeInTheLibraryIsUsable() {
        assertThat(probe.devices(true).get(0))
                .isEqualTo(new DeviceStatus("cuda:0", "NVIDIA A100-SXM4-40GB, 40960 MiB", true, ""));
    }

    @Test
    void aDeviceNewerThanTheLibrarySaysSo() {
        assertThat(probe.devices(true).get(1).usable()).isFalse();
        assertThat(probe.devices(true).get(1).reason()).contains("9.0");
    }

    @Test
    void aBuildForTheCpuNamesTheProfileToBuildWith() {
        assertThat(probe.devices(false).get(0).usable()).isFalse();
        assertThat(probe.devices(false).get(0).reason()).contains("-Pcuda-nd4j");
    }
}
