package org.retort.engine.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.retort.api.plugin.InputException;
import org.retort.plugin.distillation.block.Distance;
import org.retort.plugin.distillation.image.Content;

/** Every distillation loss against a value that was worked out by hand. */
class HandComputedLossTest {
    static Stream<HandComputed> cases() {
        return Stream.of(
                        ImageLossValues.cases(),
                        FeatureLossValues.cases(),
                        RelationLossValues.cases(),
                        DiscriminatorLossValues.cases())
                .flatMap(cases -> cases);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void theValueIsTheOneWorkedOutByHand(HandComputed worked) {
        GivenStep step = new GivenStep(worked.loss().side(), worked.labels(), worked.numbers());

        assertThat(step.value(worked.draw().apply(step))).isCloseTo(worked.value(), within(1e-9));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void aLossNeedsATeacherWhereItAsksForOne(HandComputed worked) {
        GivenStep step = new GivenStep(worked.loss().side(), worked.labels(), worked.numbers());

        worked.draw().apply(step);

        assertThat(worked.needsTeacher()).isEqualTo(step.askedTeacher());
    }

    @Test
    void theFormOfContentThatHasNoValueIsRefusedWithOneThatHas() {
        assertThatThrownBy(() -> new Content.Parameters(Content.Form.PERCEPTUAL, List.of(), Distance.L1, 1))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("VGG")
                .hasMessageContaining("form: discriminator");
    }

    @Test
    void noLossShipsWithoutSuchAValue() {
        assertThat(cases().map(worked -> worked.loss().getClass().getName()).distinct())
                .containsExactlyInAnyOrderElementsOf(ShippedLosses.classes());
    }
}
