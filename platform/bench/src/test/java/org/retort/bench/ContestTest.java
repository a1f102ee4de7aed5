package org.retort.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ContestTest {
    private static final Contest.Progress NOBODY = (done, rounds, secondsLeft) -> {};

    private long now;
    private int round;

    private Map<String, Runnable> contenders() {
        Map<String, Runnable> contenders = new LinkedHashMap<>();
        contenders.put("slow", () -> now += 3_000_000L * (1 + round));
        contenders.put("fast", () -> now += 1_000_000L * (1 + round++));
        return contenders;
    }

    @Test
    void theFirstRoundIsNotCounted() {
        Contest.Result result = new Contest(() -> now, NOBODY).run(contenders(), 7);

        assertThat(result.milliseconds().get("fast")).containsExactly(2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0);
        assertThat(result.time("fast")).isEqualTo(new Spread(2, 5, 8));
    }

    @Test
    void ratiosAreTakenWithinRounds() {
        Contest.Result result = new Contest(() -> now, NOBODY).run(contenders(), 7);

        assertThat(result.ratios("fast", "slow")).hasSize(7).containsOnly(3.0);
    }

    @Test
    void aContestWithoutRoundsIsRefused() {
        assertThatThrownBy(() -> new Contest(NOBODY).run(contenders(), 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not 0");
    }

    @Test
    void eachRoundIsToldWithTheTimeThatTheOthersTake() {
        List<String> told = new ArrayList<>();

        new Contest(() -> now, (done, rounds, left) -> told.add(done + "/" + rounds + " " + Math.round(left * 1e3)))
                .run(contenders(), 2);

        // Rounds of 4, 8 and 12 ms.
        assertThat(told).containsExactly("1/3 8", "2/3 6", "3/3 0");
    }
}
