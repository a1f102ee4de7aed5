package org.retort.classifier.dl4j;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;

/** Adds to zip files. */
final class ZipEntries {
    private ZipEntries() {}

    static void add(Path zip, String name, String text) throws IOException {
        try (FileSystem files = FileSystems.newFileSystem(zip)) {
            Files.writeString(files.getPath(name), text);
        }
    }
}
