package org.retort.history.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IndexFileTest {
    @TempDir
    Path folder;

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private IndexFile broken(long usableBytes) throws IOException {
        Path file = folder.resolve("history.db");
        Files.writeString(file, "cut off");
        return new IndexFile(file, Clock.systemUTC(), disk -> usableBytes);
    }

    @Test
    void anIndexThatCannotBeReadIsMovedAside() throws IOException {
        IndexFile file = broken(Long.MAX_VALUE);
        file.open().close();
        assertThat(names()).contains("history.db").anyMatch(name -> name.startsWith("history.db.broken-"));
        assertThat(file.notice().orElseThrow()).contains("was unreadable", "nothing is lost");
    }

    @Test
    void onAFullDiskTheIndexIsKeptInMemoryAndNothingMoreIsWritten() throws IOException {
        IndexFile file = broken(4096);
        file.open().close();
        assertThat(names()).containsExactly("history.db");
        assertThat(file.notice().orElseThrow()).contains("is full (4096 bytes left)", "Free space");
    }
}
