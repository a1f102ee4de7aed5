package org.retort.host.internal.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.retort.experiment.export.FinishedGenerator;
import org.retort.experiment.export.Photo;
import org.retort.experiment.export.PhotoTranslation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code retort translate}. */
@Command(
        name = "translate",
        description = "Translates a photo by the generator of a finished run.",
        mixinStandardHelpOptions = true)
final class TranslateCommand implements Callable<Integer> {
    private final Platform platform;
    private final Terminal terminal;

    @Mixin
    private CommonOptions common;

    @Option(names = "--run", paramLabel = "RUN", required = true, description = "The run's id.")
    private String id;

    @Option(
            names = "--image",
            paramLabel = "FILE",
            required = true,
            description = "A JPEG, PNG, GIF or BMP file of one face that fills a square.")
    private Path image;

    @Option(
            names = "--to",
            paramLabel = "LABELS",
            split = ",",
            description = "The labels that shall hold, joined by commas, all others shall not; without it a sheet of all"
                    + " targets.")
    private List<String> wanted = List.of();

    @Option(
            names = "--from",
            paramLabel = "LABELS",
            split = ",",
            description = "The labels that hold for the photo, for the sheet of all targets; none by default.")
    private List<String> holding = List.of();

    @Option(
            names = "--crop",
            paramLabel = "X,Y,SIZE",
            description = "The square with the face: left and top edge and size, in px; the middle by default.")
    private String crop;

    @Option(names = "--out", paramLabel = "FILE", description = "The PNG file to write; translated.png by default.")
    private Path out = Path.of("translated.png");

    TranslateCommand(Platform platform, Terminal terminal) {
        this.platform = platform;
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        platform.workspacePlugins().load(common.existingWorkspace().plugins());
        FinishedGenerator generator = FinishedGenerator.of(common.existingWorkspace(), id, platform.catalog());
        Photo photo = Photo.read(image, Optional.ofNullable(crop).map(Photo.Crop::of), generator.metadata());
        photo.notes().forEach(note -> terminal.messages().println("note: " + note));
        PhotoTranslation translation = new PhotoTranslation(generator, platform.engines().get());
        BufferedImage picture = wanted.isEmpty()
                ? translation.sheet(photo, holding)
                : translation.picture(photo, wanted);
        PhotoTranslation.write(picture, out);
        if (common.json()) {
            ObjectNode document = JsonNodeFactory.instance.objectNode().put("run", id).put("file", out.toString());
            ArrayNode notes = document.putArray("notes");
            photo.notes().forEach(notes::add);
            terminal.print(document);
        } else {
            terminal.print("wrote " + out);
        }
        return 0;
    }
}
