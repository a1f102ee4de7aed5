package org.retort.plugin.stustargan;

import org.nd4j.autodiff.samediff.SDVariable;
import org.osgi.service.component.annotations.Component;
import org.retort.api.model.Convolution;
import org.retort.api.model.GeneratorArchitecture;
import org.retort.api.model.NetworkBuilder;
import org.retort.api.plugin.InputException;
import org.retort.api.plugin.Plugin;
import org.retort.plugin.stustargan.StudentParameters.Separable;

/**
 * stuStarGAN's student: StarGAN's generator, narrower, with skip-connections from encoder to decoder and with depthwise
 * separable convolutions (depthwise, instance norm, pointwise, instance norm; Chen et al. 2019, arXiv 1903.02225, use
 * them in StarGAN's generator). Without either it is StarGAN's generator.
 *
 * <p>With d for the width, the taps and their shapes are {@code encoder0} [N, d, H, W], {@code encoder1}
 * [N, 2d, H/2, W/2], {@code encoder2} [N, 4d, H/4, W/4], {@code res1} to {@code resB} [N, 4d, H/4, W/4],
 * {@code decoder0} [N, 2d, H/2, W/2] and {@code decoder1} [N, d, H, W]: those of the generator {@code stargan}. The
 * decoder's are taken before a skip-connection joins.
 */
@Component(service = GeneratorArchitecture.class)
@Plugin(
        id = "stustargan",
        title = "stuStarGAN student",
        summary = "A StarGAN generator with skip-connections and depthwise separable convolutions (Sun et al. 2024).")
public final class StudentGenerator implements GeneratorArchitecture<StudentParameters> {
    private static final Convolution WIDE = Convolution.of(7, 1, 3);
    private static final Convolution RESAMPLE = Convolution.of(4, 2, 1);
    private static final Convolution RESIDUAL = Convolution.of(3, 1, 1);
    private static final Convolution POINTWISE = Convolution.of(1, 1, 0);

    @Override
    public Class<StudentParameters> parameters() {
        return StudentParameters.class;
    }

    @Override
    public SDVariable build(NetworkBuilder network, SDVariable image, SDVariable label, StudentParameters student) {
        long[] shape = network.shape(image);
        if (shape[2] % 4 != 0 || shape[3] % 4 != 0 || Math.min(shape[2], shape[3]) < 8) {
            throw new InputException("generator stustargan halves images twice, so their size must be a multiple of"
                    + " 4 px from 8 px up, not " + shape[2] + " x " + shape[3] + " px");
        }
        int width = student.width();
        boolean separableDown = student.separable() == Separable.RESIDUAL_DOWN;
        boolean separableResidual = student.separable() != Separable.NONE;

        SDVariable stem = convolution(network, "encoder0", network.labelConcat(image, label), width, WIDE, false);
        SDVariable encoder0 = network.tap("encoder0", network.relu(stem));
        SDVariable half = convolution(network, "encoder1", encoder0, 2 * width, RESAMPLE, separableDown);
        SDVariable encoder1 = network.tap("encoder1", network.relu(half));
        SDVariable quarter = convolution(network, "encoder2", encoder1, 4 * width, RESAMPLE, separableDown);
        SDVariable encoder2 = network.tap("encoder2", network.relu(quarter));

        SDVariable x = encoder2;
        for (int block = 1; block <= student.blocks(); block++) {
            x = network.tap("res" + block, residual(network.scope("res" + block), x, separableResidual));
        }
        if (student.longResidual()) {
            x = network.add(x, encoder2);
        }

        x = network.tap("decoder0", doubled(network.scope("decoder0"), x, 2 * width));
        x = joined(network.scope("decoder0"), student.skipAtHalf(), x, encoder1);
        x = network.tap("decoder1", doubled(network.scope("decoder1"), x, width));
        x = joined(network.scope("decoder1"), student.skipAtFull(), x, encoder0);

        x = network.convolution("output/conv", x, network.channels(image), WIDE);
        return network.tanh(student.inputResidual() ? network.add(x, image) : x);
    }

    /** A normalised convolution, plain or depthwise separable. */
    private static SDVariable convolution(
            NetworkBuilder network, String name, SDVariable x, int outputs, Convolution geometry, boolean separable) {
        NetworkBuilder layer = network.scope(name);
        if (!separable) {
            return layer.instanceNorm("norm", layer.convolution("conv", x, outputs, geometry));
        }
        SDVariable spatial = layer.instanceNorm("depthwise-norm", layer.depthwiseConvolution("depthwise", x, geometry));
        return layer.instanceNorm("norm", layer.convolution("pointwise", spatial, outputs, POINTWISE));
    }

    private static SDVariable residual(NetworkBuilder block, SDVariable x, boolean separable) {
        int channels = block.channels(x);
        SDVariable y = block.relu(convolution(block, "layer1", x, channels, RESIDUAL, separable));
        return block.add(x, convolution(block, "layer2", y, channels, RESIDUAL, separable));
    }

    private static SDVariable doubled(NetworkBuilder layer, SDVariable x, int outputs) {
        SDVariable y = layer.transposedConvolution("conv", x, outputs, RESAMPLE);
        return layer.relu(layer.instanceNorm("norm", y));
    }

    private static SDVariable joined(
            NetworkBuilder layer, StudentParameters.Skip skip, SDVariable decoded, SDVariable encoded) {
        return switch (skip) {
            case NONE -> decoded;
            case ADD -> layer.add(decoded, encoded);
            case CONCAT -> layer.concatChannels(decoded, encoded);
            case FUSE -> layer.fuse("fuse", layer.channels(decoded), decoded, encoded);
        };
    }
}
