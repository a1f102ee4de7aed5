package org.retort.engine.libtorch.internal;

import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.retort.engine.program.Adam;
import org.retort.engine.program.AdamSettings;

/** Adam over the flat tensors: each step a handful of ops over all parameters at once. */
final class TorchAdam implements Adam {
    private static final String FIRST = "first/";
    private static final String SECOND = "second/";

    private final TorchParameters parameters;
    private final AdamSettings settings;
    private final FlatTensor first;
    private final FlatTensor second;
    private long steps;

    TorchAdam(TorchParameters parameters, AdamSettings settings, DeviceTensors tensors) {
        this.parameters = parameters;
        this.settings = settings;
        first = new FlatTensor(parameters.layout(), tensors);
        second = new FlatTensor(parameters.layout(), tensors);
    }

    @Override
    public void step(double learningRate) {
        steps++;
        double ofFirst = 1 - Math.pow(settings.beta1(), steps);
        double ofSecond = 1 - Math.pow(settings.beta2(), steps);
        try (NoGradGuard guard = new NoGradGuard(); PointerScope scope = new PointerScope()) {
            Tensor g = parameters.gradients().whole();
            Tensor m = first.whole();
            Tensor v = second.whole();
            m.lerp_(g, new Scalar(1 - settings.beta1()));
            v.mul_(new Scalar(settings.beta2())).addcmul_(g, g, new Scalar(1 - settings.beta2()));
            Tensor root = v.sqrt().mul_(new Scalar(1 / Math.sqrt(ofSecond))).add_(new Scalar(settings.epsilon()));
            parameters.values().whole().addcdiv_(m, root, new Scalar(-learningRate / ofFirst));
        }
        parameters.changed();
    }

    @Override
    public long steps() {
        return steps;
    }

    @Override
    public Map<String, org.retort.api.tensor.Tensor> read() {
        Map<String, org.retort.api.tensor.Tensor> moments = new LinkedHashMap<>();
        moments.putAll(first.read(FIRST));
        moments.putAll(second.read(SECOND));
        return moments;
    }

    @Override
    public void write(Map<String, org.retort.api.tensor.Tensor> moments, long steps) {
        first.write(FIRST, moments);
        second.write(SECOND, moments);
        this.steps = steps;
    }

    @Override
    public void close() {
        first.close();
        second.close();
    }
}
