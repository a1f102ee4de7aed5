package org.retort.experiment.descriptor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.retort.experiment.descriptor.WeightSchedule.Kind;

class SchedulesTest {
    @Test
    void linearToZeroIsFullInTheFirstHalfAndEndsOneStepBeforeZero() {
        LearningRateSchedule schedule = LearningRateSchedule.LINEAR_TO_ZERO;

        assertThat(schedule.factor(1, 8)).isEqualTo(1);
        assertThat(schedule.factor(4, 8)).isEqualTo(1);
        assertThat(schedule.factor(5, 8)).isEqualTo(0.8, within(1e-12));
        assertThat(schedule.factor(8, 8)).isEqualTo(0.2, within(1e-12));
        assertThat(schedule.factor(9, 8)).isEqualTo(0);
    }

    @Test
    void yunjeyCompatTakesOneHundredThousandthAwayAHundredTimes() {
        LearningRateSchedule schedule = LearningRateSchedule.YUNJEY_COMPAT;

        assertThat(1e-4 * schedule.factor(100_000, 200_000)).isEqualTo(1e-4);
        assertThat(1e-4 * schedule.factor(101_000, 200_000)).isEqualTo(1e-4);
        assertThat(1e-4 * schedule.factor(101_001, 200_000)).isEqualTo(1e-4 - 1e-9, within(1e-16));
        assertThat(1e-4 * schedule.factor(200_001, 200_000)).isEqualTo(9.99e-5, within(1e-16));
    }

    @Test
    void constantStays() {
        assertThat(LearningRateSchedule.CONSTANT.factor(7, 8)).isEqualTo(1);
    }

    @Test
    void aLinearWeightGoesFromStartToEnd() {
        WeightSchedule weight = new WeightSchedule(Kind.LINEAR, 2, 4, 10, 20);

        assertThat(weight.weight(1, 100)).isEqualTo(2);
        assertThat(weight.weight(15, 100)).isEqualTo(3);
        assertThat(weight.weight(21, 100)).isEqualTo(4);
    }

    @Test
    void aWarmUpEndsWithTheTrainingWhereNoEndIsGiven() {
        WeightSchedule weight = new WeightSchedule(Kind.WARM_UP, 0, 4, 0, 0);

        assertThat(weight.weight(25, 100)).isEqualTo(1);
        assertThat(weight.weight(100, 100)).isEqualTo(4);
    }

    @Test
    void fromToIsZeroOutside() {
        WeightSchedule weight = new WeightSchedule(Kind.FROM_TO, 0, 4, 10, 20);

        assertThat(weight.weight(9, 100)).isZero();
        assertThat(weight.weight(10, 100)).isEqualTo(4);
        assertThat(weight.weight(20, 100)).isEqualTo(4);
        assertThat(weight.weight(21, 100)).isZero();
    }
}
