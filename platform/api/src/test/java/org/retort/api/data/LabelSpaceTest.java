package org.retort.api.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.retort.api.plugin.InputException;

class LabelSpaceTest {
    private static final LabelSpace CELEBA = LabelSpace.attributes(
            List.of("Black_Hair", "Blond_Hair", "Brown_Hair", "Male", "Young"),
            List.of(List.of("Black_Hair", "Blond_Hair", "Brown_Hair")));

    @Test
    void aHairColourIsSetAndTheOthersCleared() {
        List<Target> targets = CELEBA.targets(new float[] {0, 0, 1, 1, 0});
        assertThat(targets.get(0).name()).isEqualTo("Black_Hair");
        assertThat(targets.get(0).label()).containsExactly(1, 0, 0, 1, 0);
        assertThat(targets.get(1).label()).containsExactly(0, 1, 0, 1, 0);
    }

    @Test
    void aHairColourThatHoldsAlreadyStays() {
        assertThat(CELEBA.targets(new float[] {0, 0, 1, 1, 0}).get(2).label()).containsExactly(0, 0, 1, 1, 0);
    }

    @Test
    void anyOtherAttributeIsFlipped() {
        List<Target> targets = CELEBA.targets(new float[] {0, 0, 1, 1, 0});
        assertThat(targets.get(3).label()).containsExactly(0, 0, 1, 0, 0);
        assertThat(targets.get(4).label()).containsExactly(0, 0, 1, 1, 1);
    }

    @Test
    void anImageWithNoHairColourGetsOne() {
        assertThat(CELEBA.targets(new float[5]).get(1).label()).containsExactly(0, 1, 0, 0, 0);
    }

    @Test
    void aClassReplacesTheClassOfTheImage() {
        LabelSpace classes = LabelSpace.classes(List.of("angry", "happy", "sad"));
        List<Target> targets = classes.targets(new float[] {0, 1, 0});
        assertThat(targets).hasSize(3);
        assertThat(targets.get(0).label()).containsExactly(1, 0, 0);
        assertThat(targets.get(1).label()).containsExactly(0, 1, 0);
        assertThat(targets.get(2).label()).containsExactly(0, 0, 1);
    }

    @Test
    void theLabelOfTheImageIsLeftAlone() {
        float[] source = {0, 0, 1, 1, 0};
        CELEBA.targets(source);
        assertThat(source).containsExactly(0, 0, 1, 1, 0);
    }

    @Test
    void anUnknownLabelIsNamedTogetherWithThoseThereAre() {
        assertThatThrownBy(() -> CELEBA.index("Bald"))
                .isInstanceOf(InputException.class)
                .hasMessage("no label Bald; the labels are Black_Hair, Blond_Hair, Brown_Hair, Male, Young");
    }

    @Test
    void aMistypedLabelIsGuessed() {
        assertThatThrownBy(() -> CELEBA.index("blond_hiar"))
                .hasMessageStartingWith("no label blond_hiar; did you mean Blond_Hair?; the labels are Black_Hair");
    }

    @Test
    void aLabelListedTwiceIsRefused() {
        assertThatThrownBy(() -> LabelSpace.classes(List.of("sad", "happy", "sad")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("label sad is listed twice");
    }

    @Test
    void aGroupOutsideTheLabelsIsRefused() {
        assertThatThrownBy(() -> LabelSpace.attributes(List.of("Male"), List.of(List.of("Male", "Bald"))))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("[Male, Bald] names labels outside [Male]");
    }
}
