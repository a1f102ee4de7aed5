package org.retort.plugin.stargan;

import org.nd4j.autodiff.samediff.SDVariable;
import org.osgi.service.component.annotations.Component;
import org.retort.api.model.Convolution;
import org.retort.api.model.GeneratorArchitecture;
import org.retort.api.model.NetworkBuilder;
import org.retort.api.plugin.InputException;
import org.retort.api.plugin.Parameter;
import org.retort.api.plugin.Plugin;

/**
 * StarGAN's generator: a stem, two halvings, residual blocks at a quarter of the size, two doublings, and an output
 * convolution with tanh. All convolutions pad with zeros and have no bias; each but the last is followed by instance
 * normalisation. The label is tiled behind the image's channels; zero padding matters, since it is the border that
 * keeps instance normalisation from cancelling those constant planes.
 *
 * <p>With d for the width, the taps and their shapes are {@code encoder0} [N, d, H, W], {@code encoder1}
 * [N, 2d, H/2, W/2], {@code encoder2} [N, 4d, H/4, W/4], {@code res1} to {@code resB} [N, 4d, H/4, W/4],
 * {@code decoder0} [N, 2d, H/2, W/2] and {@code decoder1} [N, d, H, W].
 */
@Component(service = GeneratorArchitecture.class)
@Plugin(
        id = "stargan",
        title = "StarGAN generator",
        summary = "StarGAN's generator (Choi et al. 2018); narrower or shallower, it is the plain small student.")
public final class StarGanGenerator implements GeneratorArchitecture<StarGanGenerator.Parameters> {
    private static final Convolution WIDE = Convolution.of(7, 1, 3);
    private static final Convolution RESAMPLE = Convolution.of(4, 2, 1);
    private static final Convolution RESIDUAL = Convolution.of(3, 1, 1);

    /**
     * The generator's size.
     *
     * @param width channels at full resolution, d
     * @param blocks residual blocks, B
     */
    public record Parameters(
            @Parameter(
                            summary = "Channels at full resolution; twice as many at half, four times at a quarter.",
                            unit = "channels",
                            value = "64",
                            min = 1)
                    int width,
            @Parameter(summary = "Residual blocks at a quarter of the resolution.", value = "6", min = 0)
                    int blocks) {}

    @Override
    public Class<Parameters> parameters() {
        return Parameters.class;
    }

    @Override
    public SDVariable build(NetworkBuilder network, SDVariable image, SDVariable label, Parameters parameters) {
        long[] shape = network.shape(image);
        if (shape[2] % 4 != 0 || shape[3] % 4 != 0 || Math.min(shape[2], shape[3]) < 8) {
            throw new InputException("generator stargan halves images twice, so their size must be a multiple of 4 px"
                    + " from 8 px up, not " + shape[2] + " x " + shape[3] + " px");
        }
        int width = parameters.width();

        SDVariable x = network.labelConcat(image, label);
        x = normalised(network, "encoder0", network.convolution("encoder0/conv", x, width, WIDE));
        x = normalised(network, "encoder1", network.convolution("encoder1/conv", x, 2 * width, RESAMPLE));
        x = normalised(network, "encoder2", network.convolution("encoder2/conv", x, 4 * width, RESAMPLE));
        for (int block = 1; block <= parameters.blocks(); block++) {
            x = network.tap("res" + block, residual(network.scope("res" + block), x));
        }
        x = normalised(network, "decoder0", network.transposedConvolution("decoder0/conv", x, 2 * width, RESAMPLE));
        x = normalised(network, "decoder1", network.transposedConvolution("decoder1/conv", x, width, RESAMPLE));
        return network.tanh(network.convolution("output/conv", x, network.channels(image), WIDE));
    }

    private static SDVariable normalised(NetworkBuilder network, String name, SDVariable x) {
        return network.tap(name, network.relu(network.instanceNorm(name + "/norm", x)));
    }

    private static SDVariable residual(NetworkBuilder block, SDVariable x) {
        int channels = block.channels(x);
        SDVariable y = block.convolution("conv1", x, channels, RESIDUAL);
        y = block.relu(block.instanceNorm("norm1", y));
        y = block.convolution("conv2", y, channels, RESIDUAL);
        return block.add(x, block.instanceNorm("norm2", y));
    }
}
