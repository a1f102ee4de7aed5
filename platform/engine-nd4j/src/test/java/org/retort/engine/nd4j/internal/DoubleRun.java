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
final class DoubleRun implements AutoCloseable {
    private final CompiledGraph compiled;
    private final Map<String, INDArray> inputs = new HashMap<>();

    DoubleRun(ModelGraph graph, List<SDVariable> wanted, double low, double high) {
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

    INDArray value(SDVariable variable) {
        compiled.run();
        return compiled.array(variable.name()).dup();
    }

    /** The largest error of a gradient against central differences, relative to the largest gradient. */
    double error(SDVariable loss, String input, SDVariable gradient) {
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
