package org.retort.plugin.metrics;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.retort.api.metric.FeatureExtractorReader;
import org.retort.api.plugin.InputException;

/**
 * The file of a feature network.
 *
 * @param file the file, which exists
 * @param reader what opens it
 */
record ExtractorFile(Path file, FeatureExtractorReader reader) {
    /**
     * Finds who opens a file.
     *
     * @throws InputException where the file is not there, or nobody opens such files
     */
    static ExtractorFile of(Path file, List<FeatureExtractorReader> readers) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        FeatureExtractorReader reader = readers.stream()
                .filter(one -> one.endings().stream().anyMatch(name::endsWith))
                .findFirst()
                .orElseThrow(() -> new InputException("the feature network " + file + " has none of the endings that can be"
                        + " read: " + String.join(", ", readers.stream().flatMap(one -> one.endings().stream()).toList())));
        if (!Files.isRegularFile(file)) {
            throw new InputException("there is no file " + file + "; FID needs the Inception network, which is not part of"
                    + " Retort: name your copy by the key file, or leave the metric out");
        }
        return new ExtractorFile(file, reader);
    }

    /** Name and SHA-256, by which reports name the extractor. */
    String words() {
        try (InputStream in = Files.newInputStream(file);
                DigestOutputStream digest = new DigestOutputStream(
                        OutputStream.nullOutputStream(), MessageDigest.getInstance("SHA-256"))) {
            in.transferTo(digest);
            return file.getFileName() + " (SHA-256 " + HexFormat.of().formatHex(digest.getMessageDigest().digest()) + ")";
        } catch (IOException e) {
            throw new InputException(file + " cannot be read: " + e, e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
