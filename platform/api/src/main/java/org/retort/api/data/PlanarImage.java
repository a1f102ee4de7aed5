package org.retort.api.data;

import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadWarningListener;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.retort.api.plugin.InputException;

/**
 * A decoded image of any shape, and the steps that turn it into a sample: centre crop, resize, grey or colour.
 *
 * @param channels 1 for grey, 3 for red, green and blue
 * @param height in px
 * @param width in px
 * @param pixels {@code [C, H, W]} in row-major order, one unsigned byte a value
 */
public record PlanarImage(int channels, int height, int width, byte[] pixels) {
    /** Checks that the shape is one of an image and that the pixels fill it. */
    public PlanarImage {
        if (channels != 1 && channels != 3 || height < 1 || width < 1) {
            throw new IllegalArgumentException("no image has " + channels + " x " + height + " x " + width + " values");
        }
        if (pixels.length != channels * height * width) {
            throw new IllegalArgumentException(pixels.length + " values do not fill an image of " + channels + " x "
                    + height + " x " + width);
        }
    }

    /**
     * Decodes a JPEG, PNG, GIF or BMP file. Transparency is dropped.
     *
     * @param file the content of the file
     * @param name the name of the file, for messages
     * @return an image of one channel where the file holds grey values only, else of three
     * @throws InputException where the file is no image, is cut off or is damaged
     */
    public static PlanarImage decode(byte[] file, String name) {
        List<String> warnings = new ArrayList<>();
        BufferedImage image;
        try (ImageInputStream input = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(input);
            if (!readers.hasNext()) {
                throw new InputException(name + " is not an image: it " + beginning(file)
                        + "; expected a JPEG, PNG, GIF or BMP file");
            }
            ImageReader reader = readers.next();
            try {
                // The JPEG reader fills what is missing of a file that is cut off with grey and merely warns.
                IIOReadWarningListener listener = (source, warning) -> warnings.add(warning);
                reader.addIIOReadWarningListener(listener);
                reader.setInput(input, true, true);
                image = reader.read(0);
            } finally {
                reader.dispose();
            }
        } catch (InputException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // Decoders answer damage with many exceptions, unchecked ones among them.
            throw new InputException(name + " is a damaged image: " + e.getMessage() + "; fetch the file again", e);
        }
        if (!warnings.isEmpty()) {
            throw new InputException(
                    name + " is a damaged image: " + warnings.get(0) + "; fetch the file again");
        }
        return of(image);
    }

    /** The pixels of a picture of Java's: grey where it holds grey values only, else red, green and blue. */
    public static PlanarImage of(BufferedImage image) {
        int height = image.getHeight();
        int width = image.getWidth();
        int area = height * width;
        ColorModel model = image.getColorModel();
        Raster raster = image.getRaster();
        if (raster.getNumBands() == 1 && model.getNumColorComponents() == 1 && model.getComponentSize(0) == 8) {
            // getRGB would take the grey values for linear light and brighten them.
            byte[] grey = new byte[area];
            int[] row = new int[width];
            for (int y = 0; y < height; y++) {
                raster.getSamples(0, y, width, 1, 0, row);
                for (int x = 0; x < width; x++) {
                    grey[y * width + x] = (byte) row[x];
                }
            }
            return new PlanarImage(1, height, width, grey);
        }
        byte[] colour = new byte[3 * area];
        int[] row = new int[width];
        for (int y = 0; y < height; y++) {
            image.getRGB(0, y, width, 1, row, 0, width);
            for (int x = 0; x < width; x++) {
                colour[y * width + x] = (byte) (row[x] >> 16);
                colour[area + y * width + x] = (byte) (row[x] >> 8);
                colour[2 * area + y * width + x] = (byte) row[x];
            }
        }
        return new PlanarImage(3, height, width, colour);
    }

    /**
     * The middle of the image. Where the margins cannot be equal, the one at the top or left is the smaller.
     *
     * @throws InputException where the image is smaller than what is asked for
     */
    public PlanarImage centreCrop(int newHeight, int newWidth) {
        if (newHeight > height || newWidth > width) {
            throw new InputException("a crop of " + newWidth + " x " + newHeight + " px does not fit into an image of "
                    + width + " x " + height + " px");
        }
        int top = (height - newHeight) / 2;
        int left = (width - newWidth) / 2;
        byte[] cropped = new byte[channels * newHeight * newWidth];
        for (int channel = 0; channel < channels; channel++) {
            for (int y = 0; y < newHeight; y++) {
                int from = (channel * height + top + y) * width + left;
                System.arraycopy(pixels, from, cropped, (channel * newHeight + y) * newWidth, newWidth);
            }
        }
        return new PlanarImage(channels, newHeight, newWidth, cropped);
    }

    /**
     * The image at another size, by a triangle filter that grows with the reduction and so does not alias: what
     * Pillow calls bilinear and torchvision's Resize uses on pictures, to the same bytes.
     */
    public PlanarImage resize(int newHeight, int newWidth) {
        byte[] across = TriangleFilter.of(width, newWidth).resample(pixels, channels * height, 1);
        byte[] resized = TriangleFilter.of(height, newHeight).resample(across, channels, newWidth);
        return new PlanarImage(channels, newHeight, newWidth, resized);
    }

    /** The image in grey (luma of ITU-R BT.601, rounded as Pillow does) or with three channels. */
    public PlanarImage withChannels(int wanted) {
        if (wanted == channels) {
            return this;
        }
        int area = height * width;
        byte[] converted = new byte[wanted * area];
        for (int i = 0; i < area; i++) {
            if (wanted == 1) {
                int red = pixels[i] & 255;
                int green = pixels[area + i] & 255;
                int blue = pixels[2 * area + i] & 255;
                converted[i] = (byte) (19595 * red + 38470 * green + 7471 * blue + 0x8000 >> 16);
            } else {
                converted[i] = pixels[i];
                converted[area + i] = pixels[i];
                converted[2 * area + i] = pixels[i];
            }
        }
        return new PlanarImage(wanted, height, width, converted);
    }

    private static String beginning(byte[] file) {
        if (file.length == 0) {
            return "is empty";
        }
        StringBuilder text = new StringBuilder("begins with the bytes");
        for (int i = 0; i < Math.min(4, file.length); i++) {
            text.append(String.format(" %02x", file[i]));
        }
        return text.toString();
    }
}
