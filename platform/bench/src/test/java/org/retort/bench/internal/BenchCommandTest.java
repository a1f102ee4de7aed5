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
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.retort.api.plugin.Configurable;
import org.retort.api.plugin.InputException;
import org.retort.dataset.procedural.ProceduralFaces;
import org.retort.engine.libtorch.internal.LibTorchEngine;
import org.retort.engine.nd4j.internal.Nd4jEngine;
import org.retort.engine.program.EngineSession;
import org.retort.engine.program.EngineSettings;
import org.retort.engine.program.Precision;
import org.retort.experiment.descriptor.Experiment;
import org.retort.experiment.descriptor.RunDescriptor;
import org.retort.experiment.plugin.InstalledPlugin;
import org.retort.experiment.plugin.PluginCatalog;
import org.retort.experiment.plugin.PluginKind;
import org.retort.experiment.training.Batch;
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

    /** The process that does the work has the variable set. */
    private static final OwnProcess HERE = new OwnProcess(Map.of("OMP_NUM_THREADS", "1"), arguments -> List.of("false"));

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private static InstalledPlugin plugin(PluginKind kind, String id, Configurable<?> service) {
        return new InstalledPlugin(kind, id, id, "", "test", "1.0.0", service);
    }

    private String run(String... arguments) {
        int code = BenchSubcommand.command(
                        PLUGINS,
                        List.of(new Nd4jEngine(), new LibTorchEngine()),
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        HERE)
                .execute(arguments);
        assertThat(code).isZero();
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void trainPrintsOneDocumentWithRatiosOfEveryEngineToBothEagerOnes() throws IOException {
        JsonNode document = new ObjectMapper().readTree(
                run("train", "--rounds", "1", "--threads", "1", "--batch", "2", "--width", "4", "--every-precision", "--json"));

        assertThat(document.path("contenders").findValuesAsText("name")).containsExactly(
                "libtorch float32", "libtorch bfloat16-mixed", "nd4j float32", "eager float32",
                "eager autocast-bfloat16");
        assertThat(document.path("ratios")).hasSize(6);
        double eager = document.at("/contenders/3/milliseconds/median").asDouble();
        double libtorch = document.at("/contenders/0/milliseconds/median").asDouble();
        assertThat(document.at("/ratios/0/median").asDouble()).isCloseTo(eager / libtorch, within(1e-9));
        JsonNode profile = document.at("/contenders/0/profile");
        assertThat(profile.path("ops").path("conv2d").asDouble()).isPositive();
        assertThat(profile.path("ops").path("adam").asDouble()).isPositive();
        double inOps = 0;
        for (JsonNode milliseconds : profile.path("ops")) {
            inOps += milliseconds.asDouble();
        }
        assertThat(profile.path("outsideOps").asDouble())
                .isBetween(0.0, 1.0)
                .isCloseTo(1 - inOps / profile.path("milliseconds").asDouble(), within(1e-9));
        assertThat(document.path("leftOut").toString()).contains("nd4j bfloat16-mixed does not take part");
        assertThat(document.at("/natives/libtorch").asText()).isNotEmpty();
    }

    @Test
    void inferTimesStudentAndTeacherAgainstOnnxRuntime() throws IOException {
        JsonNode document = new ObjectMapper().readTree(
                run("infer", "--rounds", "1", "--warm-up", "0", "--threads", "1", "--engine", "libtorch",
                        "--every-precision", "--json"));

        assertThat(document.path("contenders").findValuesAsText("name")).contains(
                "student libtorch float32", "student onnxruntime float32", "teacher libtorch bfloat16-mixed",
                "teacher onnxruntime float32", "teacher eager float32");
        assertThat(document.path("ratios").findValuesAsText("contender"))
                .contains("student libtorch float32", "teacher eager float32");
        assertThat(document.path("warmUpSeconds").asDouble(-1)).isZero();
        assertThat(document.at("/natives/onednn").asText()).startsWith("3.");
        assertThat(document.at("/natives/allocator").asText()).isNotEmpty();
        double retort = document.at("/contenders/0/milliseconds/median").asDouble();
        JsonNode ratio = document.at("/ratios/0");
        double onnx = 0;
        for (JsonNode contender : document.path("contenders")) {
            if (contender.path("name").asText().equals(ratio.path("than").asText())) {
                onnx = contender.at("/milliseconds/median").asDouble();
            }
        }
        assertThat(ratio.path("contender")).isEqualTo(document.at("/contenders/0/name"));
        assertThat(ratio.path("median").asDouble()).isCloseTo(onnx / retort, within(1e-9));
    }

    @Test
    void aWarmUpOfLessThanNothingIsRefused() {
        List<String> messages = new ArrayList<>();

        BenchSubcommand.command(PLUGINS, List.of(new LibTorchEngine()), new PrintStream(out), HERE)
                .setExecutionExceptionHandler((e, command, result) -> {
                    messages.add(e.getMessage());
                    return 2;
                })
                .execute("infer", "--threads", "1", "--warm-up", "-1");

        assertThat(messages).containsExactly("--warm-up is -1; give 0 seconds or more");
    }

    @Test
    void aPrecisionThatTheCpuCanOnlyImitateTakesNoPartUnlessAskedFor() {
        Sessions sessions = Sessions.of(List.of(new Nd4jEngine()), List.of(), 1, false);
        List<String> leftOut = new ArrayList<>();

        List<Sessions.Opened> opened = sessions.open(leftOut);

        assertThat(opened).hasSize(1);
        opened.forEach(session -> session.session().close());
        assertThat(leftOut).singleElement().asString().contains("bfloat16-mixed", "--every-precision");
    }

    @Test
    void onnxRuntimeTranslatesWhatTheEngineDoes() {
        Preset single = Preset.of("fer-48").with(1, 8);
        Experiment experiment = single.experiment(PLUGINS);
        Batch image = Samples.of(single.sizes());
        EngineSession session = new LibTorchEngine().open(new EngineSettings("cpu", 1, Precision.FLOAT32));
        try (Translation translation = new Translation(
                        new Sessions.Opened("libtorch", session), single,
                        Map.of("student", RunDescriptor.ofStudent(experiment, experiment.students().get(0))));
                OnnxTranslation onnx = new OnnxTranslation(translation.finished("student"), 1)) {
            assertThat(onnx.translate(image).data())
                    .usingComparatorWithPrecision(1e-4f)
                    .containsExactly(translation.translate("student", image).data());
        }
    }

    @Test
    void aBenchmarkWhoseOpenMpHasOtherThreadsRunsInAProcessOfItsOwn(@TempDir Path folder) throws IOException {
        Path told = folder.resolve("told");
        OwnProcess process = new OwnProcess(Map.of("OMP_NUM_THREADS", "8"), arguments -> List.of(
                "sh", "-c", "echo \"$OMP_NUM_THREADS threads: $*\" > " + told + "; exit 3", "sh",
                String.join(" ", arguments)));

        int code = BenchSubcommand.command(PLUGINS, List.of(new LibTorchEngine()), new PrintStream(out), process)
                .execute("train", "--threads", "2", "--json");

        assertThat(code).isEqualTo(3);
        assertThat(told).hasContent("2 threads: train --threads 2 --json");
        assertThat(out.size()).isZero();
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
        assertThat(Preset.of("celeba-128").experiment(PLUGINS).teachers().get(0).train().batch()).isEqualTo(4);
    }

    @Test
    void anUnknownPresetIsNamedWithThoseThereAre() {
        assertThatThrownBy(() -> Preset.of("fer"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("fer-48, celeba-128");
    }
}
