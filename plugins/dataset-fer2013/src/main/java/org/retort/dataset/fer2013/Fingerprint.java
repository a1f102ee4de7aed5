package org.retort.dataset.fer2013;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.retort.api.plugin.InputException;

/** What tells whether files have changed. */
final class Fingerprint {
    private Fingerprint() {}

    /** The name, size and time of a file. */
    static String of(Path file) {
        try {
            return file.getFileName() + " " + Files.size(file) + " bytes "
                    + Files.getLastModifiedTime(file).toMillis();
        } catch (IOException e) {
            throw new InputException(file + " cannot be read: " + e.getMessage(), e);
        }
    }
}
