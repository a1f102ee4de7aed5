package org.retort.engine.libtorch.internal;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.retort.api.plugin.InputException;
import org.retort.engine.program.ParameterLayout;

/**
 * One number for each of a network's parameters, in one flat tensor with a view for each parameter. Weights of
 * convolutions lie in memory with their input channels last, as channels-last kernels read them; the views have the
 * layout's shapes all the same.
 */
final class FlatTensor implements AutoCloseable {
    private final ParameterLayout layout;
    private final DeviceTensors tensors;
    private final Tensor flat;
    private final Map<String, Tensor> views = new LinkedHashMap<>();

    /** All zero. */
    FlatTensor(ParameterLayout layout, DeviceTensors tensors) {
        this(layout, tensors, tensors.zeros(Math.max(1, layout.count())));
    }

    private FlatTensor(ParameterLayout layout, DeviceTensors tensors, Tensor flat) {
        this.layout = layout;
        this.tensors = tensors;
        this.flat = flat;
        long offset = 0;
        for (Map.Entry<String, long[]> entry : layout.shapes().entrySet()) {
            long length = org.retort.api.tensor.Tensor.elements(entry.getValue());
            views.put(entry.getKey(), view(flat, offset, length, entry.getValue()));
            offset += length;
        }
    }

    /** A copy in bfloat16. */
    FlatTensor inHalf() {
        return new FlatTensor(layout, tensors, flat.to(torch.ScalarType.BFloat16));
    }

    private static Tensor view(Tensor flat, long offset, long length, long[] shape) {
        try (Tensor part = flat.narrow(0, offset, length)) {
            if (shape.length != 4) {
                return part.view(shape);
            }
            try (Tensor channelsLast = part.view(shape[0], shape[2], shape[3], shape[1])) {
                return channelsLast.permute(0, 3, 1, 2);
            }
        }
    }

    /** All numbers, in this engine's order. */
    Tensor whole() {
        return flat;
    }

    /** The part of one parameter, of its shape. */
    Tensor view(String parameter) {
        return views.get(parameter);
    }

    /** Copies all parts out, each name with the prefix, in the layout's order. */
    Map<String, org.retort.api.tensor.Tensor> read(String prefix) {
        Map<String, org.retort.api.tensor.Tensor> read = new LinkedHashMap<>();
        layout.shapes().forEach((name, shape) -> read.put(
                prefix + name, new org.retort.api.tensor.Tensor(shape.clone(), tensors.read(views.get(name)))));
        return read;
    }

    /**
     * Copies all parts in.
     *
     * @throws InputException where names that begin with the prefix, or shapes, differ from the layout, naming both
     */
    void write(String prefix, Map<String, org.retort.api.tensor.Tensor> given) {
        layout.shapes().forEach((name, shape) -> {
            org.retort.api.tensor.Tensor tensor = given.get(prefix + name);
            if (tensor == null || !Arrays.equals(tensor.shape(), shape)) {
                throw new InputException("network " + layout.network() + " needs " + prefix + name + " of shape "
                        + Arrays.toString(shape) + ", but is given "
                        + (tensor == null ? "none; given are " + given.keySet() : Arrays.toString(tensor.shape())));
            }
        });
        for (String name : given.keySet()) {
            if (name.startsWith(prefix) && !layout.shapes().containsKey(name.substring(prefix.length()))) {
                throw new InputException("network " + layout.network() + " has no parameter "
                        + name.substring(prefix.length()) + "; it has " + layout.shapes().keySet());
            }
        }
        views.forEach((name, view) -> tensors.write(view, given.get(prefix + name).data()));
    }

    @Override
    public void close() {
        views.values().forEach(Tensor::close);
        flat.close();
    }
}
