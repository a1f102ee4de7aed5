package org.retort.engine.nd4j.internal;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.retort.api.plugin.InputException;
import org.retort.api.tensor.Tensor;
import org.retort.engine.program.ParameterLayout;
import org.retort.engine.program.Parameters;

/** One flat array of values and one of gradients, with a view for each parameter. */
final class Nd4jParameters implements Parameters {
    private final ParameterLayout layout;
    private final INDArray values;
    private final INDArray gradients;
    private final Map<String, INDArray> valueViews;
    private final Map<String, INDArray> gradientViews;

    Nd4jParameters(ParameterLayout layout) {
        this.layout = layout;
        long count = Math.max(1, layout.count());
        values = Nd4j.zeros(DataType.FLOAT, count);
        gradients = Nd4j.zeros(DataType.FLOAT, count);
        valueViews = views(layout, values);
        gradientViews = views(layout, gradients);
    }

    /** Views of a flat array, one a parameter. */
    static Map<String, INDArray> views(ParameterLayout layout, INDArray flat) {
        Map<String, INDArray> views = new HashMap<>();
        long offset = 0;
        for (Map.Entry<String, long[]> entry : layout.shapes().entrySet()) {
            views.put(entry.getKey(), CompiledGraph.view(flat, entry.getValue(), offset, DataType.FLOAT));
            offset += Tensor.elements(entry.getValue());
        }
        return views;
    }

    INDArray values() {
        return values;
    }

    INDArray gradients() {
        return gradients;
    }

    INDArray value(String parameter) {
        return valueViews.get(parameter);
    }

    INDArray gradient(String parameter) {
        return gradientViews.get(parameter);
    }

    @Override
    public ParameterLayout layout() {
        return layout;
    }

    @Override
    public Map<String, Tensor> read() {
        return read(layout, "", valueViews);
    }

    @Override
    public Map<String, Tensor> readGradients() {
        return read(layout, "", gradientViews);
    }

    @Override
    public void write(Map<String, Tensor> tensors) {
        write(layout, "", valueViews, tensors);
    }

    static Map<String, Tensor> read(ParameterLayout layout, String prefix, Map<String, INDArray> views) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        layout.shapes().forEach((name, shape) -> {
            Tensor tensor = Tensor.zeros(shape);
            HostMemory.of(views.get(name)).get(tensor.data());
            tensors.put(prefix + name, tensor);
        });
        return tensors;
    }

    static void write(
            ParameterLayout layout, String prefix, Map<String, INDArray> views, Map<String, Tensor> tensors) {
        for (Map.Entry<String, long[]> entry : layout.shapes().entrySet()) {
            Tensor tensor = tensors.get(prefix + entry.getKey());
            if (tensor == null || !Arrays.equals(tensor.shape(), entry.getValue())) {
                throw new InputException("network " + layout.network() + " needs " + prefix + entry.getKey()
                        + " of shape " + Arrays.toString(entry.getValue()) + ", but is given "
                        + (tensor == null ? "none; given are " + tensors.keySet() : Arrays.toString(tensor.shape())));
            }
        }
        for (String name : tensors.keySet()) {
            if (name.startsWith(prefix) && !layout.shapes().containsKey(name.substring(prefix.length()))) {
                throw new InputException("network " + layout.network() + " has no parameter "
                        + name.substring(prefix.length()) + "; it has " + layout.shapes().keySet());
            }
        }
        layout.shapes().keySet().forEach(name ->
                HostMemory.of(views.get(name)).put(tensors.get(prefix + name).data()));
    }

    @Override
    public void close() {
        values.close();
        gradients.close();
    }
}
