package org.retort.experiment.internal.data;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import org.retort.api.data.ImageDataset;
import org.retort.api.data.ImageFormat;
import org.retort.api.data.Split;

/** Reads what {@link DatasetWriter} wrote, and checks it. */
final class DatasetReader {
    /** A mapping holds at most 2 GiB; images do not span two. */
    private static final int SEGMENT_BYTES = 1 << 30;

    private DatasetReader() {}

    static DecodedDataset read(Path folder, ImageDataset dataset) throws IOException {
        JsonNode index = index(folder);
        Map<Split, DecodedSplit> splits = new EnumMap<>(Split.class);
        for (Split split : Split.values()) {
            splits.put(split, split(folder, split, index.path("splits").path(DatasetWriter.word(split)), dataset));
        }
        List<String> reasons = new ArrayList<>();
        index.path("reasons").forEach(reason -> reasons.add(reason.asText()));
        return new DecodedDataset(
                dataset.format(),
                dataset.labels(),
                splits,
                index.path("checksum").asText(),
                index.path("skipped").asInt(),
                reasons);
    }

    private static JsonNode index(Path folder) {
        try {
            return new ObjectMapper().readTree(Files.readAllBytes(folder.resolve(DatasetWriter.INDEX)));
        } catch (IOException e) {
            throw new DamagedCacheException(DatasetWriter.INDEX + " cannot be read: " + e.getMessage());
        }
    }

    private static DecodedSplit split(Path folder, Split split, JsonNode facts, ImageDataset dataset)
            throws IOException {
        int count = facts.path("count").asInt(-1);
        ImageFormat format = dataset.format();
        Path pixels = folder.resolve(DatasetWriter.word(split) + ".pixels");
        Path labels = folder.resolve(DatasetWriter.word(split) + ".labels");
        long expected = (long) count * format.bytes();
        if (count < 0 || !Files.exists(pixels) || !Files.exists(labels) || Files.size(pixels) != expected) {
            throw new DamagedCacheException(pixels.getFileName() + " should have " + expected + " bytes");
        }
        int perSegment = Math.max(1, SEGMENT_BYTES / format.bytes());
        List<MappedByteBuffer> segments = new ArrayList<>();
        CRC32C sum = new CRC32C();
        try (FileChannel channel = FileChannel.open(pixels, StandardOpenOption.READ)) {
            long segment = (long) perSegment * format.bytes();
            for (long from = 0; from < expected; from += segment) {
                MappedByteBuffer mapped =
                        channel.map(FileChannel.MapMode.READ_ONLY, from, Math.min(segment, expected - from));
                sum.update(mapped.duplicate());
                segments.add(mapped);
            }
        }
        byte[] labelBytes = Files.readAllBytes(labels);
        CRC32C labelSum = new CRC32C();
        labelSum.update(labelBytes);
        if (sum.getValue() != facts.path("pixels").asLong() || labelSum.getValue() != facts.path("labels").asLong()) {
            throw new DamagedCacheException("a checksum of split " + DatasetWriter.word(split) + " does not match");
        }
        float[][] values = new float[count][dataset.labels().size()];
        String[] names = new String[count];
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(labelBytes))) {
            for (int i = 0; i < count; i++) {
                names[i] = in.readUTF();
                for (int j = 0; j < values[i].length; j++) {
                    values[i][j] = in.readFloat();
                }
            }
        }
        return new DecodedSplit(format, segments, perSegment, values, names);
    }
}
