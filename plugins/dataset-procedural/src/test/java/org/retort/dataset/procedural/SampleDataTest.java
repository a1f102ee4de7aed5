package org.retort.dataset.procedural;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleDataTest {
    @TempDir
    Path folder;

    @Test
    void celebaIsWrittenAsPublished() throws IOException {
        new SampleData(2, 1, 1, 1).writeCelebA(folder);
        String[] attributes = Files.readString(folder.resolve("list_attr_celeba.txt")).split("\r\n");
        assertThat(attributes[0]).isEqualTo("4");
        assertThat(attributes[1].split(" ")).hasSize(40).startsWith("5_o_Clock_Shadow").endsWith("Young");
        assertThat(attributes[2]).matches("000001\\.jpg( -1|  1){40}");
        assertThat(Files.readString(folder.resolve("list_eval_partition.txt")))
                .isEqualTo("000001.jpg 0\r\n000002.jpg 0\r\n000003.jpg 1\r\n000004.jpg 2\r\n");
        var image = ImageIO.read(folder.resolve("img_align_celeba/000004.jpg").toFile());
        assertThat(List.of(image.getWidth(), image.getHeight())).containsExactly(178, 218);
    }

    @Test
    void fer2013IsWrittenAsPublished() throws IOException {
        Path file = folder.resolve("fer2013.csv");
        new SampleData(2, 1, 1, 1).writeFer2013(file);
        List<String> lines = Files.readAllLines(file);
        assertThat(lines.get(0)).isEqualTo("emotion,pixels,Usage");
        assertThat(lines).hasSize(5);
        String[] fields = lines.get(1).split(",");
        assertThat(fields[0]).matches("[0-6]");
        assertThat(fields[1].split(" ")).hasSize(48 * 48).allMatch(value -> value.matches("\\d{1,3}"));
        assertThat(fields[2]).isEqualTo("Training");
        assertThat(lines.get(3)).endsWith(",PublicTest");
        assertThat(lines.get(4)).endsWith(",PrivateTest");
    }
}
