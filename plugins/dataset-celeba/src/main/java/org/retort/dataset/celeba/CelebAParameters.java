package org.retort.dataset.celeba;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import org.retort.api.plugin.InputException;
import org.retort.api.plugin.Parameter;

/**
 * The parameters of {@link CelebA}.
 *
 * @param path the folder or zip file; empty for the one that the environment variable names
 * @param attributes the attributes that are labels, in this order
 * @param size height and width of the images, in px
 * @param crop height and width of the part in the middle of a published image that is used, in px
 * @param limit most images of each split, 0 for all
 * @param perIdentity most images of each person, 0 for all
 * @param missing what to do with listed images that are not there
 * @param damaged what to do with an image that cannot be used
 */
public record CelebAParameters(
        @Parameter(
                        summary = "Folder with img_align_celeba/ or img_align_celeba.zip and the lists, or a zip file"
                                + " with the lists in it or beside it; empty: what the environment variable"
                                + " RETORT_CELEBA names.",
                        value = "")
                Path path,
        @Parameter(
                        summary = "The attributes that are labels, in this order; hair colours among them exclude each"
                                + " other.",
                        value = "Black_Hair,Blond_Hair,Brown_Hair,Male,Young")
                List<String> attributes,
        @Parameter(summary = "Height and width of the images.", unit = "px", value = "128", min = 8, max = 512)
                int size,
        @Parameter(
                        summary = "Height and width of the part in the middle of the published 178 x 218 px that is"
                                + " used.",
                        unit = "px",
                        value = "178",
                        min = 32,
                        max = 178)
                int crop,
        @Parameter(
                        summary = "Use at most so many images of each split, spread evenly over it; 0 uses all.",
                        unit = "images",
                        value = "0",
                        min = 0)
                int limit,
        @Parameter(
                        summary = "Use at most so many images of each person, which needs identity_CelebA.txt; 0 uses"
                                + " all.",
                        unit = "images",
                        value = "0",
                        min = 0)
                int perIdentity,
        @Parameter(
                        summary = "What to do with listed images that are not there: stop with an error, or skip and"
                                + " count them, for a part of the set.",
                        value = "error")
                OnFault missing,
        @Parameter(
                        summary = "What to do with an image that cannot be used: stop with an error, or skip and count"
                                + " it.",
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
     * @throws InputException where no attribute is named or one twice
     */
    public CelebAParameters {
        attributes = List.copyOf(attributes);
        if (attributes.isEmpty()) {
            throw new InputException("attributes is empty; name one at least, such as Smiling");
        }
        if (new LinkedHashSet<>(attributes).size() != attributes.size()) {
            throw new InputException("attributes lists a name twice: " + String.join(", ", attributes));
        }
    }
}
