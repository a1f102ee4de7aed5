package org.retort.host.internal.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.retort.engine.device.NvidiaDriver;
import org.retort.engine.program.DeviceStatus;
import org.retort.engine.program.Engine;
import org.retort.engine.program.EngineSession;
import org.retort.engine.program.EngineSettings;

class DoctorTest {
    @TempDir
    private Path folder;

    @Test
    void theProcessorIsTheOneThatLinuxNamesWithTheFlagsThatMatter() throws IOException {
        Path cpuInfo = Files.writeString(folder.resolve("cpuinfo"), "processor\t: 0\nmodel name\t: Some CPU @ 3 GHz\n"
                + "flags\t\t: fpu sse2 avx2 avx512f avx512_bf16\n");
        ObjectNode cpu = new Machine(cpuInfo).cpu();
        assertThat(cpu.get("model").asText()).isEqualTo("Some CPU @ 3 GHz");
        assertThat(cpu.get("flags").toString()).isEqualTo("[\"avx2\",\"avx512f\",\"avx512_bf16\"]");
    }

    @Test
    void gpusAreThoseThatTheDriverLists() {
        ObjectNode report = examine(driver("echo 'NVIDIA H100, 9.0, 81559 MiB, 580.65'"), new Broken());
        assertThat(report.get("gpus").toString()).isEqualTo("[{\"name\":\"NVIDIA H100\",\"computeCapability\":\"9.0\","
                + "\"memory\":\"81559 MiB\",\"driver\":\"580.65\"}]");
    }

    @Test
    void aDriverThatFailsIsAProblemInItsOwnWords() {
        ObjectNode report = examine(driver("echo 'driver and library differ'; exit 18"), new Broken());
        assertThat(report.get("gpus")).isEmpty();
        assertThat(report.get("problems").toString()).contains("ends with code 18", "driver and library differ");
    }

    @Test
    void aMachineWithoutADriverHasNoGpusAndNoProblemOfThatKind() {
        ObjectNode report = examine(noDriver(), new Broken());
        assertThat(report.get("gpus")).isEmpty();
        assertThat(report.get("problems").toString()).doesNotContain("none");
    }

    @Test
    void anEngineWhoseNativesDoNotLoadIsAProblemAndNotTheEndOfTheReport() {
        ObjectNode report = examine(noDriver(), new Broken());
        assertThat(report.get("problems").toString()).contains("engine broken cannot be used", "no libbroken.so");
        assertThat(report.get("disk").get("freeBytes").asLong()).isPositive();
    }

    private ObjectNode examine(NvidiaDriver driver, Engine engine) {
        return new Doctor(new Machine(folder.resolve("no-cpuinfo")), driver)
                .examine(folder.resolve("workspace"), List.of(engine), 0, List.of());
    }

    private NvidiaDriver driver(String script) {
        return new NvidiaDriver(List.of("/bin/sh", "-c", script), Duration.ofMinutes(1));
    }

    private NvidiaDriver noDriver() {
        return new NvidiaDriver(List.of(folder.resolve("none").toString()), Duration.ofMinutes(1));
    }

    /** An engine whose library is not on this machine. */
    private static final class Broken implements Engine {
        @Override
        public String id() {
            return "broken";
        }

        @Override
        public int rank(String device) {
            return 0;
        }

        @Override
        public List<DeviceStatus> devices() {
            throw new UnsatisfiedLinkError("no libbroken.so");
        }

        @Override
        public Map<String, String> natives() {
            return Map.of();
        }

        @Override
        public EngineSession open(EngineSettings settings) {
            throw new UnsupportedOperationException();
        }
    }
}
