package org.retort.engine.libtorch.internal;

import org.bytedeco.dnnl.convolution_backward_data;
import org.bytedeco.dnnl.convolution_backward_weights;
import org.bytedeco.dnnl.convolution_forward;
import org.bytedeco.dnnl.deconvolution_backward_data;
import org.bytedeco.dnnl.deconvolution_backward_weights;
import org.bytedeco.dnnl.deconvolution_forward;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive;

/** oneDNN's primitives for a convolution and its gradients, with maps in channels-last memory. */
final class ConvolutionPlans {
    private final OneDnn oneDnn;
    private final Natives natives;
    private final ConvolutionShape shape;
    private final long[] stride;
    private final long[] padding;
    private final long[] between;
    private final memory.desc map;
    private final memory.desc result;
    private final memory.desc anyWeights;
    private final memory.desc channelsLastWeights;
    private final memory.desc bias;

    /**
     * A primitive.
     *
     * @param weights the order in which it wants, or makes, the weights or their gradient
     */
    record Plan(primitive primitive, memory.desc weights) {}

    /** @param half whether all numbers are bfloat16 */
    ConvolutionPlans(OneDnn oneDnn, Natives natives, ConvolutionShape shape, boolean half) {
        this.oneDnn = oneDnn;
        this.natives = natives;
        this.shape = shape;
        stride = shape.geometry().stride();
        padding = shape.geometry().padding();
        between = new long[] {shape.geometry().dilation()[0] - 1, shape.geometry().dilation()[1] - 1};
        map = oneDnn.map(shape.map(), half);
        result = oneDnn.map(shape.result(), half);
        memory.data_type number = OneDnn.number(half);
        anyWeights = natives.keep(new memory.desc(shape.weightSizes(), number, memory.format_tag.any));
        channelsLastWeights = natives.keep(new memory.desc(shape.weightSizes(), number, shape.weightStrides()));
        bias = natives.keep(new memory.desc(new long[] {shape.result()[1]}, number, memory.format_tag.x));
    }

    memory.desc map() {
        return map;
    }

    memory.desc result() {
        return result;
    }

    memory.desc bias() {
        return bias;
    }

    /** Weights as LibTorch has them, in channels-last memory. */
    memory.desc channelsLastWeights() {
        return channelsLastWeights;
    }

    Plan forward(boolean biased) {
        if (shape.transposed()) {
            deconvolution_forward.primitive_desc plan = transposed(biased);
            return new Plan(natives.keep(new deconvolution_forward(plan)), natives.keep(plan.weights_desc()));
        }
        convolution_forward.primitive_desc plan = plain(biased);
        return new Plan(natives.keep(new convolution_forward(plan)), natives.keep(plan.weights_desc()));
    }

    private convolution_forward.primitive_desc plain(boolean biased) {
        return natives.keep(biased
                ? new convolution_forward.primitive_desc(oneDnn.cpu(), prop_kind.forward_training,
                        algorithm.convolution_direct, map, anyWeights, bias, result, stride, between, padding, padding)
                : new convolution_forward.primitive_desc(oneDnn.cpu(), prop_kind.forward_training,
                        algorithm.convolution_direct, map, anyWeights, result, stride, between, padding, padding));
    }

    private deconvolution_forward.primitive_desc transposed(boolean biased) {
        return natives.keep(biased
                ? new deconvolution_forward.primitive_desc(oneDnn.cpu(), prop_kind.forward_training,
                        algorithm.deconvolution_direct, map, anyWeights, bias, result, stride, between, padding, padding)
                : new deconvolution_forward.primitive_desc(oneDnn.cpu(), prop_kind.forward_training,
                        algorithm.deconvolution_direct, map, anyWeights, result, stride, between, padding, padding));
    }

    /** The gradient with respect to the map. */
    Plan ofMap() {
        if (shape.transposed()) {
            deconvolution_backward_data.primitive_desc plan = natives.keep(
                    new deconvolution_backward_data.primitive_desc(oneDnn.cpu(), algorithm.deconvolution_direct,
                            map, anyWeights, result, stride, between, padding, padding, transposed(false)));
            return new Plan(natives.keep(new deconvolution_backward_data(plan)), natives.keep(plan.weights_desc()));
        }
        convolution_backward_data.primitive_desc plan = natives.keep(
                new convolution_backward_data.primitive_desc(oneDnn.cpu(), algorithm.convolution_direct,
                        map, anyWeights, result, stride, between, padding, padding, plain(false)));
        return new Plan(natives.keep(new convolution_backward_data(plan)), natives.keep(plan.weights_desc()));
    }

    /** The gradient with respect to the weights, and to the bias where there is one. */
    Plan ofWeights(boolean biased) {
        if (shape.transposed()) {
            deconvolution_backward_weights.primitive_desc plan = natives.keep(biased
                    ? new deconvolution_backward_weights.primitive_desc(oneDnn.cpu(), algorithm.deconvolution_direct,
                            map, anyWeights, bias, result, stride, between, padding, padding, transposed(true))
                    : new deconvolution_backward_weights.primitive_desc(oneDnn.cpu(), algorithm.deconvolution_direct,
                            map, anyWeights, result, stride, between, padding, padding, transposed(false)));
            return new Plan(
                    natives.keep(new deconvolution_backward_weights(plan)), natives.keep(plan.diff_weights_desc()));
        }
        convolution_backward_weights.primitive_desc plan = natives.keep(biased
                ? new convolution_backward_weights.primitive_desc(oneDnn.cpu(), algorithm.convolution_direct,
                        map, anyWeights, bias, result, stride, between, padding, padding, plain(true))
                : new convolution_backward_weights.primitive_desc(oneDnn.cpu(), algorithm.convolution_direct,
                        map, anyWeights, result, stride, between, padding, padding, plain(false)));
        return new Plan(natives.keep(new convolution_backward_weights(plan)), natives.keep(plan.diff_weights_desc()));
    }
}
