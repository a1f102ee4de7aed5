package org.retort.engine.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.retort.api.plugin.InputException;
import org.retort.api.tensor.Tensor;

class SafetensorsTest {
    @TempDir
    Path folder;

    private static Map<String, Tensor> tensors() {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        float[] many = new float[300_000];
        for (int i = 0; i < many.length; i++) {
            many[i] = i * 0.37f - 5;
        }
        tensors.put("own/generator/stem/weight", new Tensor(new long[] {3, 100_000}, many));
        tensors.put("step", Tensor.scalar(7));
        return tensors;
    }

    @Test
    void whatIsWrittenIsReadBack() {
        Path file = folder.resolve("a/weights.safetensors");

        Safetensors.write(file, tensors(), Map.of("step", "500"));
        Safetensors.Contents contents = Safetensors.read(file);

        assertThat(contents.metadata()).isEqualTo(Map.of("step", "500"));
        assertThat(contents.tensors().keySet()).containsExactly("own/generator/stem/weight", "step");
        Tensor weight = contents.tensors().get("own/generator/stem/weight");
        assertThat(weight.shape()).containsExactly(3, 100_000);
        assertThat(weight.data()).isEqualTo(tensors().get("own/generator/stem/weight").data());
        assertThat(contents.tensors().get("step").scalarValue()).isEqualTo(7);
        assertThat(file.getParent()).isDirectoryNotContaining("glob:**.tmp");
    }

    @Test
    void filesOfOtherWritersAreRead() throws IOException {
        String header = "{\"b\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}";
        ByteBuffer bytes = ByteBuffer.allocate(8 + header.length() + 8).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(header.length()).put(header.getBytes(StandardCharsets.UTF_8)).putFloat(1.5f).putFloat(-2);
        Path file = Files.write(folder.resolve("other.safetensors"), bytes.array());

        assertThat(Safetensors.read(file).tensors().get("b").data()).containsExactly(1.5f, -2);
    }

    @Test
    void aFileCutShortIsNamed() throws IOException {
        Path file = folder.resolve("cut.safetensors");
        Safetensors.write(file, tensors(), Map.of());
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length - 100));

        assertThatThrownBy(() -> Safetensors.read(file))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("cut short");
    }

    @Test
    void aFileOfAnotherKindIsNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("text.safetensors"), "this is a text");

        assertThatThrownBy(() -> Safetensors.read(file))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(file.toString());
    }

    @Test
    void halfPrecisionIsRefused() throws IOException {
        String header = "{\"b\":{\"dtype\":\"F16\",\"shape\":[2],\"data_offsets\":[0,4]}}";
        ByteBuffer bytes = ByteBuffer.allocate(8 + header.length() + 4).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(header.length()).put(header.getBytes(StandardCharsets.UTF_8));
        Path file = Files.write(folder.resolve("half.safetensors"), bytes.array());

        assertThatThrownBy(() -> Safetensors.read(file))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("tensor b")
                .hasMessageContaining("F16");
    }
}
