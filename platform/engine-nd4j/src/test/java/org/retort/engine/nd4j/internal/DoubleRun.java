package org.retort.engine.nd4j.internal;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.retort.api.random.RandomStream;
import org.retort.engine.graph.ModelGraph;
import org.retort.engine.schedule.Schedule;

/** A graph in 64 bits with random values for its placeholders and parameters, for gradient checks. */
public final class DoubleRun implements AutoCloseable {
    private final CompiledGraph compiled;
    private final Map<String, INDArray> inputs = new HashMap<>();

    /** @param low the values are drawn between this and {@code high} */
    public DoubleRun(ModelGraph graph, List<SDVariable> wanted, double low, double high) {
        Schedule schedule = Schedule.of(graph, wanted.stream().map(SDVariable::name).toList());
        Map<String, INDArray> parameters = new HashMap<>();
        for (String name : schedule.parameters().keySet()) {
            parameters.put(name, Nd4j.create(DataType.DOUBLE, schedule.shape(name)));
        }
        compiled = new CompiledGraph(schedule, DataType.DOUBLE, parameters, new Kernels(new Rows(1)));
        inputs.putAll(parameters);
        schedule.placeholders().forEach(name -> inputs.put(name, compiled.array(name)));
        inputs.forEach((name, array) -> {
            RandomStream random = RandomStream.of(1, name);
            for (long i = 0; i < array.length(); i++) {
                array.putScalar(i, random.uniform(low, high));
            }
        });
    }

    /** The value of a variable that was wanted. */
    public INDArray value(SDVariable variable) {
        compiled.run();
        return compiled.array(variable.name()).dup();
    }

    /** The value of an input. */
    public INDArray input(String name) {
        return inputs.get(name);
    }

    /**
     * The error of the derivative along one random direction of several inputs together, relative to it.
     *
     * @param gradients input to the gradient of the loss
     */
    public double error(SDVariable loss, Map<String, SDVariable> gradients) {
        Map<String, INDArray> directions = new HashMap<>();
        double analytic = 0;
        compiled.run();
        for (Map.Entry<String, SDVariable> entry : gradients.entrySet()) {
            INDArray direction = Nd4j.create(DataType.DOUBLE, inputs.get(entry.getKey()).shape());
            RandomStream random = RandomStream.of(2, entry.getKey());
            for (long i = 0; i < direction.length(); i++) {
                direction.putScalar(i, random.uniform(-1, 1));
            }
            directions.put(entry.getKey(), direction);
            analytic += compiled.array(entry.getValue().name()).mul(direction).sumNumber().doubleValue();
        }
        double step = 1e-6;
        double above = along(directions, step, loss);
        double below = along(directions, -2 * step, loss);
        along(directions, step, loss);
        double numeric = (above - below) / (2 * step);
        return Math.abs(numeric - analytic) / Math.max(Math.max(Math.abs(numeric), Math.abs(analytic)), 1e-9);
    }

    private double along(Map<String, INDArray> directions, double step, SDVariable loss) {
        directions.forEach((name, direction) -> inputs.get(name).addi(direction.mul(step)));
        return value(loss).getDouble(0);
    }

    /** The largest error of a gradient against central differences, relative to the largest gradient. */
    public double error(SDVariable loss, String input, SDVariable gradient) {
        INDArray analytic = value(gradient);
        INDArray array = inputs.get(input);
        double step = 1e-5;
        double worst = 0;
        double largest = 1e-3;
        long stride = Math.max(1, array.length() / 24);
        for (long i = 0; i < array.length(); i += stride) {
            double middle = array.getDouble(i);
            array.putScalar(i, middle + step);
            double above = value(loss).getDouble(0);
            array.putScalar(i, middle - step);
            double below = value(loss).getDouble(0);
            array.putScalar(i, middle);
            double numeric = (above - below) / (2 * step);
            worst = Math.max(worst, Math.abs(numeric - analytic.getDouble(i)));
            largest = Math.max(largest, Math.abs(numeric));
        }
        return worst / largest;
    }

    @Override
    public void close() {
        compiled.close();
    }
}
