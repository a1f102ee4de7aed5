package org.retort.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Does what docs/plugin-guide.md says, command by command. */
class NewStudentIT {
    private static final Path HOME = Path.of("target", "retort").toAbsolutePath();
    private static final Path GUIDE = Path.of("..", "..", "docs", "plugin-guide.md");

    @TempDir
    Path folder;

    private record Ended(int code, String output) {}

    private Ended shell(String script) throws IOException, InterruptedException {
        Path log = folder.resolve("log.txt");
        ProcessBuilder process = new ProcessBuilder("sh", "-e", "-c", script);
        process.directory(folder.toFile()).redirectErrorStream(true).redirectOutput(log.toFile());
        process.environment().put("PATH", String.join(File.pathSeparator, HOME.toString(), offline(), System.getenv("PATH")));
        process.environment().put("RETORT_JAVA_OPTIONS", InstalledRetort.SHORT_LIVED);
        process.environment().put("MAVEN_OPTS", InstalledRetort.SHORT_LIVED);
        Process started = process.start();
        boolean ended = started.waitFor(8, TimeUnit.MINUTES);
        started.destroyForcibly();
        String output = Files.readString(log);
        assertThat(ended).as(output).isTrue();
        return new Ended(started.exitValue(), output);
    }

    /** A folder with an mvn that loads nothing; the distribution's repository is a folder, which it may read. */
    private String offline() throws IOException {
        Path bin = Files.createDirectories(folder.resolve("bin"));
        Path script = bin.resolve("mvn");
        Files.writeString(
                script, "#!/bin/sh\nPATH='" + System.getenv("PATH") + "'\nexec mvn -o -B -Daether.offline.protocols=file \"$@\"\n");
        assertThat(script.toFile().setExecutable(true)).isTrue();
        return bin.toString();
    }

    @Test
    void theGuideWorksWordForWord() throws IOException, InterruptedException {
        assumeTrue(onPath("mvn"), "skipped: no mvn on the PATH, with which the guide builds the project");
        List<String> blocks = new ArrayList<>();
        Matcher block = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(GUIDE));
        while (block.find()) {
            blocks.add(block.group(1));
        }
        String guide = String.join("", blocks);
        assertThat(guide).contains("retort run try.yaml\n");

        // The only change: ten steps tell as much as five hundred.
        Ended ended = shell(guide.replace("retort run try.yaml", "retort run try.yaml --set train.iterations=10"));

        assertThat(ended.code()).as(ended.output()).isZero();
        assertThat(ended.output()).contains("my-design/generator: ").contains("taps: encoder0 1x8x32x32");
        Path runs = folder.resolve("my-design/workspace/runs");
        assertThat(runs.resolve("2/artifacts/generator.safetensors")).exists();
        assertThat(runs.resolve("3/artifacts/classifier.zip")).hasContent("nothing was learnt");
        assertThat(shell("cd my-design; retort show 3").output()).contains("judge/classifier  finished", "accuracy  ");
        assertThat(shell("cd my-design; retort table try-my-design").output())
                .contains("teacher", "my-design", "l1-to-truth");
    }

    @Test
    void aNewProjectBuildsWithoutTheLogOfTheLibraryThatItsTestDrawsWith() throws IOException, InterruptedException {
        assumeTrue(onPath("mvn"), "skipped: no mvn on the PATH, with which projects are built");

        Ended ended = shell("retort new student my-design; cd my-design; mvn -q package | tee build.txt");

        assertThat(ended.code()).as(ended.output()).isZero();
        assertThat(folder.resolve("my-design/target/my-design-1.0.0.jar")).exists();
        // Maven resets colours even where it has used none.
        assertThat(Files.readString(folder.resolve("my-design/build.txt")).replace("\u001b[0m", "")).isBlank();
    }

    @Test
    void aProjectBuildsAgainstThisBuildOfRetortAndNoneThatMavenTookBefore() throws IOException, InterruptedException {
        assumeTrue(onPath("mvn"), "skipped: no mvn on the PATH, with which projects are built");

        Ended ended = shell("retort new student my-design; cd my-design; mvn -q package");

        assertThat(ended.code()).as(ended.output()).isZero();
        for (String jar : List.of("retort-api", "retort-engine")) {
            assertThat(onItsClassPath(jar)).hasSameBinaryContentAs(only(HOME.resolve("bundles"), jar + "-[0-9].*"));
        }
    }

    /** A jar that the project's test ran with, as Surefire's report tells. */
    private Path onItsClassPath(String artifact) throws IOException {
        Path report = only(folder.resolve("my-design/target/surefire-reports"), "TEST-.*\\.xml");
        Matcher entry = Pattern.compile("[:\"]([^:\"]*/" + artifact + "-[0-9][^:\"]*\\.jar)[:\"]")
                .matcher(Files.readString(report));
        assertThat(entry.find()).as("%s in %s", artifact, report).isTrue();
        return Path.of(entry.group(1));
    }

    private static Path only(Path parent, String name) throws IOException {
        try (Stream<Path> files = Files.list(parent)) {
            List<Path> found = files.filter(file -> file.getFileName().toString().matches(name)).toList();
            assertThat(found).as("%s in %s", name, parent).hasSize(1);
            return found.get(0);
        }
    }

    @Test
    void aNameThatIsNoneLeavesNothingBehind() throws IOException, InterruptedException {
        Ended ended = shell("retort new student My_Design");

        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.output()).contains("a design cannot be named `My_Design`").doesNotContain("\tat ");
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left.map(file -> file.getFileName().toString())).containsExactlyInAnyOrder("log.txt", "bin");
        }
    }

    @Test
    void aFolderThatExistsIsNotTouched() throws IOException, InterruptedException {
        Path file = Files.createDirectory(folder.resolve("my-design")).resolve("mine.txt");
        Files.writeString(file, "mine");

        Ended ended = shell("retort new student my-design");

        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.output()).contains("my-design exists; choose another name");
        assertThat(file).hasContent("mine");
    }

    private static boolean onPath(String program) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(entry -> Files.isExecutable(Path.of(entry, program)));
    }
}
