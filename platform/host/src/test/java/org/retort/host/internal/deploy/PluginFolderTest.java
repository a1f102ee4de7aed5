package org.retort.host.internal.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.apache.felix.framework.FrameworkFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.wiring.BundleWiring;

class PluginFolderTest {
    @TempDir
    private Path folder;

    @TempDir
    private Path cache;

    private Framework framework;
    private PluginFolder plugins;
    private long clock = 1_000_000;

    @BeforeEach
    void start() throws BundleException {
        framework = new FrameworkFactory().newFramework(Map.of(Constants.FRAMEWORK_STORAGE, cache.toString()));
        framework.start();
        plugins = new PluginFolder(framework.getBundleContext(), folder);
    }

    @AfterEach
    void stop() throws Exception {
        framework.stop();
        framework.waitForStop(10_000);
    }

    @Test
    void loadingStartsTheJarsThatAreThere() throws IOException {
        write("student.jar", "1.0.0", "");
        plugins.load();
        assertThat(bundles()).containsExactly("student 1.0.0 active");
        assertThat(plugins.checksums().values()).containsExactly(sha256("student.jar"));
    }

    @Test
    void aFolderThatDoesNotExistHoldsNothing() {
        PluginFolder none = new PluginFolder(framework.getBundleContext(), folder.resolve("none"));
        none.load();
        assertThat(bundles()).isEmpty();
        assertThat(none.problems()).isEmpty();
    }

    @Test
    void aNewJarIsTakenUpWhenItNoLongerChanges() throws IOException {
        plugins.load();
        write("student.jar", "1.0.0", "");
        assertThat(plugins.followSettled()).isFalse();
        assertThat(bundles()).isEmpty();
        assertThat(plugins.followSettled()).isTrue();
        assertThat(bundles()).containsExactly("student 1.0.0 active");
    }

    @Test
    void aChangedJarReplacesItsBundleAndRewiresThoseThatUseIt() throws IOException {
        write("base.jar", "1.0.0", "Export-Package: shared;version=1.0\n");
        write("user.jar", "1.0.0", "Import-Package: shared\n");
        plugins.load();
        Bundle user = bundle("user");
        write("base.jar", "1.1.0", "Export-Package: shared;version=1.1\n");
        plugins.followSettled();
        plugins.followSettled();
        assertThat(bundles()).containsExactly("base 1.1.0 active", "user 1.0.0 active");
        assertThat(user.adapt(BundleWiring.class).getRequiredWires(null))
                .anySatisfy(wire -> assertThat(wire.getCapability().getAttributes().get("version")).hasToString("1.1.0"));
    }

    @Test
    void aRemovedJarTakesItsBundleAlong() throws IOException {
        write("student.jar", "1.0.0", "");
        plugins.load();
        Files.delete(folder.resolve("student.jar"));
        assertThat(plugins.followSettled()).isTrue();
        assertThat(bundles()).isEmpty();
    }

    @Test
    void aHalfCopiedJarLeavesTheOlderStateInPlaceUntilItIsWhole() throws IOException {
        write("student.jar", "1.0.0", "");
        plugins.load();
        write("student.jar", "2.0.0", "");
        byte[] whole = Files.readAllBytes(folder.resolve("student.jar"));
        Files.write(folder.resolve("student.jar"), Arrays.copyOf(whole, whole.length / 2));
        plugins.followSettled();
        plugins.followSettled();
        assertThat(bundles()).containsExactly("student 1.0.0 active");
        assertThat(plugins.problems()).singleElement().asString().contains("student.jar is no whole jar");
        Files.write(folder.resolve("student.jar"), whole);
        plugins.followSettled();
        plugins.followSettled();
        assertThat(bundles()).containsExactly("student 2.0.0 active");
        assertThat(plugins.problems()).isEmpty();
    }

    @Test
    void aJarThatIsNoBundleIsAProblemThatSaysHowToBuildOne() throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        write("plain.jar", manifest);
        plugins.load();
        assertThat(bundles()).isEmpty();
        assertThat(plugins.problems()).singleElement().asString()
                .contains("plain.jar is no OSGi bundle", "bnd-maven-plugin");
    }

    @Test
    void theSameBundleInTwoFilesIsAProblemThatNamesTheSecondFile() throws IOException {
        write("student.jar", "1.0.0", "");
        Files.copy(folder.resolve("student.jar"), folder.resolve("student-copy.jar"));
        plugins.load();
        assertThat(bundles()).containsExactly("student 1.0.0 active");
        assertThat(plugins.problems()).singleElement().asString().contains("already installed from another file");
    }

    @Test
    void aJarThatBringsWhatAnotherLacksLetsTheOtherStart() throws IOException {
        write("user.jar", "1.0.0", "Import-Package: shared\n");
        plugins.load();
        assertThat(bundles()).containsExactly("user 1.0.0 installed");
        write("base.jar", "1.0.0", "Export-Package: shared;version=1.0\n");
        plugins.followSettled();
        plugins.followSettled();
        assertThat(bundles()).containsExactly("base 1.0.0 active", "user 1.0.0 active");
    }

    @Test
    void watchingTellsOfAJarThatComes() throws Exception {
        WorkspacePlugins watched = new WorkspacePlugins(framework.getBundleContext());
        watched.watch(folder);
        CountDownLatch told = new CountDownLatch(1);
        watched.onChange(told::countDown);
        write("student.jar", "1.0.0", "");
        assertThat(told.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(bundles()).containsExactly("student 1.0.0 active");
        watched.close();
    }

    /** Writes a bundle named as its file. */
    private void write(String file, String version, String headers) throws IOException {
        String text = "Manifest-Version: 1.0\nBundle-ManifestVersion: 2\nBundle-SymbolicName: " + file.replace(".jar", "")
                + "\nBundle-Version: " + version + "\n" + headers + "\n";
        write(file, new Manifest(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))));
    }

    private void write(String file, Manifest manifest) throws IOException {
        Path jar = folder.resolve(file);
        Path whole = folder.resolve(file + ".part");
        try (OutputStream out = Files.newOutputStream(whole)) {
            new JarOutputStream(out, manifest).close();
        }
        // Two writes within one tick of the file system's clock are two states all the same.
        Files.setLastModifiedTime(whole, FileTime.fromMillis(clock += 10_000));
        Files.move(whole, jar, StandardCopyOption.REPLACE_EXISTING);
    }

    private List<String> bundles() {
        return Arrays.stream(framework.getBundleContext().getBundles())
                .filter(bundle -> bundle.getBundleId() != 0)
                .map(bundle -> bundle.getSymbolicName() + " " + bundle.getVersion() + " "
                        + (bundle.getState() == Bundle.ACTIVE ? "active" : "installed"))
                .sorted()
                .toList();
    }

    private Bundle bundle(String name) {
        return Arrays.stream(framework.getBundleContext().getBundles())
                .filter(bundle -> bundle.getSymbolicName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private String sha256(String file) throws IOException {
        return PluginJar.sha256(Files.readAllBytes(folder.resolve(file)));
    }
}
