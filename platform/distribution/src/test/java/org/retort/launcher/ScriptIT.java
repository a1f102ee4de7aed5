package org.retort.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The script of the distribution, with a Java that only tells what it was asked to do. */
@DisabledOnOs(OS.WINDOWS)
class ScriptIT {
    private static final Path SCRIPT = Path.of("target", "retort", "retort").toAbsolutePath();

    @TempDir
    private Path javaHome;

    private final Map<String, String> environment = new HashMap<>();

    @Test
    void theArgumentsReachTheLauncherAsTheyAre() throws Exception {
        javaOfVersion("17.0.15");
        assertThat(run(SCRIPT, "run", "my file.yaml", "--set", "seed=2"))
                .containsSubsequence("org.retort.launcher.Main", "run", "my file.yaml", "--set", "seed=2")
                .contains("-Dretort.home=" + SCRIPT.toRealPath().getParent())
                .anyMatch(flag -> flag.matches("-Xmx[0-9]+m"))
                .anyMatch(flag -> flag.matches("-Dorg.bytedeco.javacpp.maxbytes=[0-9]+m"))
                .contains("-Dorg.bytedeco.javacpp.maxphysicalbytes=0", "-XX:+UseG1GC", "-XX:G1PeriodicGCInterval=10000")
                .noneMatch(flag -> flag.startsWith("--enable-native-access"));
    }

    @Test
    void aNewerJavaIsAllowedWhatItWarnsOf() throws Exception {
        javaOfVersion("25");
        assertThat(run(SCRIPT, "runs"))
                .contains("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow");
    }

    @Test
    void javaIsNeverAskedForTwoCollectors() throws Exception {
        javaOfVersion("17.0.15");
        assertThat(start(SCRIPT, "-XX:+UseSerialGC -Xmx1g", "runs"))
                .contains("-XX:+UseSerialGC", "-Xmx1g")
                .doesNotContain("-XX:+UseG1GC");
        assertThat(start(SCRIPT, "-XX:-UseGCOverheadLimit", "runs")).contains("-XX:-UseGCOverheadLimit", "-XX:+UseG1GC");
    }

    @Test
    void aLinkToTheScriptFindsTheDistribution() throws Exception {
        javaOfVersion("17.0.15");
        Path link = Files.createSymbolicLink(javaHome.resolve("link"), SCRIPT);
        assertThat(run(link, "runs")).contains("-Dretort.home=" + SCRIPT.toRealPath().getParent());
    }

    @Test
    void anOldJavaIsRefusedWithItsVersion() throws Exception {
        javaOfVersion("11.0.2");
        assertThat(run(SCRIPT, "runs")).singleElement().asString()
                .contains("is Java 11; Retort needs 17 or later", "JAVA_HOME");
    }

    @Test
    void aJavaHomeWithoutJavaIsRefusedByName() throws Exception {
        assertThat(run(SCRIPT, "runs")).containsExactly(
                "retort: JAVA_HOME is " + javaHome + ", which holds no bin/java; let it name a JDK 17 or later");
    }

    @Test
    void memoryIsAllocatedByTcmallocWhereTheSystemHasIt() throws Exception {
        javaOfVersion("17.0.15");
        String machine = System.getProperty("os.arch").replace("amd64", "x86_64");
        String installed = Stream.of("/usr/lib/" + machine + "-linux-gnu", "/usr/lib64", "/usr/lib")
                .map(folder -> folder + "/libtcmalloc_minimal.so.4")
                .filter(file -> Files.exists(Path.of(file)))
                .findFirst()
                .orElse("");

        assertThat(run(SCRIPT, "runs")).contains("preloaded: " + installed);
        environment.put("RETORT_ALLOCATOR", "system");
        assertThat(run(SCRIPT, "runs")).contains("preloaded: ");
    }

    @Test
    void anAllocatorThatIsNamedComesBeforeWhatIsPreloadedAnyway() throws Exception {
        javaOfVersion("17.0.15");
        Path library = Files.createFile(javaHome.resolve("liballocator.so"));
        environment.put("LD_PRELOAD", "libother.so");
        assertThat(run(SCRIPT, "runs")).contains("preloaded: libother.so");
        environment.put("RETORT_ALLOCATOR", library.toString());
        assertThat(run(SCRIPT, "runs")).contains("preloaded: " + library + ":libother.so");
    }

    @Test
    void anAllocatorInTheFolderOfTheCallIsNamedByItsWholePath() throws Exception {
        javaOfVersion("17.0.15");
        Path library = Files.createFile(javaHome.resolve("liballocator.so"));
        environment.put("RETORT_ALLOCATOR", "liballocator.so");
        assertThat(run(SCRIPT, "runs")).contains("preloaded: " + library.toRealPath());
    }

    @Test
    void anAllocatorThatIsNoFileIsRefusedByName() throws Exception {
        javaOfVersion("17.0.15");
        environment.put("RETORT_ALLOCATOR", "/none/liballocator.so");
        assertThat(run(SCRIPT, "runs")).containsExactly("retort: RETORT_ALLOCATOR is /none/liballocator.so, which is no file"
                + " that can be read; let it name a library such as libtcmalloc_minimal.so.4, or say system");
    }

    private void javaOfVersion(String version) throws IOException {
        Path java = Files.createDirectory(javaHome.resolve("bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\nif [ \"$1\" = -version ]; then echo 'openjdk version \"" + version
                + "\" 2026-01-20' >&2; else printf '%s\\n' \"$@\" \"preloaded: ${LD_PRELOAD:-}\"; fi\n");
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private List<String> run(Path script, String... arguments) throws IOException {
        return start(script, "", arguments);
    }

    private List<String> start(Path script, String javaOptions, String... arguments) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(script.toString()).directory(javaHome.toFile());
        builder.command().addAll(List.of(arguments));
        builder.environment().put("JAVA_HOME", javaHome.toString());
        builder.environment().put("RETORT_JAVA_OPTIONS", javaOptions);
        builder.environment().remove("LD_PRELOAD");
        builder.environment().putAll(environment);
        Process process = builder.redirectErrorStream(true).start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
}
