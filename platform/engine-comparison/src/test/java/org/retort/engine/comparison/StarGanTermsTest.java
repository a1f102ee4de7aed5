package org.retort.engine.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.retort.api.data.LabelSpace;
import org.retort.api.loss.Side;
import org.retort.api.loss.Term;
import org.retort.plugin.stargan.StarGanObjective;

class StarGanTermsTest {
    private static final LabelSpace CLASSES = LabelSpace.classes(List.of("a", "b", "c"));

    private static List<String> terms(DrawnStep step, double reconstruction) {
        return new StarGanObjective()
                .terms(step, new StarGanObjective.Parameters(1, reconstruction, 10)).stream()
                .map(Term::name)
                .toList();
    }

    @Test
    void withoutItsWeightTheCycleIsDroppedAndTheGeneratorPassesOnce() {
        DrawnStep with = PluginsOnBothEnginesTest.step(DataType.FLOAT, Side.GENERATOR, CLASSES);
        DrawnStep without = PluginsOnBothEnginesTest.step(DataType.FLOAT, Side.GENERATOR, CLASSES);

        assertThat(terms(with, 10)).containsExactly("adversarial", "classification", "reconstruction");
        assertThat(terms(without, 0)).containsExactly("adversarial", "classification");
        assertThat(passes(with)).isEqualTo(2);
        assertThat(passes(without)).isEqualTo(1);
    }

    /** Every pass ends in the only tanh. */
    private static long passes(DrawnStep step) {
        return step.graph().getOps().values().stream()
                .filter(node -> node.getOp().opName().equals("tanh"))
                .count();
    }
}
