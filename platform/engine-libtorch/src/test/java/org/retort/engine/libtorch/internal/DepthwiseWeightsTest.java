package org.retort.engine.libtorch.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.buffer.DataType;
import org.retort.api.model.Convolution;
import org.retort.api.model.Initializer;
import org.retort.api.model.NetworkBuilder;
import org.retort.engine.graph.ModelGraph;
import org.retort.engine.op.DepthwiseConvolution;
import org.retort.engine.schedule.Schedule;

class DepthwiseWeightsTest {
    private final ModelGraph graph = new ModelGraph(DataType.FLOAT);
    private final SDVariable x = graph.placeholder("x", 1, 4, 6, 6);
    private final NetworkBuilder net = graph.draw("net").builder();

    /** The inputs of the one depthwise convolution. */
    private List<String> inputs(SDVariable output) {
        Schedule schedule = Schedule.of(graph, List.of(output.name()));
        List<Node> nodes = schedule.steps().stream().map(Node::of).toList();
        return new DepthwiseWeights()
                .apply(nodes, new Rewrite.Context(schedule, Set.of(output.name()), Set.of(), Set.of()))
                .stream()
                .filter(node -> node.op().equals(DepthwiseConvolution.NAME))
                .findFirst()
                .orElseThrow()
                .inputs();
    }

    private String parameter(String name) {
        return graph.parameters("net").get(name).name();
    }

    @Test
    void aDepthwiseConvolutionReadsItsWeightsAsTheNetworkKeepsThem() {
        SDVariable y = net.depthwiseConvolution("a", x, Convolution.of(3, 1, 1).withBias());

        assertThat(inputs(y)).containsExactly("x", parameter("a/weight"), parameter("a/bias"));
    }

    @Test
    void aMapThatIsAReshapedParameterStaysReshaped() {
        SDVariable map = graph.sameDiff().reshape(net.parameter("map", Initializer.fanIn(1), 4, 1, 6, 6), 1, 4, 6, 6);

        assertThat(inputs(net.depthwiseConvolution("a", map, Convolution.of(3, 1, 1))))
                .containsExactly(map.name(), parameter("a/weight"));
    }

    @Test
    void weightsThatAreKeptInAnotherShapeStayReshaped() {
        SDVariable weights = graph.sameDiff().reshape(net.parameter("flat", Initializer.fanIn(9), 36), 1, 4, 3, 3);

        SDVariable y = new DepthwiseConvolution(graph.sameDiff(), Convolution.of(3, 1, 1), x, weights).outputVariable();

        assertThat(inputs(y)).containsExactly("x", weights.name());
    }
}
