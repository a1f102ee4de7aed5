package org.retort.host.internal.work;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.retort.api.plugin.InputException;
import org.retort.history.History;
import org.retort.history.journal.Workspace;
import org.retort.host.control.RunControl;
import org.retort.host.internal.deploy.WorkspacePlugins;
import org.retort.host.internal.launch.ServingBundles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Pages, REST and queue of one workspace, until it is closed. */
public final class Serving implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Serving.class);
    private static final String HOST = "127.0.0.1";
    private static final long REFRESH_MILLIS = 300;
    private static final long PATIENCE_SECONDS = 30;
    private static final long LOOK_MILLIS = 50;

    private final Workspace workspace;
    private final History history;
    private final ServedQueue queue;
    private final FileLocks.Held alone;
    private final int port;
    private final List<ServiceRegistration<?>> services = new ArrayList<>();
    private final ScheduledExecutorService refresher = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "history");
        thread.setDaemon(true);
        return thread;
    });

    private Serving(Workspace workspace, History history, ServedQueue queue, FileLocks.Held alone, int port) {
        this.workspace = workspace;
        this.history = history;
        this.queue = queue;
        this.alone = alone;
        this.port = port;
    }

    /**
     * Begins to serve.
     *
     * @param locks the locks of this process
     * @param port the port on the loopback address; 0 for any that is free
     * @throws InputException where another process serves the workspace, or the port is taken
     */
    public static Serving start(
            Workspace workspace,
            FileLocks locks,
            int port,
            Executor executor,
            BundleContext context,
            ServingBundles bundles,
            WorkspacePlugins plugins)
            throws InterruptedException {
        FileLocks.Held alone = locks.tryTake(lockFile(workspace)).orElseThrow(() -> new InputException(
                "workspace " + workspace.path() + " is served already"
                        + told(workspace).map(address -> ", at " + address).orElse("")
                        + "; open that, or stop it first"));
        int chosen = free(port);
        History history = History.open(workspace);
        history.notice().ifPresent(LOG::warn);
        Claims claims = new Claims(locks);
        ServedQueue queue = new ServedQueue(workspace, history, executor, claims);
        Serving serving = new Serving(workspace, history, queue, alone, chosen);
        serving.services.add(context.registerService(Workspace.class, workspace, null));
        serving.services.add(context.registerService(History.class, history, null));
        serving.services.add(context.registerService(RunControl.class, new Runs(workspace, claims), null));
        plugins.watch(workspace.plugins());
        serving.refresher.scheduleWithFixedDelay(serving::refresh, 0, REFRESH_MILLIS, TimeUnit.MILLISECONDS);
        bundles.start(HOST, chosen);
        serving.awaitAnswer();
        serving.writeAddress();
        queue.start();
        return serving;
    }

    /** Where the pages are. */
    public String address() {
        return "http://" + HOST + ":" + port;
    }

    /** The history that is served. */
    public History history() {
        return history;
    }

    /** Where this or another process serves a workspace at this moment. */
    public static Optional<String> address(Workspace workspace, FileLocks locks) {
        if (!Files.exists(workspace.serverFile())) {
            return Optional.empty();
        }
        // A process that was killed leaves the file, but not the lock.
        Optional<FileLocks.Held> lock = locks.tryTake(lockFile(workspace));
        lock.ifPresent(FileLocks.Held::close);
        return lock.isPresent() ? Optional.empty() : told(workspace);
    }

    private static Path lockFile(Workspace workspace) {
        return workspace.path().resolve("server.lock");
    }

    private static Optional<String> told(Workspace workspace) {
        try {
            JsonNode server = new ObjectMapper().readTree(Files.readAllBytes(workspace.serverFile()));
            return Optional.of(server.path("address").asText()).filter(address -> !address.isEmpty());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The servlets come up after the port is open. */
    private void awaitAnswer() throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!(answers("/") && answers("/api/v1/runs?limit=0") && answers("/api/v1/plugins"))) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException(
                        "the pages did not come up at " + address() + " within " + PATIENCE_SECONDS + " s");
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
    }

    private boolean answers(String path) {
        try {
            HttpURLConnection connection = (HttpURLConnection) URI.create(address() + path).toURL().openConnection();
            try {
                return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
            } finally {
                connection.disconnect();
            }
        } catch (IOException e) {
            return false;
        }
    }

    private void refresh() {
        try {
            history.refresh();
        } catch (RuntimeException e) {
            // An exception would end the following for good, for a failure that may pass.
            LOG.warn("the journals could not be followed; trying again", e);
        }
    }

    private static int free(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getByName(HOST))) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new InputException("port " + port + " on " + HOST + " is taken (" + e.getMessage()
                    + "); choose another by --port, or 0 for any that is free", e);
        }
    }

    private void writeAddress() {
        Path file = workspace.serverFile();
        Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
        String text = JsonNodeFactory.instance.objectNode()
                .put("address", address())
                .put("pid", ProcessHandle.current().pid())
                .toString();
        try {
            Files.writeString(temporary, text);
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be written: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        queue.close();
        refresher.shutdownNow();
        services.forEach(ServiceRegistration::unregister);
        try {
            refresher.awaitTermination(10, TimeUnit.SECONDS);
            Files.deleteIfExists(workspace.serverFile());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            LOG.warn("{} stays behind: {}", workspace.serverFile(), e.getMessage());
        }
        history.close();
        alone.close();
    }
}
