package org.retort.dataset.procedural;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.retort.api.data.ImageDataset;
import org.retort.api.data.LabelSpace;
import org.retort.api.data.Sample;
import org.retort.api.data.Split;
import org.retort.api.data.Target;
import org.retort.api.plugin.InputException;
import org.retort.dataset.procedural.ProceduralFacesParameters.Labels;

class ProceduralDatasetTest {
    private static final int SIZE = 64;
    private static final ImageDataset FACES = faces(SIZE, 1, Labels.ATTRIBUTES, 3);
    private static final ImageDataset EXPRESSIONS = faces(SIZE, 1, Labels.EXPRESSIONS, 3);

    @Test
    void theSameSeedDrawsTheSameFaces() {
        ImageDataset again = faces(SIZE, 1, Labels.ATTRIBUTES, 3);
        for (int i = 9; i >= 0; i--) {
            assertThat(again.read(Split.TEST, i)).usingRecursiveComparison().isEqualTo(FACES.read(Split.TEST, i));
        }
    }

    @Test
    void anotherSeedSplitOrIndexDrawsAnotherFace() {
        byte[] first = pixels(FACES, Split.TRAIN, 0);
        assertThat(pixels(faces(SIZE, 2, Labels.ATTRIBUTES, 3), Split.TRAIN, 0)).isNotEqualTo(first);
        assertThat(pixels(FACES, Split.TEST, 0)).isNotEqualTo(first);
        assertThat(pixels(FACES, Split.TRAIN, 1)).isNotEqualTo(first);
    }

