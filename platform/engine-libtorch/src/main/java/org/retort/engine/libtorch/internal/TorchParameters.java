package org.retort.engine.libtorch.internal;

import java.util.Map;
import org.retort.engine.program.ParameterLayout;
import org.retort.engine.program.Parameters;

/** One flat tensor of values and one of gradients, with a view for each parameter. */
final class TorchParameters implements Parameters {
    private final ParameterLayout layout;
    private final DeviceTensors tensors;
    private final FlatTensor values;
    private final FlatTensor gradients;

    TorchParameters(ParameterLayout layout, DeviceTensors tensors) {
        this.layout = layout;
        this.tensors = tensors;
        values = new FlatTensor(layout, tensors);
        gradients = new FlatTensor(layout, tensors);
    }

    FlatTensor values() {
        return values;
    }

    FlatTensor gradients() {
        return gradients;
    }

    @Override
    public ParameterLayout layout() {
        return layout;
    }

    @Override
    public Map<String, org.retort.api.tensor.Tensor> read() {
        return values.read("");
    }

    @Override
    public void write(Map<String, org.retort.api.tensor.Tensor> given) {
        values.write("", given);
    }

    @Override
    public Map<String, org.retort.api.tensor.Tensor> readGradients() {
        return gradients.read("");
    }

    @Override
    public void close() {
        values.close();
        gradients.close();
    }
}
