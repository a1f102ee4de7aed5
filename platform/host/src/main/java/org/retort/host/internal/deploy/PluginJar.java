package org.retort.host.internal.deploy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.osgi.framework.Constants;
import org.retort.api.plugin.InputException;

/**
 * One jar as it was read at one moment, so that what is installed and what is recorded of it are the same bytes.
 *
 * @param content its bytes
 */
public record PluginJar(byte[] content) {
    /**
     * What tells one state of a file from another.
     *
     * @param bytes its length
     * @param modified when it was last written
     */
    record Stamp(long bytes, FileTime modified) {
        static Stamp of(Path file) throws IOException {
            return new Stamp(Files.size(file), Files.getLastModifiedTime(file));
        }
    }

    /**
     * Reads a jar.
     *
     * @throws InputException where it is no whole jar, or no bundle
     * @throws IOException where it cannot be read
     */
    static PluginJar read(Path file) throws IOException {
        Manifest manifest;
        // JarFile reads the directory at the end of a jar, which a half-copied one lacks.
        try (JarFile jar = new JarFile(file.toFile())) {
            manifest = jar.getManifest();
        } catch (IOException e) {
            throw new InputException(file + " is no whole jar (" + e.getMessage() + "); if it is still being copied it"
                    + " will be taken up when it is complete, else copy it again");
        }
        if (manifest == null || manifest.getMainAttributes().getValue(Constants.BUNDLE_SYMBOLICNAME) == null) {
            throw new InputException(file + " is no OSGi bundle: its manifest has no Bundle-SymbolicName; build it as"
                    + " the template of 'retort new student' does, with the bnd-maven-plugin");
        }
        return new PluginJar(Files.readAllBytes(file));
    }

    InputStream open() {
        return new ByteArrayInputStream(content);
    }

    /** SHA-256 of its bytes in hexadecimal digits. */
    String sha256() {
        return sha256(content);
    }

    /** SHA-256 in hexadecimal digits. */
    public static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