    /** Raise {@code ProceduralDataset.DRAWING} together with these, so that caches are made anew. */
    @Test
    void facesAreDrawnToTheSameBytesEverywhere() throws NoSuchAlgorithmException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        for (int i = 0; i < 20; i++) {
            digest.update(pixels(FACES, Split.TRAIN, i));
            digest.update(pixels(EXPRESSIONS, Split.TRAIN, i));
        }
        assertThat(FACES.fingerprint()).startsWith("procedural-faces drawing 2 ");
        assertThat(HexFormat.of().formatHex(digest.digest())).isEqualTo("ed449e0237c6d8aeedb183f381b02fe6d08b3478e317da8ea8448f894a801b8f");
    }

    @ParameterizedTest
    @ValueSource(ints = {32, 33, 48, 128})
    void imagesHaveTheSizeAskedFor(int size) {
        assertThat(pixels(faces(size, 1, Labels.ATTRIBUTES, 3), Split.TRAIN, 0)).hasSize(3 * size * size);
        assertThat(pixels(faces(size, 1, Labels.ATTRIBUTES, 1), Split.TRAIN, 0)).hasSize(size * size);
    }

    @Test
    void aSmallFaceIsTheLargeOneAveraged() {
        byte[] large = pixels(faces(128, 1, Labels.ATTRIBUTES, 3), Split.TRAIN, 3);
        byte[] small = pixels(faces(32, 1, Labels.ATTRIBUTES, 3), Split.TRAIN, 3);
        double difference = 0;
        for (int i = 0; i < small.length; i++) {
            int y = i / 32 * 4;
            int x = i % 32 * 4;
            double mean = 0;
            for (int k = 0; k < 16; k++) {
                mean += (large[(y + k / 4) * 128 + x + k % 4] & 255) / 16.0;
            }
            difference += Math.abs(mean - (small[i] & 255)) / small.length;
        }
        assertThat(difference).isLessThan(2);
    }

    @Test
    void labelsAreBalanced() {
        double[] shares = shares(FACES);
        for (int hair = 0; hair < 3; hair++) {
            assertThat(shares[hair]).isBetween(0.30, 0.37);
        }
        for (int other = 3; other < 6; other++) {
            assertThat(shares[other]).isBetween(0.46, 0.54);
        }
        for (double share : shares(EXPRESSIONS)) {
            assertThat(share).isBetween(1 / 7.0 - 0.03, 1 / 7.0 + 0.03);
        }
    }

    @Test
    void oneHairColourHolds() {
        for (int i = 0; i < 100; i++) {
            float[] label = FACES.read(Split.TRAIN, i).orElseThrow().label();
            assertThat(label[0] + label[1] + label[2]).isEqualTo(1);
        }
        assertThat(FACES.labels().exclusive()).containsExactly(List.of("Black_Hair", "Blond_Hair", "Brown_Hair"));
    }

    @Test
    void theTruthOfAnImagesOwnLabelIsTheImage() {
        for (ImageDataset faces : List.of(FACES, EXPRESSIONS)) {
            for (int i = 0; i < 10; i++) {
                Sample sample = faces.read(Split.TEST, i).orElseThrow();
                assertThat(faces.truth(sample.name(), sample.label())).hasValue(sample.pixels());
            }
        }
    }

    @Test
    void everyTranslationThatAsksForAChangeShowsOne() {
        for (ImageDataset faces : List.of(FACES, EXPRESSIONS)) {
            for (int i = 0; i < 10; i++) {
                Sample sample = faces.read(Split.TEST, i).orElseThrow();
                for (Target target : faces.labels().targets(sample.label())) {
                    boolean asked = !java.util.Arrays.equals(target.label(), sample.label());
                    double changed = changed(sample, faces, target, 0, 1);
                    assertThat(changed > 0.005).as(target.name()).isEqualTo(asked);
                }
            }
        }
    }

    @Test
    void eyeglassesChangeNothingButTheRegionOfTheEyes() {
        for (int i = 0; i < 10; i++) {
            Sample sample = FACES.read(Split.TEST, i).orElseThrow();
            Target target = target(FACES, sample, "Eyeglasses");
            assertThat(changed(sample, FACES, target, 0, 0.38)).isZero();
            assertThat(changed(sample, FACES, target, 0.65, 1)).isZero();
        }
    }

    @Test
    void aSmileChangesNothingAboveTheBrows() {
        for (int i = 0; i < 10; i++) {
            Sample sample = FACES.read(Split.TEST, i).orElseThrow();
            Target target = target(FACES, sample, "Smiling");
            assertThat(changed(sample, FACES, target, 0, 0.33)).isZero();
            assertThat(changed(sample, FACES, target, 0.6, 0.8)).isPositive();
        }
    }

    @Test
    void aHairColourLeavesTheWallAndTheMiddleOfTheFaceAlone() {
        for (int i = 0; i < 10; i++) {
            Sample sample = FACES.read(Split.TEST, i).orElseThrow();
            for (String colour : List.of("Black_Hair", "Blond_Hair", "Brown_Hair")) {
                byte[] truth = FACES.truth(sample.name(), target(FACES, sample, colour).label()).orElseThrow();
                for (int channel = 0; channel < 3; channel++) {
                    for (int k = 0; k < 3; k++) {
                        int corner = (channel * SIZE + k) * SIZE;
                        int nose = (channel * SIZE + SIZE * 6 / 10 + k) * SIZE + SIZE / 2;
                        assertThat(truth[corner]).isEqualTo(sample.pixels()[corner]);
                        assertThat(truth[nose]).isEqualTo(sample.pixels()[nose]);
                    }
                }
            }
        }
    }

    @Test
    void attributesThatAreNoLabelsVaryAllTheSame() {
        ImageDataset young = new ProceduralDataset(
                new ProceduralFacesParameters(SIZE, 10, 0, 0, 1, Labels.ATTRIBUTES, List.of("Young"), 3));
        assertThat(young.labels()).isEqualTo(LabelSpace.attributes(List.of("Young"), List.of()));
        assertThat(pixels(young, Split.TRAIN, 0)).isEqualTo(pixels(FACES, Split.TRAIN, 0));
    }

    @Test
    void greyIsTheLumaOfTheColours() {
        byte[] colour = {(byte) 255, 0, 0, 10, 0, (byte) 255, 0, 20, 0, 0, (byte) 255, 30};
        assertThat(ProceduralDataset.grey(colour)).containsExactly(76, (byte) 150, 29, 18);
    }

    @Test
    void anUnknownAttributeIsNamedWithTheNearest() {
        assertThatThrownBy(() -> new ProceduralFacesParameters(
                        32, 10, 0, 0, 1, Labels.ATTRIBUTES, List.of("Eyeglases"), 3))
                .isInstanceOf(InputException.class)
                .hasMessage("attributes names Eyeglases; procedural faces have Black_Hair, Blond_Hair, Brown_Hair,"
                        + " Eyeglasses, Smiling, Young; did you mean Eyeglasses?");
    }

    /** The share of values that a translation changes in rows from {@code top} to {@code bottom}, parts of the height. */
    private static double changed(Sample sample, ImageDataset faces, Target target, double top, double bottom) {
        byte[] truth = faces.truth(sample.name(), target.label()).orElseThrow();
        int changed = 0;
        for (int i = 0; i < truth.length; i++) {
            double y = (double) (i / SIZE % SIZE) / SIZE;
            if (y >= top && y < bottom && truth[i] != sample.pixels()[i]) {
                changed++;
            }
        }
        return (double) changed / truth.length;
    }

    private static Target target(ImageDataset faces, Sample sample, String name) {
        return faces.labels().targets(sample.label()).get(faces.labels().index(name));
    }

    private static double[] shares(ImageDataset faces) {
        double[] shares = new double[faces.labels().size()];
        int count = faces.count(Split.TRAIN);
        for (int i = 0; i < count; i++) {
            float[] label = faces.read(Split.TRAIN, i).orElseThrow().label();
            for (int k = 0; k < label.length; k++) {
                shares[k] += label[k] / count;
            }
        }
        return shares;
    }

    private static byte[] pixels(ImageDataset faces, Split split, int index) {
        return faces.read(split, index).orElseThrow().pixels();
    }

    private static ImageDataset faces(int size, long seed, Labels labels, int channels) {
        return new ProceduralDataset(
                new ProceduralFacesParameters(size, 1000, 10, 50, seed, labels, Attribute.labels(), channels));
    }
}
