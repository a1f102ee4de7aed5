package org.retort.dataset.celeba;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.retort.api.plugin.InputException;

/** Images in a zip file, in any folder called {@code img_align_celeba}. */
final class ZipStore implements ImageStore {
    static final String IMAGES = "img_align_celeba";

    private final Path file;
    private final ZipFile zip;
    private final Map<String, ZipEntry> images = new TreeMap<>();

    /** Opens a zip file and lists what is in it. */
    ZipStore(Path file) {
        this.file = file;
        try {
            this.zip = new ZipFile(file.toFile());
        } catch (ZipException e) {
            throw new InputException(file + " is not a whole zip file (" + e.getMessage()
                    + "); expected img_align_celeba.zip as published; fetch it again", e);
        } catch (IOException e) {
            throw new InputException(file + " cannot be read: " + e.getMessage(), e);
        }
        zip.stream().filter(entry -> !entry.isDirectory()).forEach(entry -> {
            String[] path = entry.getName().split("/");
            boolean among = path.length > 1 && path[path.length - 2].equals(IMAGES);
            String name = path[path.length - 1];
            if (among && isImage(name) && !entry.getName().startsWith("__MACOSX")) {
                images.put(name, entry);
            }
        });
    }

    /** True for the name of an image. */
    static boolean isImage(String name) {
        return name.toLowerCase(Locale.ROOT).endsWith(".jpg") && !name.startsWith(".");
    }

    @Override
    public Set<String> images() {
        return images.keySet();
    }

    @Override
    public byte[] image(String name) throws IOException {
        return bytes(images.get(name));
    }

    @Override
    public Optional<NamedText> list(String name) throws IOException {
        Optional<? extends ZipEntry> found = zip.stream()
                .filter(entry -> entry.getName().equals(name) || entry.getName().endsWith("/" + name))
                .filter(entry -> !entry.getName().startsWith("__MACOSX"))
                .findFirst();
        return found.isEmpty()
                ? Optional.empty()
                : Optional.of(new NamedText(file + "!/" + found.get().getName(), bytes(found.get())));
    }

    private byte[] bytes(ZipEntry entry) throws IOException {
        byte[] content;
        try (InputStream input = zip.getInputStream(entry)) {
            content = input.readAllBytes();
        }
        CRC32 checksum = new CRC32();
        checksum.update(content);
        if (checksum.getValue() != entry.getCrc()) {
            throw new ZipException("its checksum is not the one that the zip file names");
        }
        return content;
    }

    @Override
    public String fingerprint() {
        try {
            return file.getFileName() + " " + Files.size(file) + " bytes "
                    + Files.getLastModifiedTime(file).toMillis();
        } catch (IOException e) {
            throw new InputException(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    @Override
    public String description() {
        return "zip file " + file;
    }

    @Override
    public void close() {
        try {
            zip.close();
        } catch (IOException e) {
            throw new InputException(file + " cannot be closed: " + e.getMessage(), e);
        }
    }
}
