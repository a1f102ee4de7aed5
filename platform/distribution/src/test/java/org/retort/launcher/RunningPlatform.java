package org.retort.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.startlevel.FrameworkStartLevel;

/** The distribution's bundles in a framework of this process, with a probe that answers for the platform. */
final class RunningPlatform implements AutoCloseable {
    private final Platform platform;
    private final Path folder;
    private final ClassLoader ofThread = Thread.currentThread().getContextClassLoader();

    private RunningPlatform(Platform platform, Path folder) {
        this.platform = platform;
        this.folder = folder;
    }

    static RunningPlatform start(Path folder) throws Exception {
        Path home = Path.of("target", "retort");
        Platform platform = Platform.start(
                new Installation(home), Files.createDirectory(folder.resolve("framework")), System.err);
        RunningPlatform running = new RunningPlatform(platform, folder);
        running.install("probe");
        return running;
    }

    /** Installs a sample and starts it where that can be done. */
    Bundle install(String sample) throws Exception {
        return install(SampleBundles.build(sample, folder.resolve(sample + ".jar")));
    }

    Bundle install(Path jar) throws BundleException {
        Bundle bundle = platform.context().installBundle(jar.toUri().toString());
        try {
            bundle.start();
        } catch (BundleException e) {
            // A bundle that does not resolve is what some tests are about.
            if (e.getType() != BundleException.RESOLVE_ERROR) {
                throw e;
            }
        }
        return bundle;
    }

    /** Starts HTTP and the pages on a free port. */
    void startServing() throws InterruptedException {
        System.setProperty("org.osgi.service.http.port", "0");
        // Else Jetty's service loader finds the Jetty of the test's own class path.
        Thread.currentThread().setContextClassLoader(ClassLoader.getPlatformClassLoader());
        CountDownLatch started = new CountDownLatch(1);
        platform.context().getBundle().adapt(FrameworkStartLevel.class).setStartLevel(Platform.SERVING_LEVEL, event -> {
            if (event.getType() == FrameworkEvent.STARTLEVEL_CHANGED) {
                started.countDown();
            }
        });
        assertThat(started.await(30, TimeUnit.SECONDS)).isTrue();
    }

    JsonNode ask(String question) throws Exception {
        BundleContext context = platform.context();
        UnaryOperator<String> probe = context.getService(
                context.getServiceReferences(UnaryOperator.class, "(retort.probe=true)").iterator().next());
        return new ObjectMapper().readTree(probe.apply(question));
    }

    /** The ids of the metrics. */
    List<String> metrics() throws Exception {
        return each(ask("plugins").get("plugins"))
                .filter(plugin -> plugin.get("kind").asText().equals("metric"))
                .map(plugin -> plugin.get("id").asText())
                .toList();
    }

    /** The problems of all bundles. */
    List<String> problems() throws Exception {
        return each(ask("plugins").get("bundles"))
                .flatMap(bundle -> each(bundle.get("problems")).map(JsonNode::asText))
                .toList();
    }

    @Override
    public void close() {
        platform.close();
        Thread.currentThread().setContextClassLoader(ofThread);
    }

    private static Stream<JsonNode> each(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
