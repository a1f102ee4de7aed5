package org.retort.engine.libtorch.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.bytedeco.dnnl.memory;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PackedWeightsTest {
    private final Natives natives = new Natives();
    private final NoGradGuard guard = new NoGradGuard();
    private final AtomicInteger times = new AtomicInteger();
    private final UnaryOperator<Tensor> counted = weight -> {
        times.incrementAndGet();
        return weight;
    };
    private OneDnn oneDnn;
    private PackedWeights weights;
    private memory.desc order;

    @BeforeEach
    void open() {
        torch.randn(1);
        oneDnn = new OneDnn(natives);
        weights = new PackedWeights(natives);
        order = oneDnn.map(new long[] {4, 3, 2, 2}, false);
    }

    @AfterEach
    void close() {
        guard.close();
        natives.close();
    }

    private PackedWeights.Packed of(String name, memory.desc wanted) {
        return weights.of(oneDnn, name, order, wanted, counted);
    }

    @Test
    void aParameterIsPutInOrderOnceForEachChangeWhoeverReadsIt() {
        Tensor weight = torch.zeros(4, 3, 2, 2);

        of("a", order).update(weight);
        of("a", order).update(weight);
        assertThat(times).hasValue(1);

        weight.add_(new Scalar(1));
        of("a", order).update(weight);
        of("a", order).update(weight);
        assertThat(times).hasValue(2);
    }

    @Test
    void parametersAndOrdersThatDifferAreKeptApart() {
        memory.desc other = natives.keep(new memory.desc(
                new long[] {4, 3, 2, 2}, memory.data_type.f32, memory.format_tag.nchw));

        assertThat(of("a", order)).isSameAs(of("a", order))
                .isNotSameAs(of("b", order))
                .isNotSameAs(of("a", other));
    }
}
