package org.retort.api.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.retort.api.plugin.InputException;

class PlanarImageTest {
    /** Hashes of what Pillow 12.3 makes of {@link #pattern()}: {@code crop((0, 20, 178, 198)).resize((s, s), BILINEAR)}. */
    @ParameterizedTest
    @CsvSource({
        "128, 9692e547ed8602c07847224ef22e66dc70b3866998c473371d916a0eb8de03ec",
        "64, 72df834976923852f4247c7b8bb502c0f5b775c91d518204b06535e04b1d4b71",
        "48, f5eb3726b4188ed37ce26d8a37516c7538f8b894c4ab44463c7718927e812d8e",
        "200, a0eae9ec8b42f2372436438f8646512873bae6b8d957c4ac36fcdd921d7bac51"
    })
    void aCropIsResizedToTheBytesOfPillow(int size, String sha256) {
        assertThat(hash(pattern().centreCrop(178, 178).resize(size, size))).isEqualTo(sha256);
    }

    /** Pillow: {@code resize((31, 77), BILINEAR)}. */
    @Test
    void heightAndWidthAreResizedEachByItsOwnFactor() {
        assertThat(hash(pattern().resize(77, 31)))
                .isEqualTo("56a91133e4ae9a46ceb35b98daad1d3b4baed2d0f9cbde5c7ef693671dc99090");
    }

    /** Pillow: {@code convert('L')}. */
    @Test
    void greyIsTheLumaOfPillow() {
        assertThat(hash(pattern().withChannels(1)))
                .isEqualTo("c82d16d79504c9a06b9ef09759f624b80d18f56587cc70b413e8f44a46d5ff81");
    }

    /** By hand: the four nearest pixels lie at 1/4 and 3/4 of the reach, so they weigh 3/8 and 1/8. */
    @Test
    void halvingWeighsFourNeighboursOneToThree() {
        PlanarImage row = new PlanarImage(1, 1, 8, new byte[] {0, 0, 0, 80, 0, 0, 0, 0});
        assertThat(row.resize(1, 4).pixels()).containsExactly(0, 30, 10, 0);
    }

    /** By hand: output centres lie at 1/4, 3/4, 5/4, 7/4 input pixels, so weights are 1, 3/4, 1/4 and 0. */
    @Test
    void doublingInterpolatesAlongAStraightLine() {
        PlanarImage row = new PlanarImage(1, 1, 2, new byte[] {0, 100});
        assertThat(row.resize(1, 4).pixels()).containsExactly(0, 25, 75, 100);
    }

    @Test
    void aConstantImageStaysConstantAtAnySize() {
        byte[] white = new byte[3 * 50 * 40];
        Arrays.fill(white, (byte) 255);
        for (int size : new int[] {1, 7, 33, 64, 129}) {
            assertThat(new PlanarImage(3, 50, 40, white).resize(size, size).pixels()).containsOnly((byte) 255);
        }
    }

    @Test
    void aCropThatDoesNotFitIsRefused() {
        assertThatThrownBy(() -> pattern().centreCrop(219, 100))
                .isInstanceOf(InputException.class)
                .hasMessage("a crop of 100 x 219 px does not fit into an image of 178 x 218 px");
    }

    @Test
    void colourFilesDecodeToPlanes() throws IOException {
        BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_INT_RGB);
        image.setRGB(0, 0, 0x010203);
        image.setRGB(1, 0, 0xFFFEFD);
        PlanarImage decoded = PlanarImage.decode(file(image, "png"), "a.png");
        assertThat(decoded.channels()).isEqualTo(3);
        assertThat(decoded.pixels()).containsExactly(1, 255, 2, 254, 3, 253);
    }

    @Test
    void greyFilesKeepTheirValues() throws IOException {
        BufferedImage image = new BufferedImage(3, 1, BufferedImage.TYPE_BYTE_GRAY);
        image.getRaster().setSamples(0, 0, 3, 1, 0, new int[] {10, 128, 250});
        PlanarImage decoded = PlanarImage.decode(file(image, "png"), "a.png");
        assertThat(decoded.channels()).isEqualTo(1);
        assertThat(decoded.pixels()).containsExactly(10, 128, 250);
    }

    @Test
    void whatIsNoImageIsNamedWithItsFirstBytes() {
        assertThatThrownBy(() -> PlanarImage.decode("<html>".getBytes(StandardCharsets.US_ASCII), "000001.jpg"))
                .isInstanceOf(InputException.class)
                .hasMessage("000001.jpg is not an image: it begins with the bytes 3c 68 74 6d; expected a JPEG, PNG,"
                        + " GIF or BMP file");
    }

    @Test
    void anEmptyFileIsNamed() {
        assertThatThrownBy(() -> PlanarImage.decode(new byte[0], "000001.jpg"))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("000001.jpg is not an image: it is empty");
    }

    @ParameterizedTest
    @CsvSource({"jpg, 0.1", "jpg, 0.5", "jpg, 0.9", "png, 0.1", "png, 0.5", "png, 0.9"})
    void aFileThatIsCutOffIsRefusedAndNotFilledUp(String format, double share) throws IOException {
        BufferedImage image = new BufferedImage(178, 218, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 178 * 218; i++) {
            image.setRGB(i % 178, i / 178, i * 2654435 ^ i >> 3);
        }
        byte[] whole = file(image, format);
        byte[] part = Arrays.copyOf(whole, (int) (whole.length * share));
        assertThatThrownBy(() -> PlanarImage.decode(part, "000001.jpg"))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("000001.jpg is a damaged image: ")
                .hasMessageEndingWith("; fetch the file again");
    }

    private static PlanarImage pattern() {
        byte[] pixels = new byte[3 * 218 * 178];
        for (int channel = 0; channel < 3; channel++) {
            for (int y = 0; y < 218; y++) {
                for (int x = 0; x < 178; x++) {
                    pixels[(channel * 218 + y) * 178 + x] = (byte) (x * 7 + y * 13 + x * y * 3 + 50 * channel);
                }
            }
        }
        return new PlanarImage(3, 218, 178, pixels);
    }

    private static byte[] file(BufferedImage image, String format) throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        ImageIO.write(image, format, file);
        return file.toByteArray();
    }

    private static String hash(PlanarImage image) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(image.pixels()));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
