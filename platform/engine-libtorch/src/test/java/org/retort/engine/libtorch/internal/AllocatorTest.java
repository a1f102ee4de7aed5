package org.retort.engine.libtorch.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AllocatorTest {
    @TempDir
    private Path folder;

    private String of(String... lines) throws IOException {
        return Allocator.of(Files.write(folder.resolve("maps"), List.of(lines)));
    }

    @Test
    void aLibraryThatTakesTheSystemAllocatorsPlaceIsNamed() throws IOException {
        assertThat(of(
                        "55d0c8a00000-55d0c8a01000 r--p 00000000 fe:00 131 /usr/bin/java",
                        "7f27a1400000-7f27a1426000 r--p 00000000 fe:00 977 /usr/lib/x86_64-linux-gnu/libtcmalloc_minimal.so.4.5.10"))
                .isEqualTo("tcmalloc");
        assertThat(of("7f27a1400000-7f27a1426000 r--p 00000000 fe:00 977 /usr/lib64/libjemalloc.so.2"))
                .isEqualTo("jemalloc");
    }

    @Test
    void whereNoneIsLoadedOrNobodyTellsItIsTheSystemsOwn() throws IOException {
        assertThat(of("7f27a1400000-7f27a1426000 r--p 00000000 fe:00 977 /usr/lib/x86_64-linux-gnu/libc.so.6", "7ffd1000-7ffd2000 [stack]"))
                .isEqualTo("the system's");
        assertThat(Allocator.of(folder.resolve("none"))).isEqualTo("the system's");
    }
}
