package org.retort.engine.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.buffer.DataType;
import org.retort.api.model.Convolution;
import org.retort.api.model.Initializer;
import org.retort.api.model.NetworkBuilder;
import org.retort.engine.gradient.Gradients;
import org.retort.engine.graph.ModelGraph;

class ResultBytesTest {
    /** Weights' gradients, their first axis as long as the batch or a multiple of it. */
    private static ResultBytes ofGradients(int batch) {
        ModelGraph graph = new ModelGraph(DataType.FLOAT);
        SDVariable image = graph.placeholder("image", batch, 2, 8, 8);
        SDVariable weights = graph.placeholder("weights of rows and columns", 8, 8);
        NetworkBuilder net = graph.draw("net").builder();
        SDVariable map = net.relu(net.convolution("first", image, 8, Convolution.of(3, 1, 1))).mul(weights);
        SDVariable loss = net.convolution("second", map, 4, Convolution.of(3, 1, 1)).sum();
        List<String> wanted = new ArrayList<>();
        Gradients.of(graph, loss, graph.parameters("net").values()).values().forEach(found -> wanted.add(found.name()));
        return ResultBytes.of(Schedule.of(graph, wanted));
    }

    @Test
    void twiceTheBatchTakesTwiceWhatGrowsAndTheSameOfTheRest() {
        ResultBytes two = ofGradients(2);
        ResultBytes four = ofGradients(4);

        assertThat(two.growing()).isPositive();
        assertThat(two.fixed()).isPositive();
        assertThat(four).isEqualTo(new ResultBytes(2 * two.growing(), two.fixed()));
    }

    @Test
    void resultsThatNothingReadsAnyMoreAreNotCounted() {
        ModelGraph graph = new ModelGraph(DataType.FLOAT);
        SDVariable x = graph.placeholder("x", 5, 7);

        SDVariable last = x.mul(2).add(1).mul(3).sum();

        assertThat(ResultBytes.of(Schedule.of(graph, List.of(last.name()))))
                .isEqualTo(new ResultBytes(2 * Float.BYTES * 5 * 7, 0));
    }

    @Test
    void withoutInputsNothingGrows() {
        ModelGraph graph = new ModelGraph(DataType.FLOAT);
        SDVariable parameter = graph.draw("net").builder().parameter("p", Initializer.fanIn(1), 6);

        SDVariable last = graph.sameDiff().reshape(parameter, 6, 1).mul(2).add(1).sum();

        assertThat(ResultBytes.of(Schedule.of(graph, List.of(last.name()))))
                .isEqualTo(new ResultBytes(0, 2 * Float.BYTES * 6));
    }
}
