package org.retort.history.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.retort.history.Series;
import org.retort.history.internal.RunRecord.Point;

class DownSamplingTest {
    @Test
    void aPointThatIsNoNumberIsAGap() {
        Series series = DownSampling.of(List.of(new Point(1, 2), new Point(2, Double.NaN), new Point(3, 4)), 10);

        assertThat(series.toJson().toString()).isEqualTo(
                "{\"steps\":[1,2,3],\"values\":[2.0,null,4.0],\"min\":[2.0,null,4.0],\"max\":[2.0,null,4.0]}");
    }

    @Test
    void stepsThatAResumedRunDidAgainCountOnce() {
        Series series = DownSampling.of(List.of(new Point(10, 1), new Point(20, 2), new Point(30, 3),
                new Point(20, 5), new Point(30, 6)), 10);

        assertThat(series.steps()).containsExactly(10, 20, 30);
        assertThat(series.values()).containsExactly(1, 5, 6);
    }
}
