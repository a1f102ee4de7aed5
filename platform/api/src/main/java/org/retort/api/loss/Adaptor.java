package org.retort.api.loss;

import java.util.Arrays;
import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.retort.api.model.Convolution;
import org.retort.api.model.NetworkBuilder;
import org.retort.api.plugin.InputException;

/**
 * How a student's feature map is brought to the shape of the teacher's that it is compared with. A loss takes one as a
 * parameter named {@code adaptor}, with {@link #NONE} as default, so that taps that do not fit are an error before
 * anything runs.
 */
public enum Adaptor {
    /** Shapes must be equal. */
    NONE(false, false),
    /** A learned 1x1 convolution without bias brings the student's channels to the teacher's (Romero et al. 2015). */
    CONVOLUTION(true, false),
    /**
     * Height and width are brought to the teacher's: by average pooling where the student's are larger, by repeating
     * pixels where they are smaller. One must be a whole multiple of the other.
     */
    RESIZE(false, true),
    /** Both. */
    CONVOLUTION_RESIZE(true, true);

    private final boolean convolves;
    private final boolean resizes;

    Adaptor(boolean convolves, boolean resizes) {
        this.convolves = convolves;
        this.resizes = resizes;
    }

    /**
     * The student's feature map in the shape of the teacher's. The convolution's weight is a parameter of the loss's
     * own named after the two taps; it is drawn even where the channels are equal already.
     *
     * @param loss id of the loss, for messages and for its own parameters
     * @param student {@code [N, C, H, W]}
     * @param teacher {@code [N, C', H', W']}
     * @return {@code [N, C', H', W']}
     * @throws InputException where the shapes differ in what this adaptor leaves alone, naming both taps with their
     *     shapes and the adaptor that would do
     */
    public SDVariable adapt(TrainingStep step, String loss, Tap student, Tap teacher) {
        long[] from = featureMap(step, loss, student);
        long[] to = featureMap(step, loss, teacher);
        boolean channelsDiffer = from[1] != to[1];
        boolean sizesDiffer = from[2] != to[2] || from[3] != to[3];
        if (from[0] != to[0] || channelsDiffer && !convolves || sizesDiffer && !resizes) {
            throw mismatch(step, loss, student, teacher, remedy(channelsDiffer || convolves, sizesDiffer || resizes));
        }
        SDVariable x = student.value();
        boolean shrinks = from[2] > to[2];
        if (sizesDiffer && shrinks) {
            x = resized(step, loss, student, teacher, x);
        }
        if (convolves) {
            NetworkBuilder own = step.ownParameters(loss);
            String name = "adaptor/" + student.name() + "-" + teacher.name();
            x = own.convolution(name, x, Math.toIntExact(to[1]), Convolution.of(1, 1, 0));
        }
        return sizesDiffer && !shrinks ? resized(step, loss, student, teacher, x) : x;
    }

    /**
     * Both feature maps at the smaller of their two sizes, for losses that compare positions and do not mind channels.
     *
     * @param loss id of the loss, for messages
     * @param resize whether the larger may be average-pooled; a loss takes it as a parameter named {@code resize}
     * @return the student's and the teacher's, of equal height and width
     * @throws InputException where sizes differ and {@code resize} is false or neither is a whole multiple of the other
     */
    public static List<SDVariable> sameSize(TrainingStep step, String loss, Tap student, Tap teacher, boolean resize) {
        long[] from = featureMap(step, loss, student);
        long[] to = featureMap(step, loss, teacher);
        if (from[2] == to[2] && from[3] == to[3]) {
            return List.of(student.value(), teacher.value());
        }
        if (!resize) {
            throw mismatch(step, loss, student, teacher, "set resize: true to pool the larger to the smaller");
        }
        return from[2] > to[2]
                ? List.of(resized(step, loss, student, teacher, student.value()), teacher.value())
                : List.of(student.value(), resized(step, loss, teacher, student, teacher.value()));
    }

    private static SDVariable resized(TrainingStep step, String loss, Tap from, Tap to, SDVariable x) {
        long[] target = step.shape(to.value());
        if (!Resize.possible(step.shape(x), target[2], target[3])) {
            throw mismatch(step, loss, from, to, "neither size is a whole multiple of the other, so no adaptor fits"
                    + " them; choose other taps");
        }
        return Resize.to(x, step.shape(x), target[2], target[3]);
    }

    private static String remedy(boolean channels, boolean size) {
        if (channels && size) {
            return "set adaptor: convolution-resize (a learned 1x1 convolution for the channels, pooling or repetition"
                    + " for height and width)";
        }
        return channels
                ? "set adaptor: convolution (a learned 1x1 convolution for the channels)"
                : "set adaptor: resize (pooling or repetition for height and width)";
    }

    private static InputException mismatch(TrainingStep step, String loss, Tap student, Tap teacher, String remedy) {
        return new InputException("loss " + loss + " cannot compare " + describe(step, student) + " with "
                + describe(step, teacher) + ": " + remedy);
    }

    private static long[] featureMap(TrainingStep step, String loss, Tap tap) {
        long[] shape = step.shape(tap.value());
        if (shape.length != 4) {
            throw new InputException("loss " + loss + " takes feature maps [batch, channels, height, width], not "
                    + describe(step, tap) + "; choose another tap");
        }
        return shape;
    }

    private static String describe(TrainingStep step, Tap tap) {
        return "tap " + tap.name() + " " + Arrays.toString(step.shape(tap.value())) + " of " + tap.network();
    }
}
