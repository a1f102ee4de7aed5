package org.retort.web;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.retort.api.plugin.InputException;
import org.retort.history.History;
import org.retort.history.journal.RunFolder;
import org.retort.history.journal.Workspace;
import org.retort.host.control.PlatformReports;
import org.retort.host.control.RunControl;
import org.slf4j.Logger;

/** The bundle in Felix with its HTTP whiteboard, over a real history; plugins and workers are told by the test. */
final class WebServer implements AutoCloseable {
    private static final List<String> BUNDLES = List.of("commons-io", "commons-fileupload",
            "org.apache.felix.http.servlet-api",
            "org.apache.felix.http.jetty12", "org.osgi.util.function", "org.osgi.util.promise",
            "org.osgi.service.component", "org.apache.felix.scr");
    /** One class of each jar whose packages the framework offers. */
    private static final List<Class<?>> OFFERED = List.of(InputException.class, History.class, RunControl.class,
            JsonFactory.class, ObjectNode.class, Logger.class);

    private final Workspace workspace;
    private final History history;
    private final Framework framework;
    private final ScheduledExecutorService refresher = Executors.newSingleThreadScheduledExecutor();
    private final URI address;
    private Bundle http;
    final List<String> actions = new CopyOnWriteArrayList<>();
    final List<Runnable> pluginListeners = new CopyOnWriteArrayList<>();
    final ObjectNode plugins = DemoRuns.plugins();

    private WebServer(Path folder) throws Exception {
        workspace = new Workspace(folder);
        history = History.open(workspace);
        int port = freePort();
        address = URI.create("http://127.0.0.1:" + port);
        framework = new FrameworkFactory().newFramework(Map.of(
                Constants.FRAMEWORK_STORAGE, folder.resolveSibling(folder.getFileName() + "-felix").toString(),
                Constants.FRAMEWORK_STORAGE_CLEAN, Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT,
                Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, offeredPackages(),
                "org.apache.felix.http.host", "127.0.0.1", "org.osgi.service.http.port", Integer.toString(port)));
        // Else Jetty's service loader finds the Jetty of the test's own class path.
        Thread.currentThread().setContextClassLoader(ClassLoader.getPlatformClassLoader());
        framework.start();
        BundleContext context = framework.getBundleContext();
        context.registerService(Workspace.class, workspace, null);
        context.registerService(History.class, history, null);
        context.registerService(RunControl.class, new Control(), null);
        context.registerService(PlatformReports.class, new Reports(), null);
        install(context);
        refresher.scheduleWithFixedDelay(history::refresh, 0, 100, TimeUnit.MILLISECONDS);
        waitUntilItAnswers();
    }

    /** As the jars' own manifests export them, with versions. */
    private static String offeredPackages() throws Exception {
        StringJoiner packages = new StringJoiner(",");
        for (Class<?> each : OFFERED) {
            Path place = Path.of(each.getProtectionDomain().getCodeSource().getLocation().toURI());
            if (Files.isDirectory(place)) {
                try (InputStream manifest = Files.newInputStream(place.resolve(JarFile.MANIFEST_NAME))) {
                    packages.add(new Manifest(manifest).getMainAttributes().getValue(Constants.EXPORT_PACKAGE));
                }
            } else {
                try (JarFile jar = new JarFile(place.toFile())) {
                    packages.add(jar.getManifest().getMainAttributes().getValue(Constants.EXPORT_PACKAGE));
                }
            }
        }
        return packages.toString();
    }

    static WebServer start(Path folder) throws Exception {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try {
            return new WebServer(folder);
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    String address() {
        return address.toString();
    }

    Workspace workspace() {
        return workspace;
    }

    History history() {
        return history;
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(address + path));
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(request(path));
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** Stops HTTP, as if the server were killed; the port stays its own. */
    void stopAnswering() throws BundleException {
        http.stop();
    }

    void answerAgain() throws Exception {
        http.start();
        waitUntilItAnswers();
    }

    @Override
    public void close() throws Exception {
        refresher.shutdownNow();
        refresher.awaitTermination(10, TimeUnit.SECONDS);
        framework.stop();
        framework.waitForStop(20_000);
        history.close();
    }

    private void install(BundleContext context) throws BundleException {
        List<Bundle> bundles = new ArrayList<>();
        String[] classPath = System.getProperty("java.class.path").split(System.getProperty("path.separator"));
        for (String name : BUNDLES) {
            String jar = Stream.of(classPath).filter(entry -> Path.of(entry).getFileName().toString().matches(Pattern.quote(name) + "-\\d.*"))
                    .findFirst().orElseThrow(() -> new IllegalStateException(name + " is not on the class path"));
            bundles.add(context.installBundle(Path.of(jar).toUri().toString()));
        }
        bundles.add(context.installBundle("reference:" + Path.of("target/classes").toUri()));
        for (Bundle bundle : bundles) {
            bundle.start();
            if (bundle.getSymbolicName().endsWith("http.jetty12")) {
                http = bundle;
            }
        }
    }

    private void waitUntilItAnswers() throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (System.nanoTime() < end) {
            try {
                if (get("/api/v1/runs").statusCode() == 200 && get("/api/v1/plugins").statusCode() == 200
                        && get("/").statusCode() == 200 && get("/").headers().firstValue("X-Content-Type-Options").isPresent()) {
                    return;
                }
            } catch (IOException e) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
        throw new IllegalStateException("the server did not come up within 30 s");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private final class Control implements RunControl {
        @Override
        public void stop(String id) {
            actions.add("stop " + id);
        }

        @Override
        public void resume(String id) {
            throw new InputException("run " + id + " is finished; only a stopped, failed or lost run can be resumed");
        }

        @Override
        public String rerun(String id) {
            actions.add("rerun " + id);
            return id;
        }

        @Override
        public void delete(List<String> ids) {
            ids.forEach(id -> RunFolder.open(workspace, id).delete());
        }
    }

    private final class Reports implements PlatformReports {
        @Override
        public ObjectNode plugins() {
            return plugins;
        }

        @Override
        public ObjectNode plugin(String kind, String id) {
            if (!id.equals("stustargan")) {
                throw new InputException("there is no " + kind + " named '" + id + "'; did you mean stustargan?");
            }
            return DemoRuns.plugin(kind, id);
        }

        @Override
        public ObjectNode doctor() {
            return JsonNodeFactory.instance.objectNode().put("java", "17");
        }

        @Override
        public AutoCloseable onPluginsChanged(Runnable listener) {
            pluginListeners.add(listener);
            return () -> pluginListeners.remove(listener);
        }
    }
}
