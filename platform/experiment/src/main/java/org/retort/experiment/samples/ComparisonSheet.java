package org.retort.experiment.samples;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.retort.history.journal.Event;
import org.retort.history.journal.JournalReader;
import org.retort.history.journal.RunFolder;

/** One sheet for several runs on the same faces: the source, then a row for each run. */
public final class ComparisonSheet {
    private static final int MOST_ROWS = 12;
    private static final int FACES = 4;

    private ComparisonSheet() {}

    /**
     * Writes the sheet of the runs' last samples.
     *
     * @param runs runs of one experiment; those without samples, or on other faces than the first, are left out
     * @param folder where the sheet goes, named after the experiment
     * @return the sheet; empty where there is nothing to show
     */
    public static Optional<Path> write(List<RunFolder> runs, Path folder) {
        List<SampleSheet.Row> rows = new ArrayList<>();
        BufferedImage sources = null;
        JsonNode first = null;
        for (RunFolder run : runs) {
            Optional<Event> sample = lastSample(run);
            Path source = run.samples().resolve("sources.tiles.png");
            if (sample.isEmpty() || !Files.exists(source) || rows.size() == MOST_ROWS) {
                continue;
            }
            JsonNode body = sample.get().body();
            if (first == null) {
                first = body;
                sources = Tiles.read(source);
            }
            if (body.path("sources").equals(first.path("sources")) && body.path("targets").equals(first.path("targets"))) {
                BufferedImage tiles = Tiles.read(run.path().resolve(body.path("tiles").asText()));
                rows.add(new SampleSheet.Row(run.description().member(), tiles));
            }
        }
        if (rows.isEmpty()) {
            return Optional.empty();
        }
        List<String> targets = new ArrayList<>();
        first.path("targets").forEach(target -> targets.add(target.asText()));
        int tile = sources.getWidth();
        int faces = Math.min(FACES, sources.getHeight() / tile);
        BufferedImage shown = sources.getSubimage(0, 0, tile, faces * tile);
        Path file = folder.resolve(runs.get(0).description().experiment() + ".png");
        Tiles.write(new SampleSheet(tile, targets, shown, rows).picture(), file);
        return Optional.of(file);
    }

    private static Optional<Event> lastSample(RunFolder run) {
        Event last = null;
        try (JournalReader reader = run.openReader(0)) {
            for (Event event : reader.poll()) {
                last = event.type().equals("sample") ? event : last;
            }
        }
        return Optional.ofNullable(last);
    }
}
