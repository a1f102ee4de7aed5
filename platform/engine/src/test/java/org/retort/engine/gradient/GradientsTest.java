package org.retort.engine.gradient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.retort.api.model.Convolution;
import org.retort.api.model.NetworkBuilder;
import org.retort.api.plugin.InputException;
import org.retort.engine.graph.ModelGraph;

class GradientsTest {
    private final ModelGraph graph = new ModelGraph(DataType.DOUBLE);
    private final SDVariable x = graph.placeholder("x", 2, 3);
    private final SDVariable y = graph.placeholder("y", 2, 3);

    @Test
    void contributionsOfAllPathsAddUp() {
        SDVariable loss = x.mul(x).add(x.mul(3)).add(y).sum();
        SDVariable gradient = Gradients.of(graph, loss, List.of(x)).get("x");
        INDArray value = Nd4j.createFromArray(1.0, 2, 3, 4, 5, 6).reshape(2, 3);

        INDArray found = graph.sameDiff().output(Map.of("x", value, "y", value), gradient.name()).get(gradient.name());

        assertThat(found).isEqualTo(value.mul(2).add(3));
    }

    @Test
    void aVariableWithoutPathHasNoEntry() {
        assertThat(Gradients.of(graph, x.mul(x).sum(), List.of(x, y))).containsOnlyKeys("x");
    }

    @Test
    void onlyOpsBetweenVariableAndLossGetGradients() {
        SDVariable frozen = graph.sameDiff().math().tanh(y.mul(2));
        SDVariable loss = x.mul(frozen).sum();
        int before = graph.sameDiff().getOps().size();

        Gradients.of(graph, loss, List.of(x));

        assertThat(graph.sameDiff().getOps().values().stream().skip(before).map(op -> op.getOp().opName()))
                .doesNotContain("tanh_bp", "mul_scalar");
    }

    @Test
    void aLossIsAScalar() {
        assertThatThrownBy(() -> Gradients.of(graph, x.mul(2), List.of(x)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("[2, 3]");
    }

    @Test
    void theBiasedVarianceIsRefused() {
        SDVariable loss = graph.sameDiff().variance(x, false, 0, 1);

        assertThatThrownBy(() -> Gradients.of(graph, loss, List.of(x)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("wrong gradient");
    }

    @Test
    void aPenaltyOverAnOpWithoutSecondDerivativeNamesIt() {
        SDVariable image = graph.placeholder("image", 1, 2, 4, 4);
        NetworkBuilder critic = graph.draw("critic").builder();
        SDVariable score = critic.convolution(
                "last", critic.instanceNorm("norm", image), 1, Convolution.of(3, 1, 1));

        assertThatThrownBy(() -> Gradients.differentiable(graph, score, image))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("instance_norm")
                .hasMessageContaining("critic/norm/gain");
    }
}
