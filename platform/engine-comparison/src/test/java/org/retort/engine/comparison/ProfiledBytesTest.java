package org.retort.engine.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.buffer.DataType;
import org.retort.api.model.Convolution;
import org.retort.api.model.NetworkBuilder;
import org.retort.api.tensor.Tensor;
import org.retort.engine.graph.ModelGraph;
import org.retort.engine.program.EngineSession;
import org.retort.engine.program.Parameters;
import org.retort.engine.program.Precision;
import org.retort.engine.program.Program;
import org.retort.engine.program.ProgramSpec;
import org.retort.engine.schedule.ResultBytes;
import org.retort.engine.schedule.Schedule;

/** What engines report of the memory of a program, against a count by hand. */
class ProfiledBytesTest {
    private static final Convolution SAME = Convolution.of(3, 1, 1);

    private static long profiledBytes(EngineSession session) {
        ModelGraph graph = new ModelGraph(DataType.FLOAT);
        SDVariable image = graph.placeholder("image", 1, 2, 8, 8);
        NetworkBuilder network = graph.draw("network").builder();
        SDVariable first = network.convolution("first", image, 3, SAME);
        SDVariable second = network.convolution("second", first, 4, SAME);
        SDVariable third = network.convolution("third", second, 1, SAME);
        try (session; Parameters parameters = session.allocate(graph.layout("network"))) {
            Program program = session.compile(new ProgramSpec(
                    "three convolutions", graph, List.of(third.name()), Map.of("network", parameters), Map.of()));
            Map<String, Tensor> inputs = Map.of("image", Tensor.zeros(1, 2, 8, 8));
            program.run(inputs);
            assertThat(program.profiledBytes()).as("nothing was profiled").isZero();
            program.profile(true);
            program.run(inputs);
            return program.profiledBytes();
        }
    }

    @Test
    void bothEnginesReportInputParametersAndTheResultsThatAreThereAtOneTime() {
        long image = 2 * 64;
        long parameters = 9 * (2 * 3 + 3 * 4 + 4 * 1);
        // While the second convolution runs; the first one's result is gone when the third runs.
        long results = (3 + 4) * 64;
        long expected = Float.BYTES * (image + parameters + results);

        assertThat(profiledBytes(Engines.nd4j())).isEqualTo(expected);
        assertThat(profiledBytes(Engines.libtorch(Precision.FLOAT32))).isEqualTo(expected);
    }

    @Test
    void theEstimateForAProgramThatHasNotRunIsTheSame() {
        ModelGraph graph = new ModelGraph(DataType.FLOAT);
        NetworkBuilder network = graph.draw("network").builder();
        SDVariable first = network.convolution("first", graph.placeholder("image", 5, 2, 8, 8), 3, SAME);
        SDVariable second = network.convolution("second", first, 4, SAME);
        SDVariable third = network.convolution("third", second, 1, SAME);

        assertThat(ResultBytes.of(Schedule.of(graph, List.of(third.name()))))
                .isEqualTo(new ResultBytes(Float.BYTES * 5L * (3 + 4) * 64, 0));
    }
}
