package org.retort.engine.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.retort.api.plugin.InputException;
import org.retort.engine.device.NvidiaDriver.Gpu;

class NvidiaDriverTest {
    @Test
    void devicesAreReadLineByLine() {
        NvidiaDriver driver = driver("echo 'NVIDIA H100, 9.0, 81559 MiB, 580.65'; echo 'Tesla T4, 7.5, 15360 MiB, 580.65'");

        assertThat(driver.gpus()).containsExactly(
                new Gpu("NVIDIA H100", "9.0", "81559 MiB", "580.65"), new Gpu("Tesla T4", "7.5", "15360 MiB", "580.65"));
    }

    @Test
    void aMachineWithoutADriverHasNoDevices() {
        assertThat(new NvidiaDriver(List.of("/no/such/tool"), Duration.ofMinutes(1)).gpus()).isEmpty();
    }

    @Test
    void aDriverThatFailsIsToldInItsOwnWordsAndHasNoDevicesToComputeOn() {
        NvidiaDriver driver = driver("echo 'NVIDIA H100, 9.0, 81559 MiB, 580.65'; echo 'driver and library differ'; exit 18");

        assertThatThrownBy(driver::gpus).isInstanceOf(InputException.class)
                .hasMessageContaining("ends with code 18")
                .hasMessageContaining("driver and library differ");
        assertThat(driver.answeringGpus()).isEmpty();
    }

    @Test
    void aDriverThatHangsIsNotWaitedForForEver() {
        NvidiaDriver driver = new NvidiaDriver(List.of("/bin/sh", "-c", "exec sleep 600"), Duration.ofMillis(50));

        assertThatThrownBy(driver::gpus).isInstanceOf(InputException.class).hasMessageContaining("does not end");
    }

    private static NvidiaDriver driver(String script) {
        return new NvidiaDriver(List.of("/bin/sh", "-c", script), Duration.ofMinutes(1));
    }
}
