package org.retort.host.internal.work;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
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

    private final Workspace workspace;
    private final History history;
    private final RunQueue queue;
    private final Claim alone;
    private final int port;
    private final List<ServiceRegistration<?>> services = new ArrayList<>();
    private final ScheduledExecutorService refresher = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "history");
        thread.setDaemon(true);
        return thread;
    });

    private Serving(Workspace workspace, History history, RunQueue queue, Claim alone, int port) {
        this.workspace = workspace;
        this.history = history;
        this.queue = queue;
        this.alone = alone;
        this.port = port;
    }

    /**
     * Begins to serve.
     *
     * @param port the port on the loopback address; 0 for any that is free
     * @throws InputException where another process serves the workspace, or the port is taken
     */
    public static Serving start(
            Workspace workspace,
            int port,
            Executor executor,
            BundleContext context,
            ServingBundles bundles,
            WorkspacePlugins plugins)
            throws InterruptedException {
        Claim alone = Claim.of(workspace.path().resolve("server.lock")).orElseThrow(() -> new InputException(
                "workspace " + workspace.path() + " is served already"
                        + address(workspace).map(address -> ", at " + address).orElse("")
                        + "; open that, or stop it first"));
        int chosen = free(port);
        History history = History.open(workspace);
        history.notice().ifPresent(LOG::warn);
        RunQueue queue = new RunQueue(workspace, history, executor);
        Serving serving = new Serving(workspace, history, queue, alone, chosen);
        serving.services.add(context.registerService(Workspace.class, workspace, null));
        serving.services.add(context.registerService(History.class, history, null));
        serving.services.add(context.registerService(RunControl.class, new Runs(workspace), null));
        plugins.watch(workspace.plugins());
        serving.refresher.scheduleWithFixedDelay(serving::refresh, 0, REFRESH_MILLIS, TimeUnit.MILLISECONDS);
        bundles.start(HOST, chosen);
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

    /** Where a workspace is served at this moment. */
    public static Optional<String> address(Workspace workspace) {
        try {
            JsonNode server = new ObjectMapper().readTree(Files.readAllBytes(workspace.serverFile()));
            boolean alive = ProcessHandle.of(server.path("pid").asLong()).map(ProcessHandle::isAlive).orElse(false);
            return alive ? Optional.of(server.path("address").asText()) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
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
