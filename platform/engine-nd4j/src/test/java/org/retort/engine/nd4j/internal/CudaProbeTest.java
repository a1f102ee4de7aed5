package org.retort.engine.nd4j.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.retort.engine.device.NvidiaDriver.Gpu;
import org.retort.engine.program.DeviceStatus;

class CudaProbeTest {
    private static final List<Gpu> TWO = List.of(
            new Gpu("NVIDIA A100-SXM4-40GB", "8.0", "40960 MiB", "580.65"), new Gpu("NVIDIA H200", "9.0", "143771 MiB", "580.65"));

    private final CudaProbe probe = new CudaProbe(() -> TWO);

    @Test
    void withoutDriverThereAreNoDevices() {
        assertThat(new CudaProbe(List::of).devices(true)).isEmpty();
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
