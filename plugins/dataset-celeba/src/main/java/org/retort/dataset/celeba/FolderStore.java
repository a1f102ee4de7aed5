package org.retort.dataset.celeba;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.retort.api.plugin.InputException;

/** Images as files in a folder. */
final class FolderStore implements ImageStore {
    private final Path folder;
    private final Map<String, Path> images = new TreeMap<>();
    private final String fingerprint;

    /** Lists the images of a folder and of the folders in it. */
    FolderStore(Path folder) {
        this.folder = folder;
        Map<String, String> states = new TreeMap<>();
        try {
            Files.walkFileTree(folder, Set.of(), 2,
                    new SimpleFileVisitor<>() {
                        @Override
                        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                            String name = file.getFileName().toString();
                            if (ZipStore.isImage(name) && !attributes.isDirectory()) {
                                images.put(name, file);
                                states.put(name, attributes.size() + " "
                                        + attributes.lastModifiedTime().toMillis());
                            }
                            return FileVisitResult.CONTINUE;
                        }
                    });
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            states.forEach((name, state) -> digest.update((name + " " + state + "\n").getBytes(StandardCharsets.UTF_8)));
            fingerprint = "files " + HexFormat.of().formatHex(digest.digest());
        } catch (IOException e) {
            throw new InputException("folder " + folder + " cannot be listed: " + e.getMessage(), e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public Set<String> images() {
        return images.keySet();
    }

    @Override
    public byte[] image(String name) throws IOException {
        return Files.readAllBytes(images.get(name));
    }

    @Override
    public Optional<NamedText> list(String name) {
        return Optional.empty();
    }

    @Override
    public String fingerprint() {
        return fingerprint;
    }

    @Override
    public String description() {
        return "folder " + folder;
    }

    @Override
    public void close() {}
}
