package org.retort.experiment.samples;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import javax.imageio.ImageIO;
import org.retort.api.plugin.InputException;
import org.retort.api.tensor.Tensor;

/**
 * Square images of one size in a grid.
 *
 * @param rows images by row, each {@code [C, H, W]} with values in [-1, 1]; all rows of one length
 */
public record Tiles(List<List<Tensor>> rows) {
    /** Makes the lists immutable. */
    public Tiles {
        rows = rows.stream().map(List::copyOf).toList();
    }

    /** The grid as one picture, without gaps. */
    public BufferedImage picture() {
        int size = rows.get(0).get(0).size(1);
        BufferedImage picture = new BufferedImage(
                rows.get(0).size() * size, rows.size() * size, BufferedImage.TYPE_INT_RGB);
        for (int row = 0; row < rows.size(); row++) {
            for (int column = 0; column < rows.get(row).size(); column++) {
                paint(picture, rows.get(row).get(column), column * size, row * size);
            }
        }
        return picture;
    }

    private static void paint(BufferedImage picture, Tensor image, int left, int top) {
        int channels = image.size(0);
        int size = image.size(1);
        int area = size * size;
        for (int i = 0; i < area; i++) {
            int colour = 0;
            for (int channel = 0; channel < 3; channel++) {
                float value = image.data()[Math.min(channel, channels - 1) * area + i];
                colour = colour << 8 | Math.max(0, Math.min(255, Math.round((value + 1) * 127.5f)));
            }
            picture.setRGB(left + i % size, top + i / size, colour);
        }
    }

    /** Writes a picture as PNG: under a temporary name, then renamed. */
    public static void write(BufferedImage picture, Path file) {
        Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            ImageIO.write(picture, "png", temporary.toFile());
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be written: " + e.getMessage(), e);
        }
    }

    /**
     * Reads a picture.
     *
     * @throws InputException where it is none
     */
    public static BufferedImage read(Path file) {
        try {
            BufferedImage picture = ImageIO.read(file.toFile());
            if (picture == null) {
                throw new InputException(file + " is no picture");
            }
            return picture;
        } catch (IOException e) {
            throw new InputException(file + " cannot be read: " + e.getMessage(), e);
        }
    }
}
