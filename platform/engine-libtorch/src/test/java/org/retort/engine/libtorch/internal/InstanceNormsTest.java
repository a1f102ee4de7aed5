package org.retort.engine.libtorch.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.buffer.DataType;
import org.retort.engine.graph.ModelGraph;
import org.retort.engine.op.InstanceNorm;
import org.retort.engine.schedule.Schedule;

class InstanceNormsTest {
    /** A residual sum takes what its last norm makes of a convolution's bfloat16 in 32-bit floats. */
    @ParameterizedTest
    @CsvSource({"1, 12", "2, 12", "1, 32", "2, 32"})
    void aNormOfBfloat16ThatIsWantedInFloatsLosesNoDigits(int images, int size) {
        check(images, size, true, false);
    }

    /** A constant of one value is kept as one number. */
    @ParameterizedTest
    @CsvSource({"1, 12", "2, 32"})
    void gainsAndBiasesMayBeOneNumber(int images, int size) {
        check(images, size, false, false);
    }

    @ParameterizedTest
    @CsvSource({"1, 12", "2, 12", "1, 32", "2, 32"})
    void aNormThatIsWantedInBfloat16IsTheOneInDoublePrecisionRounded(int images, int size) {
        check(images, size, true, true);
    }

    /**
     * @param half whether the map is bfloat16
     * @param halfWanted whether the norm is wanted so
     */
    private static void check(int images, int size, boolean half, boolean halfWanted) {
        ModelGraph graph = new ModelGraph(DataType.FLOAT);
        SDVariable x = graph.placeholder("x", images, 8, size, size);
        SDVariable y = graph.draw("net").builder().instanceNorm("norm", x);
        Schedule schedule = Schedule.of(graph, List.of(y.name()));
        Node node = schedule.steps().stream()
                .map(Node::of)
                .filter(made -> made.op().equals(InstanceNorm.NAME))
                .findFirst()
                .orElseThrow();
        List<String> inputs = new ArrayList<>(node.inputs());
        if (half) {
            inputs.set(0, Half.of(node.input()));
        }
        List<String> outputs = new ArrayList<>(node.outputs());
        if (halfWanted) {
            outputs.set(0, Half.of(node.output()));
        }
        try (Natives natives = new Natives(); NoGradGuard guard = new NoGradGuard()) {
            // Programs that train keep bfloat16 between convolutions, and read the statistics as well.
            Set<String> read = halfWanted ? Set.copyOf(node.outputs()) : Set.of(y.name());
            Kernel kernel = new KernelLibrary(true, true)
                    .bind(new Site(node.between(inputs, outputs, halfWanted), schedule, read, 1, natives,
                            new PackedWeights(natives)));
            torch.manual_seed(1);
            Tensor map = torch.randn(images, 8, size, size)
                    .to(half ? torch.ScalarType.BFloat16 : torch.ScalarType.Float);
            Tensor gain = torch.ones(1).expand(8);
            Tensor bias = torch.zeros(1).expand(8);

            Tensor[] results = kernel.run(new Tensor[] {map, gain, bias});

            Tensor made = results[0];
            Tensor exact = map.to(torch.ScalarType.Double);
            long[] pixels = {2, 3};
            ScalarTypeOptional sameType = new ScalarTypeOptional();
            Tensor mean = exact.mean(pixels, true, sameType);
            Tensor centred = exact.sub(mean);
            Tensor variance = centred.square().mean(pixels, true, sameType);
            Tensor inverseDeviation = variance.add(new Scalar(1e-5)).rsqrt();
            Tensor wanted = centred.mul(inverseDeviation);
            assertThat(made.scalar_type().intern())
                    .isEqualTo(halfWanted ? torch.ScalarType.BFloat16 : torch.ScalarType.Float);
            Tensor share = halfWanted ? wanted.abs().add(new Scalar(1e-3)) : torch.ones(1);
            assertThat(largest(wanted.sub(made).div(share))).isLessThan(halfWanted ? 1 / 256f : 1e-5f);
            if (halfWanted) {
                assertThat(largest(mean.reshape(images, 8).sub(results[1].reshape(images, 8)))).isLessThan(1e-5f);
                assertThat(largest(inverseDeviation.reshape(images, 8).sub(results[2].reshape(images, 8)))).isLessThan(1e-5f);
            }
        }
    }

    private static float largest(Tensor tensor) {
        return tensor.abs().max().to(torch.ScalarType.Float).item_float();
    }
}
