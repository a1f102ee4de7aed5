package org.retort.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.retort.api.data.ImageFormat;
import org.retort.api.data.LabelSpace;
import org.retort.api.plugin.InputException;
import org.retort.experiment.export.Photo;
import org.retort.experiment.run.GeneratorMetadata;

class PhotoTest {
    private static final GeneratorMetadata GENERATOR = new GeneratorMetadata(
            "uuid",
            "tiny",
            new ImageFormat(3, 16),
            LabelSpace.classes(List.of("a", "b")),
            "one face from brow to chin");

    @TempDir
    private Path folder;

    /** A picture that is red in the square of 16 px at (20, 4) and blue elsewhere. */
    private Path photo(int width, int height) throws IOException {
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                boolean inside = x >= 20 && x < 36 && y >= 4 && y < 20;
                picture.setRGB(x, y, inside ? 0xff0000 : 0x0000ff);
            }
        }
        Path file = folder.resolve("photo.png");
        ImageIO.write(picture, "png", file.toFile());
        return file;
    }

    @Test
    void theSquareThatIsNamedIsCutOut() throws IOException {
        Photo photo = Photo.read(photo(60, 30), Optional.of(Photo.Crop.of("20,4,16")), GENERATOR);

        assertThat(photo.image().shape()).containsExactly(1, 3, 16, 16);
        assertThat(Arrays.copyOf(photo.image().data(), 256)).containsOnly(1f);
        assertThat(Arrays.copyOfRange(photo.image().data(), 512, 768)).containsOnly(-1f);
        assertThat(photo.notes()).isEmpty();
    }

    @Test
    void aPhotoThatIsNoSquareFaceIsRefusedWithTheWayToCropIt() throws IOException {
        Path file = photo(60, 30);

        assertThatThrownBy(() -> Photo.read(file, Optional.empty(), GENERATOR))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("60 x 30 px, which is not cropped like the images that the generator was trained on:"
                        + " one face from brow to chin")
                .hasMessageContaining("--crop X,Y,SIZE");
    }

    @Test
    void aCropBeyondThePhotoIsRefused() throws IOException {
        Path file = photo(60, 30);

        assertThatThrownBy(() -> Photo.read(file, Optional.of(Photo.Crop.of("50,4,16")), GENERATOR))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("50,4,16")
                .hasMessageContaining("60 x 30 px");
    }

    @Test
    void smallAndGreyPhotosAreTakenWithANote() throws IOException {
        BufferedImage grey = new BufferedImage(8, 8, BufferedImage.TYPE_BYTE_GRAY);
        Path file = folder.resolve("grey.png");
        ImageIO.write(grey, "png", file.toFile());

        assertThat(Photo.read(file, Optional.empty(), GENERATOR).notes())
                .anyMatch(note -> note.contains("8 px") && note.contains("16 px"))
                .anyMatch(note -> note.contains("grey"));
    }
}
