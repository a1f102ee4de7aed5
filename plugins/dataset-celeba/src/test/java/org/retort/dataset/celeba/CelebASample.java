package org.retort.dataset.celeba;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.retort.api.data.ImageDataset;
import org.retort.dataset.celeba.CelebAParameters.OnFault;
import org.retort.dataset.procedural.SampleData;

/** A small folder in CelebA's format: 6 training, 3 validation and 4 test images. */
record CelebASample(Path folder) {
    static final List<String> DEFAULT = List.of("Black_Hair", "Blond_Hair", "Brown_Hair", "Male", "Young");

    static CelebASample in(Path folder) {
        new SampleData(6, 3, 4, 1).writeCelebA(folder);
        return new CelebASample(folder);
    }

    ImageDataset open() {
        return open(parameters(folder, DEFAULT), new RecordingContext(folder));
    }

    ImageDataset skipping(RecordingContext context) {
        return open(new CelebAParameters(folder, DEFAULT, 64, 178, 0, 0, OnFault.SKIP, OnFault.SKIP), context);
    }

    static ImageDataset open(CelebAParameters parameters, RecordingContext context) {
        return new CelebA(key -> null).open(parameters, context);
    }

    static CelebAParameters parameters(Path path, List<String> attributes) {
        return new CelebAParameters(path, attributes, 64, 178, 0, 0, OnFault.ERROR, OnFault.ERROR);
    }

    Path image(String name) {
        return folder.resolve("img_align_celeba").resolve(name);
    }

    Path list(String name) {
        return folder.resolve(name);
    }

    /** Changes one line of a list, counted from 1. */
    void change(String list, int line, UnaryOperator<String> change) throws IOException {
        String[] lines = Files.readString(list(list)).split("\r\n");
        lines[line - 1] = change.apply(lines[line - 1]);
        Files.writeString(list(list), String.join("\r\n", lines) + "\r\n");
    }

    /** Packs files into a zip file under a folder of it. */
    static void zip(Path zip, String prefix, List<Path> files) throws IOException {
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            for (Path file : files) {
                out.putNextEntry(new ZipEntry(prefix + file.getFileName()));
                Files.copy(file, out);
            }
        }
    }

    List<Path> images() {
        try (var files = Files.list(folder.resolve("img_align_celeba"))) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
