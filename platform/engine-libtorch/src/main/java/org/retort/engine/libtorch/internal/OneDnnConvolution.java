package org.retort.engine.libtorch.internal;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;

import java.util.function.UnaryOperator;
import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.memory;
import org.bytedeco.pytorch.Tensor;

/** A convolution by parameters as a primitive of oneDNN. */
final class OneDnnConvolution {
    private final OneDnn oneDnn;
    private final ConvolutionPlans.Plan plan;
    private final memory map;
    private final memory bias;
    private final memory result;
    private final IntMemoryMap arguments;
    private final PackedWeights.Packed weights;
    private final long[] size;
    private final boolean half;

    /**
     * @param site where it stands: keeps what the convolution needs, and tells number type and threads
     * @param name of the weights among the program's {@link PackedWeights}: the parameter's, and what is made of it
     * @param preparation the weights of the convolution, made of the parameter
     * @param biased whether a bias is added
     */
    OneDnnConvolution(
            Site site, ConvolutionShape shape, String name, UnaryOperator<Tensor> preparation, boolean biased) {
        Natives natives = site.natives();
        oneDnn = new OneDnn(natives);
        ConvolutionPlans plans = new ConvolutionPlans(oneDnn, natives, shape, site.half());
        plan = OneDnn.onThreads(site.threads(), () -> plans.forward(biased));
        size = shape.result();
        half = site.half();
        map = oneDnn.value(plans.map());
        result = oneDnn.value(plans.result());
        weights = OneDnn.onThreads(site.threads(), () ->
                site.packed().of(oneDnn, name, plans.channelsLastWeights(), plan.weights(), preparation));
        arguments = natives.keep(new IntMemoryMap());
        arguments.put(DNNL_ARG_SRC, map).put(DNNL_ARG_WEIGHTS, weights.value()).put(DNNL_ARG_DST, result);
        bias = biased ? oneDnn.value(plans.bias()) : null;
        if (biased) {
            arguments.put(DNNL_ARG_BIAS, bias);
        }
    }

    /**
     * The convolution.
     *
     * @param given the map, in channels-last memory
     * @param weight the parameter: always the same tensor, whatever it holds
     * @param added the bias, null where there is none
     * @return the result in channels-last memory
     */
    Tensor run(Tensor given, Tensor weight, Tensor added) {
        weights.update(weight);
        Tensor made = oneDnn.channelsLast(size, half);
        OneDnn.bind(map, given);
        OneDnn.bind(result, made);
        if (bias != null) {
            OneDnn.bind(bias, added.contiguous());
        }
        oneDnn.run(plan.primitive(), arguments);
        return made;
    }
}
