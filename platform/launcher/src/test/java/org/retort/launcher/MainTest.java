package org.retort.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {
    @TempDir
    private Path home;

    @TempDir
    private Path temporary;

    @BeforeEach
    void makeHome() throws IOException {
        Files.createDirectories(home.resolve("bundles/serve"));
        Files.createDirectory(home.resolve("plugins"));
    }

    @Test
    void standardOutputHoldsWhatTheCommandPrintsAndNothingElse() throws Exception {
        writeEcho();
        Process process = start("plugins", "--json");
        assertThat(text(process.getInputStream())).isEqualTo("plugins --json \u00fc" + System.lineSeparator());
        assertThat(text(process.getErrorStream())).contains("noise of a library");
        assertThat(process.waitFor()).isEqualTo(7);
    }

    @Test
    void processesRunBesideEachOtherAndLeaveNothingBehind() throws Exception {
        writeEcho();
        List<Process> processes = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            processes.add(start("all"));
        }
        for (Process process : processes) {
            assertThat(process.waitFor()).isEqualTo(7);
        }
        assertThat(left()).isEmpty();
    }

    @Test
    void whatAKilledProcessLeavesTheNextOneRemoves() throws Exception {
        writeEcho();
        Process killed = start("wait");
        assertThat(killed.inputReader().readLine()).startsWith("wait");
        killed.destroyForcibly().waitFor();
        assertThat(left()).isNotEmpty();
        assertThat(start("after").waitFor()).isEqualTo(7);
        assertThat(left()).isEmpty();
    }

    @Test
    void aTerminationSignalEndsACommandThatHasNothingToLose() throws Exception {
        writeEcho();
        Process process = start("wait");
        assertThat(process.inputReader().readLine()).startsWith("wait");
        process.destroy();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(130);
        assertThat(left()).isEmpty();
    }

    @Test
    void anInstallationWithoutItsFoldersIsAMessageAndNoStackTrace() throws Exception {
        Files.delete(home.resolve("plugins"));
        Process process = start("runs");
        assertThat(text(process.getErrorStream()))
                .startsWith("retort: cannot list " + home.resolve("plugins"))
                .doesNotContain("\tat ");
        assertThat(process.waitFor()).isEqualTo(1);
    }

    @Test
    void everyExportedPackageIsOnTheClassPath() {
        for (String clause : ExportedPackages.header().split(",")) {
            String name = clause.substring(0, clause.indexOf(';'));
            assertThat(getClass().getClassLoader().getResource(name.replace('.', '/'))).as(name).isNotNull();
        }
    }

    private Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:+IgnoreUnrecognizedVMOptions",
                // Later Java versions warn of what Felix uses; the script says the same.
                "--sun-misc-unsafe-memory-access=allow",
                "-Djava.io.tmpdir=" + temporary,
                "-Dretort.home=" + home,
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).start();
    }

    private void writeEcho() throws IOException {
        String manifest = "Manifest-Version: 1.0\nBundle-ManifestVersion: 2\nBundle-SymbolicName: echo\n"
                + "Bundle-Activator: " + EchoActivator.class.getName() + "\nImport-Package: org.osgi.framework\n\n";
        String name = EchoActivator.class.getName().replace('.', '/') + ".class";
        try (OutputStream file = Files.newOutputStream(home.resolve("bundles/echo.jar"));
                JarOutputStream jar = new JarOutputStream(
                        file, new Manifest(new ByteArrayInputStream(manifest.getBytes(StandardCharsets.UTF_8))));
                InputStream content = getClass().getClassLoader().getResourceAsStream(name)) {
            jar.putNextEntry(new JarEntry(name));
            content.transferTo(jar);
        }
    }

    private List<Path> left() throws IOException {
        try (Stream<Path> files = Files.list(temporary)) {
            return files.filter(file -> file.getFileName().toString().startsWith("retort-framework-")).toList();
        }
    }

    private static String text(InputStream stream) throws IOException {
        return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
}
