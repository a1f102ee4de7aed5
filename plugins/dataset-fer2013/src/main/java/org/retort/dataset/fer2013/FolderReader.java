package org.retort.dataset.fer2013;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.retort.api.data.PlanarImage;
import org.retort.api.data.Split;
import org.retort.api.plugin.InputException;

/**
 * Reads the release with one folder a class in {@code train/} and {@code test/}, whose test split is PublicTest and
 * PrivateTest together.
 */
final class FolderReader {
    private static final String EXPECTED = "expected train/ and test/, each with a folder for each class: "
            + String.join(", ", Expression.labels()) + " (in any letter case)";

    private final Path root;
    private final MessageDigest files;

    FolderReader(Path root) {
        this.root = root;
        try {
            this.files = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Lists all images. */
    Source read() {
        Map<Split, List<Face>> faces = new EnumMap<>(Split.class);
        faces.put(Split.TRAIN, split("train"));
        faces.put(Split.VALIDATION, List.of());
        faces.put(Split.TEST, split("test"));
        return new Source(faces, "files " + HexFormat.of().formatHex(files.digest()));
    }

    private List<Face> split(String name) {
        Path folder = entries(root).stream()
                .filter(entry -> entry.getFileName().toString().equalsIgnoreCase(name) && Files.isDirectory(entry))
                .findFirst()
                .orElseThrow(() -> new InputException("folder " + root + " has neither fer2013.csv nor " + name
                        + "/; " + EXPECTED));
        Map<Expression, Path> classes = new EnumMap<>(Expression.class);
        for (Path entry : entries(folder)) {
            Expression expression = Expression.named(entry.getFileName().toString())
                    .filter(known -> Files.isDirectory(entry))
                    .orElseThrow(() -> new InputException(entry + " is not the folder of a class; " + EXPECTED));
            classes.put(expression, entry);
        }
        List<Face> faces = new ArrayList<>();
        for (Expression expression : Expression.values()) {
            Path images = classes.get(expression);
            List<Path> found = images == null ? List.of() : entries(images);
            if (found.isEmpty()) {
                throw new InputException(folder + " has no images of class " + Expression.labels()
                        .get(expression.ordinal()) + "; " + EXPECTED);
            }
            found.forEach(image -> faces.add(face(image, expression)));
        }
        return faces;
    }

    private Face face(Path file, Expression expression) {
        String name = root.relativize(file).toString().replace('\\', '/');
        files.update((name + " " + Fingerprint.of(file) + "\n").getBytes(StandardCharsets.UTF_8));
        return new Face(name, expression, () -> image(file));
    }

    private static PlanarImage image(Path file) {
        PlanarImage image;
        try {
            image = PlanarImage.decode(Files.readAllBytes(file), file.toString());
        } catch (IOException e) {
            throw new InputException(file + " cannot be read: " + e.getMessage(), e);
        }
        if (image.width() != Face.SIZE || image.height() != Face.SIZE) {
            throw new InputException(file + " has " + image.width() + " x " + image.height()
                    + " px; expected 48 x 48; fetch the file again");
        }
        return image;
    }

    private static List<Path> entries(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(entry -> !entry.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new InputException("folder " + folder + " cannot be listed: " + e.getMessage(), e);
        }
    }
}
