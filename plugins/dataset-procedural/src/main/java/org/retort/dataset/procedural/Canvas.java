package org.retort.dataset.procedural;

/**
 * A picture under the painter's brush. Every pixel is made of 4 x 4 samples; shapes are filled sample by sample and
 * the samples are averaged at the end, which smooths the edges. For one thread.
 */
final class Canvas {
    private static final int SAMPLES = 4;

    private final int width;
    private final int height;
    private final double scaleX;
    private final double scaleY;
    private final float[] samples;

    /** A black picture, whose unit square of the drawing plane fills {@code width} by {@code height} px. */
    Canvas(int width, int height) {
        this.width = width * SAMPLES;
        this.height = height * SAMPLES;
        this.scaleX = 1.0 / this.width;
        this.scaleY = 1.0 / this.height;
        this.samples = new float[this.width * this.height * 3];
    }

    /** Fills a shape with one colour. */
    void fill(Shape shape, Colour colour) {
        fill(shape, colour, colour, 1);
    }

    /** Fills a shape with one colour, through which what is underneath shows where {@code opacity} is below 1. */
    void fill(Shape shape, Colour colour, double opacity) {
        fill(shape, colour, colour, opacity);
    }

    /** Fills a shape with colours that run from its top to its bottom. */
    void fill(Shape shape, Colour top, Colour bottom, double opacity) {
        Shape.Bounds bounds = shape.bounds();
        double extent = Math.max(bounds.bottom() - bounds.top(), 1e-9);
        int lastRow = Math.min(height - 1, (int) Math.ceil(bounds.bottom() / scaleY));
        int firstColumn = Math.max(0, (int) Math.floor(bounds.left() / scaleX));
        int lastColumn = Math.min(width - 1, (int) Math.ceil(bounds.right() / scaleX));
        for (int row = Math.max(0, (int) Math.floor(bounds.top() / scaleY)); row <= lastRow; row++) {
            double y = (row + 0.5) * scaleY;
            Colour colour = top.towards(bottom, Math.max(0, Math.min(1, (y - bounds.top()) / extent)));
            for (int column = firstColumn; column <= lastColumn; column++) {
                if (shape.contains((column + 0.5) * scaleX, y)) {
                    blend((row * width + column) * 3, colour, opacity);
                }
            }
        }
    }

    private void blend(int at, Colour colour, double opacity) {
        samples[at] += (float) ((colour.red() - samples[at]) * opacity);
        samples[at + 1] += (float) ((colour.green() - samples[at + 1]) * opacity);
        samples[at + 2] += (float) ((colour.blue() - samples[at + 2]) * opacity);
    }

    /** The finished picture, {@code [3, height, width]} in px, one unsigned byte a value. */
    byte[] pixels() {
        int columns = width / SAMPLES;
        int rows = height / SAMPLES;
        byte[] pixels = new byte[3 * rows * columns];
        for (int channel = 0; channel < 3; channel++) {
            for (int row = 0; row < rows; row++) {
                for (int column = 0; column < columns; column++) {
                    pixels[(channel * rows + row) * columns + column] = (byte) average(channel, row, column);
                }
            }
        }
        return pixels;
    }

    private int average(int channel, int row, int column) {
        double sum = 0;
        for (int y = row * SAMPLES; y < (row + 1) * SAMPLES; y++) {
            for (int x = column * SAMPLES; x < (column + 1) * SAMPLES; x++) {
                sum += samples[(y * width + x) * 3 + channel];
            }
        }
        return (int) (sum * 255 / (SAMPLES * SAMPLES) + 0.5);
    }
}
