package org.retort.api.data;

/**
 * The shape of a data set's images.
 *
 * @param channels 1 for grey, 3 for red, green and blue
 * @param size height and width, in px
 */
public record ImageFormat(int channels, int size) {
    /** Bytes of one image. */
    public int bytes() {
        return channels * size * size;
    }
}
