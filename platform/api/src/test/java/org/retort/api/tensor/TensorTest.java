package org.retort.api.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TensorTest {
    @Test
    void aSliceIsOneEntryOfTheFirstAxis() {
        Tensor tensor = new Tensor(new long[] {2, 3}, new float[] {1, 2, 3, 4, 5, 6});
        assertThat(tensor.slice(1).shape()).containsExactly(3);
        assertThat(tensor.slice(1).data()).containsExactly(4, 5, 6);
    }

    @Test
    void aShapeThatDoesNotHoldTheDataIsRefused() {
        assertThatThrownBy(() -> new Tensor(new long[] {2, 2}, new float[3]))
                .hasMessage("shape [2, 2] holds 4 values, not 3");
    }

    @Test
    void aScalarHasOneValueAndNoAxes() {
        assertThat(Tensor.scalar(2.5f).scalarValue()).isEqualTo(2.5f);
        assertThat(Tensor.scalar(2.5f).shape()).isEmpty();
        assertThatThrownBy(() -> Tensor.zeros(2).scalarValue()).hasMessage("shape [2] is no scalar");
    }
}
