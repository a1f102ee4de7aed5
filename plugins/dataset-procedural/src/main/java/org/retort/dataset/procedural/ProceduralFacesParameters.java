package org.retort.dataset.procedural;

import java.util.LinkedHashSet;
import java.util.List;
import org.retort.api.plugin.InputException;
import org.retort.api.plugin.NearestName;
import org.retort.api.plugin.Parameter;

/**
 * The parameters of {@link ProceduralFaces}.
 *
 * @param size height and width of the images, in px
 * @param train number of training images
 * @param validation number of validation images
 * @param test number of test images
 * @param seed decides the identities and labels
 * @param labels what the labels are
 * @param attributes the attributes that are labels, in this order; the others vary without being labels
 * @param channels 1 for grey, 3 for colour
 */
public record ProceduralFacesParameters(
        @Parameter(summary = "Height and width of the images.", unit = "px", value = "32", min = 32, max = 512)
                int size,
        @Parameter(summary = "Number of training images.", unit = "images", value = "2000", min = 1, max = 1000000)
                int train,
        @Parameter(summary = "Number of validation images.", unit = "images", value = "200", min = 0, max = 1000000)
                int validation,
        @Parameter(summary = "Number of test images.", unit = "images", value = "500", min = 0, max = 1000000)
                int test,
        @Parameter(summary = "Decides the identities and labels.", value = "1") long seed,
        @Parameter(summary = "Attributes such as hair colours, or the expressions of FER2013.", value = "attributes")
                Labels labels,
        @Parameter(
                        summary = "The attributes that are labels, in this order; the others vary without being labels.",
                        value = "Black_Hair,Blond_Hair,Brown_Hair,Eyeglasses,Smiling,Young")
                List<String> attributes,
        @Parameter(summary = "1 for grey, 3 for colour.", unit = "channels", value = "3", min = 1, max = 3)
                int channels) {
    /** What the labels of procedural faces are. */
    public enum Labels {
        /** Attributes that may hold together. */
        ATTRIBUTES,
        /** Seven expressions, of which one holds. */
        EXPRESSIONS
    }

    /**
     * Checks what ranges cannot say.
     *
     * @throws InputException where an attribute is unknown or there are two channels
     */
    public ProceduralFacesParameters {
        attributes = List.copyOf(attributes);
        if (channels == 2) {
            throw new InputException("channels is 2; allowed are 1 (grey) and 3 (colour)");
        }
        List<String> known = Attribute.labels();
        for (String name : attributes) {
            if (!known.contains(name)) {
                throw new InputException("attributes names " + name + "; procedural faces have "
                        + String.join(", ", known) + NearestName.question(name, known));
            }
        }
        if (new LinkedHashSet<>(attributes).size() != attributes.size()) {
            throw new InputException("attributes lists a name twice: " + String.join(", ", attributes));
        }
        if (labels == Labels.ATTRIBUTES && attributes.isEmpty()) {
            throw new InputException("attributes is empty; name one at least of " + String.join(", ", known));
        }
    }

    /** Six attributes in colour: 2,000 training, 200 validation and 500 test images. */
    public static ProceduralFacesParameters ofSize(int size) {
        return new ProceduralFacesParameters(
                size, 2000, 200, 500, 1, Labels.ATTRIBUTES, Attribute.labels(), 3);
    }
}
