package org.retort.plugin.stargan;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.nd4j.autodiff.samediff.SDVariable;
import org.osgi.service.component.annotations.Component;
import org.retort.api.model.Convolution;
import org.retort.api.model.DiscriminatorArchitecture;
import org.retort.api.model.NetworkBuilder;
import org.retort.api.plugin.InputException;
import org.retort.api.plugin.Parameter;
import org.retort.api.plugin.Plugin;

/**
 * StarGAN's discriminator: a trunk of strided convolutions with bias and leaky ReLU, without any normalisation (which
 * would break the gradient penalty), and two heads without bias on it: scores of patches and logits of the labels.
 *
 * <p>With d for the width, the taps are the trunk's layers after their leaky ReLU: {@code conv0} [N, d, H/2, W/2],
 * {@code conv1} [N, 2d, H/4, W/4] and so on, twice the channels at half the size.
 */
@Component(service = DiscriminatorArchitecture.class)
@Plugin(
        id = "stargan",
        title = "StarGAN discriminator",
        summary = "StarGAN's discriminator (Choi et al. 2018): a patch critic that also classifies.")
public final class StarGanDiscriminator implements DiscriminatorArchitecture<StarGanDiscriminator.Parameters> {
    private static final Convolution HALVING = Convolution.of(4, 2, 1).withBias();
    private static final double SLOPE = 0.01;

    /**
     * The discriminator's size.
     *
     * @param width channels of the first layer, d
     * @param layers halvings of the image, each with twice the channels of the one before
     */
    public record Parameters(
            @Parameter(
                            summary = "Channels of the first layer; each further layer has twice as many.",
                            unit = "channels",
                            value = "64",
                            min = 1)
                    int width,
            @Parameter(
                            summary = "Halvings of the image; at least 2 px must remain: 6 for 128 px, 5 for 64, 4 for"
                                    + " 48 and 32.",
                            value = "6",
                            min = 1,
                            max = 12)
                    int layers) {}

    @Override
    public Class<Parameters> parameters() {
        return Parameters.class;
    }

    @Override
    public Verdict build(NetworkBuilder network, SDVariable image, int labels, Parameters parameters) {
        int size = Math.toIntExact(network.shape(image)[2]);
        requireFit(size, parameters.layers());

        SDVariable x = image;
        for (int layer = 0; layer < parameters.layers(); layer++) {
            String name = "conv" + layer;
            x = network.convolution(name, x, parameters.width() << layer, HALVING);
            x = network.tap(name, network.leakyRelu(x, SLOPE));
        }
        SDVariable source = network.convolution("source", x, 1, Convolution.of(3, 1, 1));
        int kernel = size >> parameters.layers();
        SDVariable classes = network.convolution("classes", x, labels, Convolution.of(kernel, 1, 0));
        return new Verdict(source, network.graph().reshape(classes, network.shape(image)[0], labels));
    }

    private static void requireFit(int size, int layers) {
        if (fits(size, layers)) {
            return;
        }
        String allowed = IntStream.rangeClosed(1, 12)
                .filter(number -> fits(size, number))
                .mapToObj(Integer::toString)
                .collect(Collectors.joining(", "));
        throw new InputException("discriminator stargan with layers: " + layers + " does not fit images of " + size
                + " px: halving them " + layers + " times must leave a whole number of at least 2 px; "
                + (allowed.isEmpty() ? "no number of layers fits this size" : "layers may be " + allowed));
    }

    private static boolean fits(int size, int layers) {
        return size % (1 << layers) == 0 && size >> layers >= 2;
    }
}
