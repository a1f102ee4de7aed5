package org.retort.engine.libtorch.internal;

import java.util.Map;
import org.retort.engine.program.ParameterLayout;
import org.retort.engine.program.Parameters;

/** One flat tensor of values and one of gradients, with a view for each parameter. */
final class TorchParameters implements Parameters {
    private final ParameterLayout layout;
    private final FlatTensor values;
    private final FlatTensor gradients;
    private FlatTensor half;
    private boolean halfIsOld;

    TorchParameters(ParameterLayout layout, DeviceTensors tensors) {
        this.layout = layout;
        values = new FlatTensor(layout, tensors);
        gradients = new FlatTensor(layout, tensors);
    }

    FlatTensor values() {
        return values;
    }

    FlatTensor gradients() {
        return gradients;
    }

    /** The values in bfloat16, as of the last {@link #refresh}. */
    FlatTensor half() {
        if (half == null) {
            half = values.inHalf();
        }
        return half;
    }

    /** Says that the values have changed. */
    void changed() {
        halfIsOld = true;
    }

    /** Brings the bfloat16 values up to date: once for each change, in one op. */
    void refresh() {
        if (half != null && halfIsOld) {
            half.whole().copy_(values.whole());
            halfIsOld = false;
        }
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
        changed();
    }

    @Override
    public Map<String, org.retort.api.tensor.Tensor> readGradients() {
        return gradients.read("");
    }

    @Override
    public void close() {
        if (half != null) {
            half.close();
        }
        values.close();
        gradients.close();
    }
}
