package org.retort.engine.libtorch.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What this process allocates its native memory by. Small networks spend a fifth of their time there. */
final class Allocator {
    /** Libraries that take the place of the system's own where they are loaded before it, by what their files' names begin with. */
    private static final List<String> KNOWN = List.of("libtcmalloc", "libjemalloc", "libmimalloc");

    private Allocator() {}

    /** In words, for provenance. */
    static String ofThisProcess() {
        return of(Path.of("/proc/self/maps"));
    }

    /** @param maps what Linux says of the files in a process's memory; it may be missing */
    static String of(Path maps) {
        try {
            for (String line : Files.readAllLines(maps)) {
                String file = line.substring(line.lastIndexOf('/') + 1);
                Optional<String> known = KNOWN.stream().filter(file::startsWith).findFirst();
                if (known.isPresent()) {
                    return known.get().substring("lib".length());
                }
            }
        } catch (IOException e) {
            // Other systems do not tell.
        }
        return "the system's";
    }
}
