package org.retort.web.internal;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.osgi.framework.Bundle;

/**
 * The scripts, style sheets and pictures of the bundle, in memory. Their version is a hash over all of them and part
 * of their addresses, so that browsers may keep them for ever.
 */
final class PageFiles {
    private static final String FOLDER = "/pages/";
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html;charset=utf-8", "js", "text/javascript;charset=utf-8", "css", "text/css;charset=utf-8",
            "svg", "image/svg+xml");

    private final Map<String, PageFile> files;
    private final String version;

    /** One file as it is sent. */
    record PageFile(String type, byte[] content) {}

    private PageFiles(Map<String, PageFile> files, String version) {
        this.files = files;
        this.version = version;
    }

    static PageFiles of(Bundle bundle) throws IOException {
        Map<String, PageFile> files = new TreeMap<>();
        for (URL entry : Collections.list(bundle.findEntries(FOLDER, "*", true))) {
            String name = entry.getPath().substring(FOLDER.length());
            String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
            if (type != null) {
                try (InputStream content = entry.openStream()) {
                    files.put(name, new PageFile(type, content.readAllBytes()));
                }
            }
        }
        return new PageFiles(files, hash(files));
    }

    /** A file by its path below {@code pages}. */
    Optional<PageFile> find(String name) {
        return Optional.ofNullable(files.get(name));
    }

    String version() {
        return version;
    }

    private static String hash(Map<String, PageFile> files) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            files.forEach((name, file) -> {
                digest.update(name.getBytes(StandardCharsets.UTF_8));
                digest.update(file.content());
            });
            return HexFormat.of().formatHex(digest.digest(), 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
