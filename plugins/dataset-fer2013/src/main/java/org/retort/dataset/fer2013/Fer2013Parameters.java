package org.retort.dataset.fer2013;

import java.nio.file.Path;
import org.retort.api.plugin.InputException;
import org.retort.api.plugin.Parameter;

/**
 * The parameters of {@link Fer2013}.
 *
 * @param path the csv file, or a folder; empty for the one that the environment variable names
 * @param size height and width of the images, in px
 * @param channels 1 for grey as published, 3 for three equal channels
 * @param limit most images of each split, 0 for all
 * @param damaged what to do with an image that cannot be used
 */
public record Fer2013Parameters(
        @Parameter(
                        summary = "fer2013.csv, fer2013.csv.gz, icml_face_data.csv, a folder with one of them, or the"
                                + " folder with train/ and test/; empty: what the environment variable RETORT_FER2013"
                                + " names.",
                        value = "")
                Path path,
        @Parameter(
                        summary = "Height and width of the images, which are published with 48.",
                        unit = "px",
                        value = "48",
                        min = 8,
                        max = 512)
                int size,
        @Parameter(
                        summary = "1 for grey as published, 3 for three equal channels.",
                        unit = "channels",
                        value = "1",
                        min = 1,
                        max = 3)
                int channels,
        @Parameter(
                        summary = "Use at most so many images of each split, spread evenly over it; 0 uses all.",
                        unit = "images",
                        value = "0",
                        min = 0)
                int limit,
        @Parameter(
                        summary = "What to do with an image or row that cannot be used: stop with an error, or skip and"
                                + " count it.",
                        value = "error")
                OnFault damaged) {
    /** What to do with something that cannot be used. */
    public enum OnFault {
        /** Stop and say what is wrong with it. */
        ERROR,
        /** Leave it out and count it. */
        SKIP
    }

    /**
     * Checks what ranges cannot say.
     *
     * @throws InputException where there are two channels
     */
    public Fer2013Parameters {
        if (channels == 2) {
            throw new InputException("channels is 2; allowed are 1 (grey) and 3 (equal channels)");
        }
    }
}
