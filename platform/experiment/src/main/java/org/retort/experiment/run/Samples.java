package org.retort.experiment.run;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.retort.api.tensor.Tensor;
import org.retort.experiment.samples.SampleSheet;
import org.retort.experiment.samples.Tiles;
import org.retort.experiment.training.Translator;
import org.retort.history.journal.RunFolder;

/** Writes what a generator makes of the same few test faces as training goes on. */
final class Samples {
    private static final int FACES = 8;
    private static final String FOLDER = "samples/";

    private final RunFolder run;
    private final RunJournal journal;
    private final TestFaces faces;
    private final int count;
    private final int tile;
    private final Translator own;
    private final BufferedImage sources;
    private final List<ShownTeacher> teachers;
    private final Map<ShownTeacher, BufferedImage> pictures = new LinkedHashMap<>();

    /**
     * @param available how many test faces there are
     * @param teachers the teachers; the tiles of the first become a file of their own
     */
    Samples(
            RunFolder run,
            RunJournal journal,
            TestFaces faces,
            int available,
            Translator own,
            List<ShownTeacher> teachers) {
        this.run = run;
        this.journal = journal;
        this.faces = faces;
        this.count = Math.min(FACES, available);
        this.own = own;
        Tensor images = faces.images(0, count);
        this.tile = images.size(2);
        List<List<Tensor>> column = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            column.add(List.of(images.slice(i)));
        }
        this.sources = new Tiles(column).picture();
        Tiles.write(sources, run.samples().resolve("sources.tiles.png"));
        this.teachers = List.copyOf(teachers);
        teachers.forEach(this::draw);
    }

    private void draw(ShownTeacher teacher) {
        BufferedImage picture = new Tiles(faces.translations(teacher.translator(), count)).picture();
        pictures.put(teacher, picture);
        if (teacher.equals(teachers.get(0))) {
            Tiles.write(picture, run.samples().resolve("teacher.tiles.png"));
        }
    }

    /** Writes the sheet and the tiles of a step. */
    void write(long step) {
        String name = String.format(Locale.ROOT, "step-%08d", step);
        Path sheet = run.samples().resolve(name + ".png");
        Path tiles = run.samples().resolve(name + ".tiles.png");
        BufferedImage picture = new Tiles(faces.translations(own, count)).picture();
        Tiles.write(picture, tiles);
        teachers.stream().filter(ShownTeacher::online).forEach(this::draw);
        List<SampleSheet.Row> rows = new ArrayList<>();
        teachers.forEach(teacher -> rows.add(new SampleSheet.Row(teacher.name(), pictures.get(teacher))));
        rows.add(new SampleSheet.Row(run.description().member(), picture));
        Tiles.write(new SampleSheet(tile, faces.targetNames(), sources, rows).picture(), sheet);
        journal.sample(
                step,
                FOLDER + sheet.getFileName(),
                FOLDER + tiles.getFileName(),
                faces.names(0, count),
                faces.targetNames());
    }
}
