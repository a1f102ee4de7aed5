package org.retort.engine.libtorch.internal;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_FROM;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_TO;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;

import java.util.function.UnaryOperator;
import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.convolution_forward;
import org.bytedeco.dnnl.deconvolution_forward;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive;
import org.bytedeco.dnnl.reorder;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;

/**
 * A convolution by weights that its program does not train, without a bias, as a primitive of oneDNN. The weights are put
 * in the order that it wants once for each change of theirs.
 */
final class OneDnnConvolution {
    private final OneDnn oneDnn;
    private final memory map;
    private final memory result;
    private final primitive convolution;
    private final IntMemoryMap arguments;
    private final Derived packed;
    private final long[] size;
    private final TensorOptions type;
    private final MemoryFormatOptional channelsLast;

    /** A primitive, and the order in which it wants the weights. */
    private record Plan(primitive convolution, memory.desc weights) {}

    /**
     * @param site where it stands: keeps what the convolution needs, and tells number type and threads
     * @param preparation the weights of the convolution, made of those that {@link #run} is given
     */
    OneDnnConvolution(Site site, ConvolutionShape shape, UnaryOperator<Tensor> preparation) {
        Natives natives = site.natives();
        oneDnn = new OneDnn(natives);
        size = shape.result();
        type = natives.keep(new TensorOptions(site.half() ? torch.ScalarType.BFloat16 : torch.ScalarType.Float));
        channelsLast = natives.keep(new MemoryFormatOptional(torch.MemoryFormat.ChannelsLast));
        memory.desc ofMap = oneDnn.map(shape.map(), site.half());
        memory.desc ofResult = oneDnn.map(size, site.half());
        Plan plan = OneDnn.onThreads(site.threads(), () -> plan(natives, shape, ofMap, ofResult, site.half()));
        convolution = plan.convolution();
        map = oneDnn.value(ofMap);
        result = oneDnn.value(ofResult);
        memory weights = oneDnn.value(plan.weights());
        arguments = natives.keep(new IntMemoryMap());
        arguments.put(DNNL_ARG_SRC, map).put(DNNL_ARG_WEIGHTS, weights).put(DNNL_ARG_DST, result);
        memory.desc ofGiven = natives.keep(new memory.desc(
                weightSizes(shape), OneDnn.number(site.half()), weightStrides(shape)));
        memory given = oneDnn.value(ofGiven);
        primitive packing = natives.keep(new reorder(given, weights));
        IntMemoryMap ofPacking = natives.keep(new IntMemoryMap());
        ofPacking.put(DNNL_ARG_FROM, given).put(DNNL_ARG_TO, weights);
        long[] bytes = {plan.weights().get_size()};
        TensorOptions byteType = natives.keep(new TensorOptions(torch.ScalarType.Byte));
        MemoryFormatOptional anyFormat = natives.keep(new MemoryFormatOptional());
        packed = new Derived(natives, weight -> {
            Tensor made = torch.empty(bytes, byteType, anyFormat);
            OneDnn.bind(given, preparation.apply(weight).contiguous());
            OneDnn.bind(weights, made);
            oneDnn.run(packing, ofPacking);
            return made;
        });
    }

    private Plan plan(Natives natives, ConvolutionShape shape, memory.desc map, memory.desc result, boolean half) {
        memory.desc anyOrder = natives.keep(new memory.desc(
                weightSizes(shape), OneDnn.number(half), memory.format_tag.any));
        long[] stride = shape.geometry().stride();
        long[] padding = shape.geometry().padding();
        long[] between = {shape.geometry().dilation()[0] - 1, shape.geometry().dilation()[1] - 1};
        if (shape.transposed()) {
            deconvolution_forward.primitive_desc plan = natives.keep(new deconvolution_forward.primitive_desc(
                    oneDnn.cpu(), prop_kind.forward_inference, algorithm.deconvolution_direct, map, anyOrder, result,
                    stride, between, padding, padding));
            return new Plan(natives.keep(new deconvolution_forward(plan)), natives.keep(plan.weights_desc()));
        }
        convolution_forward.primitive_desc plan = natives.keep(new convolution_forward.primitive_desc(
                oneDnn.cpu(), prop_kind.forward_inference, algorithm.convolution_direct, map, anyOrder, result,
                stride, between, padding, padding));
        return new Plan(natives.keep(new convolution_forward(plan)), natives.keep(plan.weights_desc()));
    }

    /** The weights' sizes in oneDNN's words: groups, if there are several, then outputs, inputs, height and width. */
    private static long[] weightSizes(ConvolutionShape shape) {
        long[] weight = shape.weight();
        if (shape.transposed()) {
            return new long[] {weight[1], weight[0], weight[2], weight[3]};
        }
        return shape.groups() == 1
                ? weight
                : new long[] {shape.groups(), weight[0] / shape.groups(), weight[1], weight[2], weight[3]};
    }

    /** How far the elements of {@link #weightSizes} lie apart in LibTorch's order. */
    private static long[] weightStrides(ConvolutionShape shape) {
        long[] sizes = weightSizes(shape);
        long[] strides = new long[sizes.length];
        long stride = 1;
        for (int i = sizes.length - 1; i >= 0; i--) {
            strides[i] = stride;
            stride *= sizes[i];
        }
        if (shape.transposed()) {
            strides[0] = strides[2] * sizes[2];
            strides[1] = strides[0] * sizes[0];
        }
        return strides;
    }

    /**
     * The convolution.
     *
     * @param given the map, in channels-last memory
     * @param weight always the same tensor, whatever it holds
     * @return the result in channels-last memory
     */
    Tensor run(Tensor given, Tensor weight) {
        packed.of(weight);
        Tensor made = torch.empty(size, type, channelsLast);
        OneDnn.bind(map, given);
        OneDnn.bind(result, made);
        oneDnn.run(convolution, arguments);
        return made;
    }
}
