package org.retort.engine.libtorch.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.buffer.DataType;
import org.retort.api.model.Convolution;
import org.retort.api.model.NetworkBuilder;
import org.retort.api.tensor.Tensor;
import org.retort.engine.gradient.Gradients;
import org.retort.engine.graph.ModelGraph;
import org.retort.engine.program.EngineSession;
import org.retort.engine.program.EngineSettings;
import org.retort.engine.program.Parameters;
import org.retort.engine.program.Precision;
import org.retort.engine.program.ProgramSpec;
import org.retort.engine.schedule.Schedule;
import org.retort.engine.state.InitialValues;

class ThreadsTest {
    private static final int AVAILABLE = 4;

    /** Two channels, 16 x 16, and what is drawn over them. */
    private static final class Net {
        private final ModelGraph graph = new ModelGraph(DataType.FLOAT);
        private final SDVariable image;
        private final NetworkBuilder builder = graph.draw("net").builder();

        Net(int images) {
            image = graph.placeholder("image", images, 2, 16, 16);
        }

        int threads(SDVariable... wanted) {
            return Threads.of(Schedule.of(graph, Arrays.stream(wanted).map(SDVariable::name).toList()), AVAILABLE);
        }

        void runOnce(EngineSession session, SDVariable wanted) {
            Parameters parameters = session.allocate(graph.layout("net"));
            parameters.write(InitialValues.of(graph, "net", 1));
            session.compile(new ProgramSpec("net", graph, List.of(wanted.name()), Map.of("net", parameters), Map.of()))
                    .run(Map.of("image", Tensor.zeros(image.getShape())));
        }
    }

    @Test
    void aProgramOfSmallConvolutionsTakesOneThread() {
        Net net = new Net(1);
        SDVariable small = net.builder.convolution("a", net.image, 4, Convolution.of(3, 1, 1));

        assertThat(net.threads(net.builder.transposedConvolution("b", small, 4, Convolution.of(4, 2, 1)))).isOne();
    }

    @Test
    void oneLargeConvolutionIsSharedWhateverElseThereIs() {
        // 128 images of 16 x 16: 128 * 256 * 2 * 4 * 9 = 2.4 million multiply-adds, and 8 times as many channels.
        Net net = new Net(128);
        SDVariable small = net.builder.convolution("a", net.image, 4, Convolution.of(3, 1, 1));
        assertThat(net.threads(small)).isOne();

        assertThat(net.threads(small, net.builder.convolution("b", net.image, 32, Convolution.of(3, 1, 1))))
                .isEqualTo(AVAILABLE);
    }

    @Test
    void aTransposedConvolutionCountsByWhatItReads() {
        // 60 * 256 * 2 * 32 * 16 = 15.7 million, and 62 images are 16.3.
        for (int images : new int[] {60, 62}) {
            Net net = new Net(images);

            assertThat(net.threads(net.builder.transposedConvolution("a", net.image, 32, Convolution.of(4, 2, 1))))
                    .isEqualTo(images == 60 ? 1 : AVAILABLE);
        }
    }

    @Test
    void aDepthwiseConvolutionCountsEachChannelOnce() {
        // 1024 * 256 * 2 * 9 = 4.7 million multiply-adds, and four times as many images.
        Net net = new Net(1024);
        SDVariable depthwise = net.builder.depthwiseConvolution("a", net.image, Convolution.of(3, 1, 1));
        assertThat(net.threads(depthwise)).isOne();

        Net more = new Net(4096);
        assertThat(more.threads(more.builder.depthwiseConvolution("a", more.image, Convolution.of(3, 1, 1))))
                .isEqualTo(AVAILABLE);
    }

    @Test
    void aGradientCountsLikeItsConvolution() {
        for (int images : new int[] {60, 62}) {
            Net net = new Net(images);
            SDVariable output = net.builder.transposedConvolution("a", net.image, 32, Convolution.of(4, 2, 1));
            SDVariable gradient = Gradients.of(net.graph, net.graph.sameDiff().math().square(output).mean(),
                            net.graph.parameters("net").values())
                    .values().iterator().next();

            assertThat(net.threads(gradient)).isEqualTo(images == 60 ? 1 : AVAILABLE);
        }
    }

    @Test
    void programsOfOneSessionTakeTurnsWithTheirThreads() {
        try (EngineSession session = new LibTorchEngine().open(new EngineSettings("cpu", 2, Precision.FLOAT32))) {
            Net few = new Net(1);
            Net many = new Net(128);

            few.runOnce(session, few.builder.convolution("a", few.image, 4, Convolution.of(3, 1, 1)));
            assertThat(torch.get_num_threads()).isOne();
            many.runOnce(session, many.builder.convolution("a", many.image, 32, Convolution.of(3, 1, 1)));
            assertThat(torch.get_num_threads()).isEqualTo(2);
            few.runOnce(session, few.builder.convolution("b", few.image, 4, Convolution.of(3, 1, 1)));
            assertThat(torch.get_num_threads()).isOne();
        }
    }

    @Test
    void aProgramThatConvolvesNothingTakesAllThreads() {
        Net net = new Net(1);

        assertThat(net.threads(net.graph.sameDiff().math().square(net.image))).isEqualTo(AVAILABLE);
    }
}
