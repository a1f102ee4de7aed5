package org.retort.api.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestNameTest {
    @Test
    void swappedNeighboursAreOneMistake() {
        assertThat(NearestName.distance("iteratoins", "iterations")).isEqualTo(1);
        assertThat(NearestName.distance("kitten", "sitting")).isEqualTo(3);
    }

    @Test
    void letterCaseIsIgnored() {
        assertThat(NearestName.of("Widht", List.of("blocks", "width"))).contains("width");
    }

    @Test
    void aNameLikeNoneIsNotGuessed() {
        assertThat(NearestName.of("zzz", List.of("width", "blocks"))).isEmpty();
        assertThat(NearestName.question("zzz", List.of("width", "blocks"))).isEmpty();
    }

    @Test
    void ofAShortNameOneLetterMayBeWrong() {
        assertThat(NearestName.of("cpi", List.of("cpu"))).contains("cpu");
        assertThat(NearestName.of("abc", List.of("cpu"))).isEmpty();
    }
}
