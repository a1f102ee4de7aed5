package org.retort.experiment.export;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.retort.api.data.ImageFormat;
import org.retort.api.data.PlanarImage;
import org.retort.api.plugin.InputException;
import org.retort.api.tensor.Tensor;
import org.retort.experiment.internal.data.DecodedSplit;
import org.retort.experiment.run.GeneratorMetadata;

/**
 * A user's photo in the shape that a generator takes.
 *
 * @param image {@code [1, C, H, W]}, values in [-1, 1]
 * @param notes in which ways the photo was not like the images that the generator was trained on
 */
public record Photo(Tensor image, List<String> notes) {
    /** The longest side may be this many times the shortest: CelebA's aligned faces have 1.22. */
    private static final double LONGEST = 1.35;

    /**
     * A square part of a photo.
     *
     * @param left distance from the left edge, in px
     * @param top distance from the top edge, in px
     * @param size height and width, in px
     */
    public record Crop(int left, int top, int size) {
        /**
         * Reads {@code X,Y,SIZE}.
         *
         * @throws InputException where the text is another one
         */
        public static Crop of(String text) {
            try {
                String[] parts = text.split(",", -1);
                if (parts.length == 3) {
                    Crop crop = new Crop(
                            Integer.parseInt(parts[0].strip()),
                            Integer.parseInt(parts[1].strip()),
                            Integer.parseInt(parts[2].strip()));
                    if (crop.left >= 0 && crop.top >= 0 && crop.size > 0) {
                        return crop;
                    }
                }
            } catch (NumberFormatException e) {
                // Told below, with what is allowed.
            }
            throw new InputException("a crop is X,Y,SIZE in px, such as 40,20,160: the left and top edge of a square and"
                    + " its size; found " + text);
        }
    }

    /**
     * Reads a photo: cuts the square out, or else the middle, and brings it to the generator's size and channels.
     *
     * @param generator what is to translate it
     * @throws InputException where the file is no picture, or no square of it can be meant
     */
    public static Photo read(Path file, Optional<Crop> crop, GeneratorMetadata generator) {
        ImageFormat format = generator.format();
        PlanarImage photo = PlanarImage.decode(bytes(file), file.toString());
        List<String> notes = new ArrayList<>();
        PlanarImage square = crop.map(part -> cut(photo, part, file))
                .orElseGet(() -> middle(photo, file, generator.crop(), notes));
        if (square.height() < format.size()) {
            notes.add("the face has " + square.height() + " px and is enlarged to the generator's " + format.size()
                    + " px; expect a blurred result");
        }
        if (photo.channels() != format.channels()) {
            notes.add("the photo is " + colour(photo.channels()) + ", the generator was trained on "
                    + colour(format.channels()) + " images; it is converted");
        }
        PlanarImage fitting = square.resize(format.size(), format.size()).withChannels(format.channels());
        Tensor image = Tensor.zeros(1, format.channels(), format.size(), format.size());
        for (int i = 0; i < image.data().length; i++) {
            image.data()[i] = DecodedSplit.normalised(fitting.pixels()[i]);
        }
        return new Photo(image, List.copyOf(notes));
    }

    private static PlanarImage middle(PlanarImage photo, Path file, String crop, List<String> notes) {
        int shortest = Math.min(photo.height(), photo.width());
        int longest = Math.max(photo.height(), photo.width());
        if (longest > LONGEST * shortest) {
            throw new InputException(file + " has " + photo.width() + " x " + photo.height() + " px, which is not cropped"
                    + " like the images that the generator was trained on: " + crop + ". Give such a square: --crop"
                    + " X,Y,SIZE, its left and top edge and size in px");
        }
        if (longest > shortest) {
            notes.add("the middle " + shortest + " px square of the photo is used; another one: --crop X,Y,SIZE");
        }
        return photo.centreCrop(shortest, shortest);
    }

    private static PlanarImage cut(PlanarImage photo, Crop crop, Path file) {
        if ((long) crop.left() + crop.size() > photo.width() || (long) crop.top() + crop.size() > photo.height()) {
            throw new InputException("the crop " + crop.left() + "," + crop.top() + "," + crop.size()
                    + " reaches beyond " + file + ", which has " + photo.width() + " x " + photo.height() + " px");
        }
        int size = crop.size();
        byte[] pixels = new byte[photo.channels() * size * size];
        for (int channel = 0; channel < photo.channels(); channel++) {
            for (int y = 0; y < size; y++) {
                int from = (channel * photo.height() + crop.top() + y) * photo.width() + crop.left();
                System.arraycopy(photo.pixels(), from, pixels, (channel * size + y) * size, size);
            }
        }
        return new PlanarImage(photo.channels(), size, size, pixels);
    }

    private static String colour(int channels) {
        return channels == 1 ? "grey" : "coloured";
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new InputException("there is no file " + file, e);
        } catch (IOException e) {
            throw new InputException(file + " cannot be read: " + e, e);
        }
    }
}
