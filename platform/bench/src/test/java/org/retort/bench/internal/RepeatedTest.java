package org.retort.bench.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RepeatedTest {
    private final AtomicInteger done = new AtomicInteger();

    @Test
    void workIsDoneOnceBeforeItIsTimedEvenWithoutAWarmUp() {
        Repeated.of(done::incrementAndGet, Duration.ZERO);

        assertThat(done).hasValue(2);
    }

    @Test
    void aWarmUpDoesTheWorkOverAndOver() {
        Repeated.of(done::incrementAndGet, Duration.ofMillis(20));

        assertThat(done.get()).isGreaterThan(2);
    }

    @Test
    void aRoundDoesTheWorkAsOftenAsWasFound() {
        Repeated work = new Repeated(done::incrementAndGet, 7);

        work.run();

        assertThat(done).hasValue(7);
    }
}
