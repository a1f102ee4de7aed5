package org.retort.engine.libtorch.internal;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_FROM;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_TO;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;

import java.util.function.UnaryOperator;
import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive;
import org.bytedeco.dnnl.reorder;
import org.bytedeco.pytorch.Tensor;

/** The gradients of a convolution by parameters as primitives of oneDNN; of them only what is read. */
final class OneDnnConvolutionGradient {
    private final OneDnn oneDnn;
    private final ConvolutionShape shape;
    private final boolean half;
    private final memory map;
    private final memory given;
    private final OfMap ofMap;
    private final OfWeights ofWeights;
    private final boolean weightsRead;

    /** The gradient with respect to the map. */
    private record OfMap(primitive primitive, PackedWeights.Packed weights, memory result, IntMemoryMap arguments) {}

    /**
     * The gradient with respect to the weights.
     *
     * @param packed in the primitive's order
     * @param order that order
     * @param bias the gradient with respect to the bias, null where there is none
     */
    private record OfWeights(
            primitive primitive,
            IntMemoryMap arguments,
            memory packed,
            memory.desc order,
            memory bias,
            primitive unpacking,
            IntMemoryMap ofUnpacking,
            memory result) {}

    /**
     * @param site where it stands: keeps what it needs, and tells number type, threads, and what is read
     * @param name of the weights among the program's {@link PackedWeights}
     * @param preparation the weights of the convolution, made of the parameter
     * @param biased whether the convolution has a bias
     */
    OneDnnConvolutionGradient(
            Site site, ConvolutionShape shape, String name, UnaryOperator<Tensor> preparation, boolean biased) {
        this.shape = shape;
        Natives natives = site.natives();
        oneDnn = new OneDnn(natives);
        half = site.half();
        ConvolutionPlans plans = new ConvolutionPlans(oneDnn, natives, shape, site.half());
        map = oneDnn.value(plans.map());
        given = oneDnn.value(plans.result());
        ofMap = site.reads(0)
                ? OneDnn.onThreads(site.threads(), () -> ofMap(site, plans, name, preparation))
                : null;
        boolean ofBias = biased && site.reads(2);
        weightsRead = site.reads(1);
        ofWeights = weightsRead || ofBias
                ? OneDnn.onThreads(site.threads(), () -> ofWeights(natives, plans, ofBias))
                : null;
    }

    private OfMap ofMap(Site site, ConvolutionPlans plans, String name, UnaryOperator<Tensor> preparation) {
        ConvolutionPlans.Plan plan = plans.ofMap();
        PackedWeights.Packed weights =
                site.packed().of(oneDnn, name, plans.channelsLastWeights(), plan.weights(), preparation);
        memory result = oneDnn.value(plans.map());
        IntMemoryMap arguments = site.natives().keep(new IntMemoryMap());
        arguments.put(DNNL_ARG_DIFF_DST, given).put(DNNL_ARG_WEIGHTS, weights.value()).put(DNNL_ARG_DIFF_SRC, result);
        return new OfMap(plan.primitive(), weights, result, arguments);
    }

    private OfWeights ofWeights(Natives natives, ConvolutionPlans plans, boolean ofBias) {
        ConvolutionPlans.Plan plan = plans.ofWeights(ofBias);
        memory packed = oneDnn.value(plan.weights());
        memory bias = ofBias ? oneDnn.value(plans.bias()) : null;
        IntMemoryMap arguments = natives.keep(new IntMemoryMap());
        arguments.put(DNNL_ARG_SRC, map).put(DNNL_ARG_DIFF_DST, given).put(DNNL_ARG_DIFF_WEIGHTS, packed);
        if (ofBias) {
            arguments.put(DNNL_ARG_DIFF_BIAS, bias);
        }
        memory result = oneDnn.value(plans.channelsLastWeights());
        IntMemoryMap ofUnpacking = natives.keep(new IntMemoryMap());
        ofUnpacking.put(DNNL_ARG_FROM, packed).put(DNNL_ARG_TO, result);
        return new OfWeights(plan.primitive(), arguments, packed, plan.weights(), bias,
                natives.keep(new reorder(packed, result)), ofUnpacking, result);
    }

    /**
     * The gradients.
     *
     * @param x the convolution's map, in channels-last memory
     * @param weight the parameter: always the same tensor, whatever it holds
     * @param gradient with respect to what the convolution makes, in channels-last memory
     * @return those with respect to map, weights (shaped as the convolution's) and bias; null for what nobody reads
     */
    Tensor[] run(Tensor x, Tensor weight, Tensor gradient) {
        Tensor[] made = new Tensor[3];
        OneDnn.bind(given, gradient);
        if (ofMap != null) {
            ofMap.weights().update(weight);
            made[0] = oneDnn.channelsLast(shape.map(), half);
            OneDnn.bind(ofMap.result(), made[0]);
            oneDnn.run(ofMap.primitive(), ofMap.arguments());
        }
        if (ofWeights != null) {
            OneDnn.bind(map, x);
            Tensor packed = oneDnn.bytes(ofWeights.order());
            OneDnn.bind(ofWeights.packed(), packed);
            if (ofWeights.bias() != null) {
                made[2] = oneDnn.inOnePiece(new long[] {shape.result()[1]}, half);
                OneDnn.bind(ofWeights.bias(), made[2]);
            }
            oneDnn.run(ofWeights.primitive(), ofWeights.arguments());
            if (weightsRead) {
                made[1] = oneDnn.channelsLast(shape.weight(), half);
                OneDnn.bind(ofWeights.result(), made[1]);
                oneDnn.run(ofWeights.unpacking(), ofWeights.ofUnpacking());
            }
        }
        return made;
    }
}
