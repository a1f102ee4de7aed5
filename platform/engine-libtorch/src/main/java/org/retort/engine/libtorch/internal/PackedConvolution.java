package org.retort.engine.libtorch.internal;

import java.util.Set;
import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.Dispatcher;
import org.bytedeco.pytorch.FunctionSchema;
import org.bytedeco.pytorch.GenericList;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.OperatorHandle;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.Type;
import org.bytedeco.pytorch.global.torch;
import org.retort.engine.device.CpuDescription;

/**
 * A convolution by oneDNN whose weights are put in oneDNN's own order once for each change of theirs; otherwise that
 * happens in each run, which for one small image takes a fourth of the time. LibTorch has these ops for its compiler;
 * its dispatcher finds them by name.
 */
final class PackedConvolution {
    /** What LibTorch wants of a CPU before oneDNN may convolve bfloat16. */
    private static final Set<String> HALF_NEEDS = Set.of("avx512bw", "avx512vl", "avx512dq");

    private final OperatorHandle convolution;
    private final IValue[] arguments;
    private final Derived packed;

    /**
     * @param natives keeps what the convolution needs
     * @param transposed whether it is a transposed one, with weights {@code [inputs, outputs, k, k]}
     * @param map the shape of the maps, {@code [N, C, H, W]}
     * @param preparation the weights of the convolution, made of those that {@link #run} is given
     */
    PackedConvolution(
            Natives natives,
            boolean transposed,
            Geometry geometry,
            long groups,
            long[] map,
            UnaryOperator<Tensor> preparation) {
        OperatorHandle packing =
                find(natives, transposed ? "_reorder_convolution_transpose_weight" : "_reorder_convolution_weight");
        convolution = find(natives, transposed ? "_convolution_transpose_pointwise" : "_convolution_pointwise");
        Type.TypePtr integer = elementType(natives, "padding");
        IValue padding = integers(natives, integer, geometry.padding());
        IValue stride = integers(natives, integer, geometry.stride());
        IValue dilation = integers(natives, integer, geometry.dilation());
        IValue added = integers(natives, integer, 0, 0);
        IValue group = natives.keep(new IValue(groups));
        IValue size = integers(natives, integer, map);
        IValue none = natives.keep(new IValue());
        IValue nothingAfter = natives.keep(new IValue("none"));
        IValue noNumbers = natives.keep(new IValue(natives.keep(new GenericList(elementType(natives, "scalars")))));
        IValue[] packingArguments = transposed
                ? new IValue[] {padding, added, stride, dilation, group, size}
                : new IValue[] {padding, stride, dilation, group, size};
        arguments = transposed
                ? new IValue[] {none, padding, added, stride, dilation, group, nothingAfter, noNumbers, none}
                : new IValue[] {none, padding, stride, dilation, group, nothingAfter, noNumbers, none};
        packed = new Derived(natives, weight ->
                call(packing, packingArguments, Natives.channelsLast(preparation.apply(weight))));
    }

    /**
     * Whether oneDNN computes convolutions here.
     *
     * @param half those of bfloat16; otherwise of 32-bit floats
     */
    static boolean available(boolean half) {
        return torch.hasMKLDNN() && (!half || HALF_NEEDS.stream().allMatch(CpuDescription::hasFeature));
    }

    private static OperatorHandle find(Natives natives, String op) {
        return natives.keep(Dispatcher.singleton().findSchemaOrThrow("mkldnn::" + op, ""));
    }

    /** What the list holds that the convolution takes as an argument. */
    private Type.TypePtr elementType(Natives natives, String argument) {
        FunctionSchema schema = convolution.schema();
        return natives.keep(schema.arguments()
                .position(schema.argumentIndexWithName(argument).get())
                .type()
                .get()
                .containedType(0));
    }

    private static IValue integers(Natives natives, Type.TypePtr type, long... values) {
        GenericList list = natives.keep(new GenericList(type));
        for (long value : values) {
            try (IValue element = new IValue(value)) {
                list.push_back(element);
            }
        }
        return natives.keep(new IValue(list));
    }

    /**
     * The convolution, without a bias.
     *
     * @param map in channels-last memory
     * @param weight always the same tensor, whatever it holds
     */
    Tensor run(Tensor map, Tensor weight) {
        return call(convolution, arguments, map, packed.of(weight));
    }

    private static Tensor call(OperatorHandle op, IValue[] arguments, Tensor... tensors) {
        IValue[] all = new IValue[tensors.length + arguments.length];
        for (int i = 0; i < tensors.length; i++) {
            all[i] = new IValue(tensors[i]);
        }
        System.arraycopy(arguments, 0, all, tensors.length, arguments.length);
        IValueVector stack = new IValueVector(all);
        op.callBoxed(stack);
        return Natives.share(stack.get(0).toTensor());
    }
}
