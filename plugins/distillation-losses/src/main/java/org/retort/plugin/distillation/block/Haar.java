package org.retort.plugin.distillation.block;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.retort.api.loss.TrainingStep;
import org.retort.api.plugin.InputException;

/** The orthonormal Haar wavelet transform in two dimensions. */
public final class Haar {
    private static final double H = 0.5;
    private static final FixedFilters LOW = new FixedFilters(new double[][][] {{{H, H}, {H, H}}}, 2);
    private static final FixedFilters HIGH = new FixedFilters(
            new double[][][] {{{H, H}, {-H, -H}}, {{H, -H}, {H, -H}}, {{H, -H}, {-H, H}}}, 2);

    private Haar() {}

    /**
     * The high bands LH, HL and HH of each level, the finest first.
     *
     * @param loss id of the loss, for messages
     * @return for each level {@code [N C, 3, h, w]}
     * @throws InputException where the image cannot be halved so often
     */
    public static List<SDVariable> highBands(TrainingStep step, String loss, SDVariable image, int levels) {
        long[] shape = step.shape(image);
        int most = Long.numberOfTrailingZeros(shape[2] | shape[3]);
        if (levels > most) {
            throw new InputException("loss " + loss + " with levels: " + levels + " halves images " + levels
                    + " times, but " + shape[2] + " x " + shape[3] + " px can be halved only " + most
                    + " times; levels may be up to " + most);
        }
        List<SDVariable> bands = new ArrayList<>();
        SDVariable low = image;
        for (int level = 0; level < levels; level++) {
            bands.add(HIGH.apply(step, low));
            low = LOW.apply(step, low);
        }
        return bands;
    }
}
