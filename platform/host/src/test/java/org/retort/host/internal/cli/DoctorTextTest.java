package org.retort.host.internal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

class DoctorTextTest {
    private static final String REPORT = """
            {"java": "17.0.15 (Debian), /opt/java", "system": "Linux 6.1, amd64",
             "cpu": {"model": "AMD EPYC", "cores": 2, "flags": ["avx2", "fma"]},
             "memory": {"totalBytes": 25276063744, "freeBytes": 20892459008, "heapBytes": 6320816128},
             "disk": {"path": "/data/workspace", "freeBytes": 78335459328},
             "gpus": [{"name": "NVIDIA H100", "computeCapability": "9.0", "memory": "81559 MiB", "driver": "580.65"},
                      {"name": "NVIDIA K80", "computeCapability": "3.7", "memory": "11441 MiB", "driver": "580.65"}],
             "engines": [{"engine": "libtorch", "natives": {"libtorch": "2.10.0", "cuda": "13"}, "devices": [
                            {"device": "cpu", "description": "AMD EPYC, 2 cores", "usable": true, "reason": ""},
                            {"device": "cuda:1", "description": "NVIDIA K80", "usable": false, "reason": "it is too old"}]},
                         {"engine": "nd4j", "natives": {}, "devices": []}],
             "plugins": 34, "problems": ["engine nd4j can use no device", "the disk is slow"]}
            """;

    private static ObjectNode report() throws Exception {
        return (ObjectNode) new ObjectMapper().readTree(REPORT);
    }

    @Test
    void aReportIsOneLineAFactWithSizesThatPeopleRead() throws Exception {
        assertThat(DoctorText.lines(report())).containsExactly(
                "java:     17.0.15 (Debian), /opt/java",
                "system:   Linux 6.1, amd64",
                "cpu:      AMD EPYC, 2 cores, avx2 fma",
                "memory:   23.5 GiB, 19.5 GiB of it free; Java's heap may take 5.9 GiB",
                "disk:     73.0 GiB free for /data/workspace",
                "gpus:     NVIDIA H100, compute capability 9.0, 81559 MiB, driver 580.65",
                "          NVIDIA K80, compute capability 3.7, 11441 MiB, driver 580.65",
                "engines:  libtorch (libtorch 2.10.0, cuda 13)",
                "            cpu: usable, AMD EPYC, 2 cores",
                "            cuda:1: not usable, NVIDIA K80; it is too old",
                "          nd4j",
                "plugins:  34",
                "problems: engine nd4j can use no device",
                "          the disk is slow");
    }

    @Test
    void whatThereIsNothingOfIsSaidInWords() throws Exception {
        ObjectNode report = report();
        report.putArray("gpus");
        report.put("gpusMissing", "no NVIDIA driver answers");
        report.putArray("problems");

        assertThat(DoctorText.lines(report)).contains("gpus:     no NVIDIA driver answers", "problems: none");
    }
}
