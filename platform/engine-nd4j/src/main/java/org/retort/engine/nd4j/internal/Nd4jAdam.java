package org.retort.engine.nd4j.internal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.OpContext;
import org.nd4j.linalg.factory.Nd4j;
import org.retort.api.tensor.Tensor;
import org.retort.engine.program.Adam;
import org.retort.engine.program.AdamSettings;

/** Adam by ND4J's fused updater over the flat arrays. */
final class Nd4jAdam implements Adam {
    private static final String FIRST = "first/";
    private static final String SECOND = "second/";

    private final Nd4jParameters parameters;
    private final AdamSettings settings;
    private final INDArray first;
    private final INDArray second;
    private final INDArray update;
    private final Map<String, INDArray> firstViews;
    private final Map<String, INDArray> secondViews;
    private long steps;

    Nd4jAdam(Nd4jParameters parameters, AdamSettings settings) {
        this.parameters = parameters;
        this.settings = settings;
        long count = parameters.values().length();
        first = Nd4j.zeros(DataType.FLOAT, count);
        second = Nd4j.zeros(DataType.FLOAT, count);
        update = Nd4j.zeros(DataType.FLOAT, count);
        firstViews = Nd4jParameters.views(parameters.layout(), first);
        secondViews = Nd4jParameters.views(parameters.layout(), second);
    }

    @Override
    public void step(double learningRate) {
        steps++;
        // ND4J adds epsilon before the bias correction of the second moment, algorithm 1 after it.
        double epsilon = settings.epsilon() * Math.sqrt(1 - Math.pow(settings.beta2(), steps));
        DynamicCustomOp op = DynamicCustomOp.builder("adam_updater").build();
        try (OpContext context = Nd4j.getExecutioner().buildContext()) {
            context.setInputArrays(List.of(parameters.gradients(), second, first));
            context.setOutputArrays(List.of(update, second, first));
            context.setTArguments(learningRate, settings.beta1(), settings.beta2(), epsilon);
            context.setIArguments(steps - 1);
            Nd4j.getExecutioner().exec(op, context);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("the context of adam_updater cannot be closed", e);
        }
        parameters.values().subi(update);
    }

    @Override
    public long steps() {
        return steps;
    }

    @Override
    public Map<String, Tensor> read() {
        Map<String, Tensor> moments = new LinkedHashMap<>();
        moments.putAll(Nd4jParameters.read(parameters.layout(), FIRST, firstViews));
        moments.putAll(Nd4jParameters.read(parameters.layout(), SECOND, secondViews));
        return moments;
    }

    @Override
    public void write(Map<String, Tensor> moments, long steps) {
        Nd4jParameters.write(parameters.layout(), FIRST, firstViews, moments);
        Nd4jParameters.write(parameters.layout(), SECOND, secondViews, moments);
        this.steps = steps;
    }

    @Override
    public void close() {
        first.close();
        second.close();
        update.close();
    }
}
