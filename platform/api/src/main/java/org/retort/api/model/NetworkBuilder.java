package org.retort.api.model;

import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Draws one network into a graph, out of the blocks of the field. Images and feature maps are {@code [N, C, H, W]},
 * all shapes are static. A network may be drawn several times into one graph (on the source image, on a translated
 * one): parameters are found again by their names, so all drawings share them; a name must have the same shape each
 * time.
 *
 * <p>{@link #graph()} reaches the SameDiff graph underneath for anything that has no block here; every op with a
 * correct {@code doDiff} and a kernel in the engines may be used. Shapes of such variables are derived when asked for.
 *
 * <p>Names of layers and taps are relative to the scope and joined by slashes: {@code res3/conv1/weight}. One builder
 * is for one thread.
 */
@ProviderType
public interface NetworkBuilder {
    /** The graph underneath. */
    SameDiff graph();

    /** The same network with {@code name/} before the names of layers and taps. */
    NetworkBuilder scope(String name);

    /** The static shape of a variable of this graph. */
    long[] shape(SDVariable variable);

    /** The channels of a feature map {@code [N, C, H, W]}. */
    default int channels(SDVariable variable) {
        return Math.toIntExact(shape(variable)[1]);
    }

    /**
     * A trainable parameter, made when first asked for and found again by its name.
     *
     * @throws org.retort.api.plugin.InputException where the name is known with another shape
     */
    SDVariable parameter(String name, Initializer initializer, long... shape);

    /**
     * Names an intermediate tensor, so that descriptors, losses and {@code inspect} can refer to it.
     *
     * @return the variable itself
     */
    SDVariable tap(String name, SDVariable variable);

    /** Convolution; weight {@code name/weight} is [outputs, inputs, k, k], bias {@code name/bias} is [outputs]. */
    SDVariable convolution(String name, SDVariable input, int outputs, Convolution geometry);

    /** Transposed convolution; weight {@code name/weight} is [inputs, outputs, k, k]. */
    SDVariable transposedConvolution(String name, SDVariable input, int outputs, Convolution geometry);

    /** Depthwise convolution, one kernel a channel; weight {@code name/weight} is [channels, 1, k, k]. */
    SDVariable depthwiseConvolution(String name, SDVariable input, Convolution geometry);

    /**
     * Instance normalisation over H and W with gain {@code name/gain} and bias {@code name/bias} of [C], biased
     * variance, epsilon 1e-5, without running statistics (Ulyanov et al. 2016).
     */
    SDVariable instanceNorm(String name, SDVariable input);

    /** max(x, 0). */
    SDVariable relu(SDVariable input);

    /** x where x is positive, {@code slope} times x elsewhere. */
    SDVariable leakyRelu(SDVariable input, double slope);

    /** The hyperbolic tangent. */
    SDVariable tanh(SDVariable input);

    /** Sum of two feature maps of the same shape. */
    SDVariable add(SDVariable first, SDVariable second);

    /** Feature maps of equal N, H and W one after the other along the channels. */
    SDVariable concatChannels(SDVariable... inputs);

    /** Concatenates along the channels and brings the result to {@code outputs} channels by a 1x1 convolution. */
    SDVariable fuse(String name, int outputs, SDVariable... inputs);

    /**
     * Tiles a label [N, L] over height and width and puts it behind the channels of an image, as StarGAN's generator
     * does: the result is [N, C + L, H, W].
     */
    SDVariable labelConcat(SDVariable image, SDVariable label);
}
