package org.retort.experiment.internal.data;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;
import org.retort.api.data.ImageDataset;
import org.retort.api.data.Sample;
import org.retort.api.data.Split;
import org.retort.api.plugin.InputException;

/**
 * Decodes a data set into a folder: for each split {@code SPLIT.pixels} (images one after the other) and
 * {@code SPLIT.labels} (for each image its name and label), and {@code index.json} with counts and checksums.
 */
final class DatasetWriter {
    /** Part of the cache's key: raise it whenever the files change their form. */
    static final int VERSION = 1;

    static final String INDEX = "index.json";

    private static final int CHUNK = 512;
    private static final long PROGRESS_NANOS = 2_000_000_000L;

    private final Path folder;
    private final ImageDataset dataset;
    private final SkipCount context;
    private final Consumer<String> progress;
    private final MessageDigest digest = DatasetCache.sha256();
    private long told = System.nanoTime();

    DatasetWriter(Path folder, ImageDataset dataset, SkipCount context, Consumer<String> progress) {
        this.folder = folder;
        this.dataset = dataset;
        this.context = context;
        this.progress = progress;
    }

    void write() throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode index = mapper.createObjectNode();
        ObjectNode splits = index.putObject("splits");
        for (Split split : Split.values()) {
            splits.set(word(split), write(split, mapper.createObjectNode()));
        }
        index.put("checksum", HexFormat.of().formatHex(digest.digest()));
        index.put("skipped", context.count());
        context.reasons().forEach(index.putArray("reasons")::add);
        Files.write(folder.resolve(INDEX), mapper.writeValueAsBytes(index));
    }

    private ObjectNode write(Split split, ObjectNode facts) throws IOException {
        int total = dataset.count(split);
        int written = 0;
        CRC32C pixelSum = new CRC32C();
        CRC32C labelSum = new CRC32C();
        try (OutputStream pixels = open(word(split) + ".pixels");
                DataOutputStream labels = new DataOutputStream(
                        new SummedStream(open(word(split) + ".labels"), labelSum, digest))) {
            for (int from = 0; from < total; from += CHUNK) {
                for (Optional<Sample> sample : decode(split, from, Math.min(total, from + CHUNK))) {
                    if (sample.isPresent()) {
                        byte[] image = sample.get().pixels();
                        pixels.write(image);
                        pixelSum.update(image);
                        digest.update(image);
                        write(labels, sample.get());
                        written++;
                    }
                }
                tell(split, Math.min(total, from + CHUNK), total);
            }
        }
        return facts.put("count", written).put("pixels", pixelSum.getValue()).put("labels", labelSum.getValue());
    }

    private OutputStream open(String name) throws IOException {
        return new BufferedOutputStream(Files.newOutputStream(folder.resolve(name)), 1 << 20);
    }

    private List<Optional<Sample>> decode(Split split, int from, int to) {
        List<Optional<Sample>> samples = IntStream.range(from, to)
                .parallel()
                .mapToObj(index -> dataset.read(split, index))
                .toList();
        samples.forEach(sample -> sample.ifPresent(this::check));
        return new ArrayList<>(samples);
    }

    private void check(Sample sample) {
        if (sample.pixels().length != dataset.format().bytes() || sample.label().length != dataset.labels().size()) {
            throw new InputException(sample.name() + " has " + sample.pixels().length + " bytes of pixels and "
                    + sample.label().length + " labels, but the data set announces " + dataset.format().bytes() + " and "
                    + dataset.labels().size() + "; this is a fault of the data set's plugin");
        }
    }

    private static void write(DataOutputStream labels, Sample sample) throws IOException {
        labels.writeUTF(sample.name());
        for (float value : sample.label()) {
            labels.writeFloat(value);
        }
    }

    private void tell(Split split, int done, int total) {
        if (System.nanoTime() - told > PROGRESS_NANOS) {
            told = System.nanoTime();
            progress.accept(String.format(
                    Locale.ROOT, "decoding %s: %,d of %,d images, once", word(split), done, total));
        }
    }

    static String word(Split split) {
        return split.name().toLowerCase(Locale.ROOT);
    }

    /** Sums what passes. */
    private static final class SummedStream extends OutputStream {
        private final OutputStream out;
        private final CRC32C sum;
        private final MessageDigest digest;

        SummedStream(OutputStream out, CRC32C sum, MessageDigest digest) {
            this.out = out;
            this.sum = sum;
            this.digest = digest;
        }

        @Override
        public void write(int value) throws IOException {
            out.write(value);
            sum.update(value);
            digest.update((byte) value);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            out.write(bytes, from, length);
            sum.update(bytes, from, length);
            digest.update(bytes, from, length);
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }
}
