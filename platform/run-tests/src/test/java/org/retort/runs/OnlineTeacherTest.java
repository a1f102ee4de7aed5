package org.retort.runs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.retort.api.tensor.Tensor;
import org.retort.engine.state.Safetensors;
import org.retort.history.journal.Event;
import org.retort.history.journal.RunFolder;
import org.retort.history.journal.RunState;

class OnlineTeacherTest {
    private static final String ONLINE = "students.small.teachers=[{name: teacher, online: true}]";
    private static final String LAST = "step-00000008.safetensors";

    @TempDir
    private Path folder;

    private TinyRuns runs;

    @BeforeEach
    void begin() {
        runs = new TinyRuns(folder.resolve("online"));
    }

    private static RunFolder done(TinyRuns runs, RunFolder run) {
        assertThat(runs.execute(run)).isEqualTo(RunState.FINISHED);
        return run;
    }

    private static List<Event> events(RunFolder run, String type) {
        try (var reader = run.openReader(0)) {
            return reader.poll().stream().filter(event -> event.type().equals(type)).toList();
        }
    }

    private static void assertSame(Path found, Path expected) {
        Map<String, Tensor> values = Safetensors.read(found).tensors();
        Safetensors.read(expected).tensors().forEach((name, value) ->
                assertThat(values.get(name).data()).as(name).isEqualTo(value.data()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"nd4j", "libtorch"})
    void theTeacherEndsWithTheWeightsThatItWouldHaveIfItWasTrainedAlone(String engine) {
        TinyRuns others = new TinyRuns(folder.resolve("alone"));
        // Fewer steps than the student and batches of its own.
        String[] settings = {"engine=" + engine, "teacher.train.iterations=6", "teacher.train.batch=2", ONLINE};
        RunFolder alone = done(others, others.create(settings[0], settings[1], settings[2]).get(0));

        RunFolder student = done(runs, runs.create(settings).get(0));

        for (String side : List.of("generator", "discriminator")) {
            assertSame(student.artifacts().resolve("teacher-" + side + ".safetensors"),
                    alone.artifacts().resolve(side + ".safetensors"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"nd4j", "libtorch"})
    void aRunThatGoesOnFromACheckpointEndsInTheSameBitsWithItsTeacher(String engine) throws IOException {
        RunFolder run = done(runs, runs.create("engine=" + engine, ONLINE).get(0));
        Path straight = Files.move(run.checkpoints().resolve(LAST), folder.resolve("straight.safetensors"));

        done(runs, run);

        assertThat(events(run, "stage")).anySatisfy(event ->
                assertThat(event.body().path("message").asText()).isEqualTo("goes on after step 6"));
        assertThat(Files.mismatch(straight, run.checkpoints().resolve(LAST))).isEqualTo(-1);
        assertThat(Safetensors.read(straight).tensors()).containsKeys(
                "teacher/generator/encoder0/conv/weight", "adam/teacher/discriminator/first/conv0/weight");
    }

    @Test
    void theStudentLearnsFromTheTeacherAsItStands() throws IOException {
        RunFolder run = done(runs, runs.create("engine=libtorch", "train.log-every=1", ONLINE).get(0));
        TinyRuns others = new TinyRuns(folder.resolve("before"));
        List<RunFolder> before = others.create("engine=libtorch", "train.log-every=1");
        before.forEach(other -> done(others, other));

        // In the end it is the teacher that the other student was taught by all along.
        assertThat(Files.readAllBytes(run.samples().resolve("teacher.tiles.png")))
                .isEqualTo(Files.readAllBytes(before.get(1).samples().resolve("teacher.tiles.png")));
        JsonNode online = events(run, "metrics").get(1).body().path("values");
        JsonNode trained = events(before.get(1), "metrics").get(1).body().path("values");
        assertThat(online.path("generator/output-l1").asDouble())
                .isNotEqualTo(trained.path("generator/output-l1").asDouble());
        // The student's own terms of the first step see no teacher.
        assertThat(online.path("generator/reconstruction").asDouble())
                .isEqualTo(trained.path("generator/reconstruction").asDouble());
        JsonNode alone = events(before.get(0), "metrics").get(7).body().path("values");
        JsonNode together = events(run, "metrics").get(7).body().path("values");
        assertThat(alone.fieldNames()).toIterable().contains("generator/adversarial", "generator-share/adversarial");
        alone.properties().forEach(term -> assertThat(together.path("teacher/" + term.getKey()))
                .as(term.getKey())
                .isEqualTo(term.getValue()));
    }

    @Test
    void theSharesOfTheTeachersTermsComeAsOftenAsItsOwnSectionSays() {
        String[] settings = {"engine=libtorch", "train.log-every=2", "teacher.train.iterations=7",
            "teacher.train.shares-every=3", "students.small.train.shares-every=0"};
        RunFolder run = done(runs, runs.create(Stream.concat(Stream.of(settings), Stream.of(ONLINE)).toArray(String[]::new))
                .get(0));
        TinyRuns others = new TinyRuns(folder.resolve("alone"));
        RunFolder alone = done(others, others.create(settings).get(0));

        // The third step comes with the entry of the fourth, and the teacher's last, the seventh, with the eighth's.
        assertThat(shares(run, "teacher/")).containsOnlyKeys(4L, 6L, 8L);
        assertThat(shares(run, "")).containsOnlyKeys(8L);
        assertThat(shares(alone, "")).containsOnlyKeys(4L, 6L, 7L);
        assertThat(shares(run, "teacher/").get(8L)).isEqualTo(shares(alone, "").get(7L)).isBetween(0.0, 1.0);
        assertThat(shares(run, "teacher/").get(4L)).isEqualTo(shares(alone, "").get(4L)).isNotEqualTo(
                shares(run, "teacher/").get(8L));
    }

    /** The share of the generator's adversarial term: step to value. */
    private static Map<Long, Double> shares(RunFolder run, String whose) {
        Map<Long, Double> shares = new TreeMap<>();
        for (Event entry : events(run, "metrics")) {
            JsonNode share = entry.body().path("values").path(whose + "generator-share/adversarial");
            if (share.isNumber()) {
                shares.put(entry.body().path("step").asLong(), share.asDouble());
            }
        }
        return shares;
    }

    @Test
    void aRunTellsAndShowsItsOnlineTeacherAndCanBeMeasuredAgain() {
        List<RunFolder> created = runs.create("engine=libtorch", "metrics=[{plugin: teacher-similarity}]", ONLINE);
        RunFolder run = done(runs, created.get(0));

        assertThat(created).hasSize(1);
        assertThat(run.description().kind()).isEqualTo("student");
        assertThat(run.description().teachers()).isEmpty();
        assertThat(events(run, "provenance").get(0).body().path("teachers").toString())
                .isEqualTo("[{\"name\":\"teacher\",\"online\":true}]");
        assertThat(run.samples().resolve("teacher.tiles.png")).exists();
        JsonNode values = events(run, "result").get(0).body().path("values");
        assertThat(runs.evaluate(run, runs.read(TinyRuns.TEXT, "metrics=[{plugin: teacher-similarity}]")))
                .isNotEmpty()
                .allSatisfy(value -> assertThat(values).anySatisfy(first -> {
                    assertThat(first.path("name").asText()).isEqualTo(value.name());
                    assertThat(first.path("value").asDouble()).isEqualTo(value.value());
                }));
    }

    @Test
    void anOnlineTeacherStandsBesideOneThatIsTrainedBefore() {
        String teacher = TinyRuns.TEXT.substring(
                TinyRuns.TEXT.indexOf("teacher:") + "teacher:\n".length(), TinyRuns.TEXT.indexOf("students:")).indent(2);
        String named = teacher.replaceFirst("    generator", "  - name: NAME\n    generator");
        String text = TinyRuns.TEXT.replace(
                        TinyRuns.TEXT.substring(TinyRuns.TEXT.indexOf("teacher:"), TinyRuns.TEXT.indexOf("students:")),
                        "teachers:\n" + named.replace("NAME", "a") + named.replace("NAME", "b"));
        List<RunFolder> created = runs.createFrom(
                text, "engine=libtorch", "students.small.teachers=[{name: a, online: true}, {name: b}]");
        created.forEach(run -> done(runs, run));

        assertThat(created).extracting(run -> run.description().member()).containsExactly("b", "small");
        assertThat(created.get(1).description().teachers()).containsExactly("1");
        // Both teachers are equal, but for when they are trained.
        assertSame(created.get(1).artifacts().resolve("a-generator.safetensors"),
                created.get(0).artifacts().resolve("generator.safetensors"));
    }
}
