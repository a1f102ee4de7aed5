package org.retort.bench.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.retort.api.plugin.Configurable;
import org.retort.api.plugin.InputException;
import org.retort.dataset.procedural.ProceduralFaces;
import org.retort.engine.libtorch.internal.LibTorchEngine;
import org.retort.engine.nd4j.internal.Nd4jEngine;
import org.retort.experiment.plugin.InstalledPlugin;
import org.retort.experiment.plugin.PluginCatalog;
import org.retort.experiment.plugin.PluginKind;
import org.retort.plugin.stargan.StarGanDiscriminator;
import org.retort.plugin.stargan.StarGanGenerator;
import org.retort.plugin.stargan.StarGanObjective;
import org.retort.plugin.stustargan.StudentGenerator;

class BenchCommandTest {
    private static final PluginCatalog PLUGINS = new PluginCatalog() {
        @Override
        public List<InstalledPlugin> plugins() {
            return List.of(
                    plugin(PluginKind.DATASET, "procedural-faces", new ProceduralFaces()),
                    plugin(PluginKind.GENERATOR, "stargan", new StarGanGenerator()),
                    plugin(PluginKind.GENERATOR, "stustargan", new StudentGenerator()),
                    plugin(PluginKind.DISCRIMINATOR, "stargan", new StarGanDiscriminator()),
                    plugin(PluginKind.OBJECTIVE, "stargan", new StarGanObjective()));
        }

        @Override
        public List<String> problems() {
            return List.of();
        }
    };

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private static InstalledPlugin plugin(PluginKind kind, String id, Configurable<?> service) {
        return new InstalledPlugin(kind, id, id, "", "test", "1.0.0", service);
    }

    private String run(String... arguments) {
        int code = BenchSubcommand.command(
                        PLUGINS,
                        List.of(new Nd4jEngine(), new LibTorchEngine()),
                        new PrintStream(out, true, StandardCharsets.UTF_8))
                .execute(arguments);
        assertThat(code).isZero();
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void trainPrintsOneDocumentWithRatiosOfEveryEngineToBothEagerOnes() throws IOException {
        JsonNode document = new ObjectMapper().readTree(
                run("train", "--rounds", "1", "--threads", "1", "--batch", "2", "--width", "4", "--json"));

        assertThat(document.path("contenders").findValuesAsText("name")).containsExactly(
                "libtorch float32", "libtorch bfloat16-mixed", "nd4j float32", "eager float32",
                "eager autocast-bfloat16");
        assertThat(document.path("ratios")).hasSize(6);
        double eager = document.at("/contenders/3/milliseconds/median").asDouble();
        double libtorch = document.at("/contenders/0/milliseconds/median").asDouble();
        assertThat(document.at("/ratios/0/median").asDouble()).isCloseTo(eager / libtorch, within(1e-9));
        assertThat(document.path("leftOut").toString()).contains("nd4j bfloat16-mixed does not take part");
    }

    @Test
    void inferTimesStudentAndTeacherAndSaysWhatIsNotCompared() {
        assertThat(run("infer", "--rounds", "1", "--threads", "1", "--engine", "libtorch"))
                .contains("student libtorch float32", "teacher libtorch bfloat16-mixed", "teacher eager float32")
                .contains("ONNX Runtime is not compared");
    }

    @Test
    void theArithmeticOfACycleIsThatOfItsPasses() {
        assertThat(new Arithmetic(7_000_000_000L, 1_000_000_000L).gigaflop(2, 5))
                .isCloseTo(2 * 2 * (5 * (7 + 10) + 42 + 2), within(1e-6));
    }

    @Test
    void thePresetsAreWhatEagerLibTorchIsTold() {
        Arithmetic fer = Arithmetic.of(Preset.of("fer-48"), PLUGINS);

        // The last two layers of the discriminator: 3 x 3 maps of 256 channels, 9 and 7 x 9 weights a channel.
        long heads = 9L * 256 * 9 + 7L * 9 * 256;
        long layers = 16L * (1 * 32 * 576 + 32 * 64 * 144 + 64 * 128 * 36 + 128 * 256 * 9);
        assertThat(fer.discriminator()).isEqualTo(layers + heads);
        assertThat(Preset.of("celeba-128").experiment(PLUGINS).teacher().orElseThrow().train().batch()).isEqualTo(4);
    }

    @Test
    void anUnknownPresetIsNamedWithThoseThereAre() {
        assertThatThrownBy(() -> Preset.of("fer"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("fer-48, celeba-128");
    }
}
