package org.retort.web.internal;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;
import org.retort.history.History;
import org.retort.history.HistoryChange;
import org.retort.history.journal.Event;
import org.retort.host.control.PlatformReports;

/** {@code /api/v1/stream}: pushes changes of runs and plugins, and with {@code ?run=ID} that run's events. */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern("/api/v1/stream")
public final class StreamServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final int RESUMED_EVENTS = 1000;

    private final transient History history;
    private final transient AutoCloseable historySubscription;
    private final transient AutoCloseable pluginSubscription;
    private final transient Set<StreamReader> readers = ConcurrentHashMap.newKeySet();

    /** Called by Declarative Services. */
    @Activate
    public StreamServlet(@Reference History history, @Reference PlatformReports reports) {
        this.history = history;
        this.historySubscription = history.listen(this::changed);
        this.pluginSubscription = reports.onPluginsChanged(() ->
                readers.forEach(reader -> reader.offer(message("plugins", JsonNodeFactory.instance.objectNode(), ""))));
    }

    @Deactivate
    void close() throws Exception {
        historySubscription.close();
        pluginSubscription.close();
        readers.forEach(StreamReader::end);
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("text/event-stream;charset=utf-8");
        response.setHeader("Cache-Control", "no-store");
        String run = request.getParameter("run");
        StreamReader reader = new StreamReader(run);
        readers.add(reader);
        try {
            resume(reader, request.getHeader("Last-Event-ID"));
            ServletOutputStream output = response.getOutputStream();
            reader.copyTo(message -> {
                output.write(message.getBytes(StandardCharsets.UTF_8));
                output.flush();
            });
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            readers.remove(reader);
        }
    }

    /** Gives a reader that comes back what its run wrote in between. */
    private void resume(StreamReader reader, String lastId) {
        if (reader.run() == null || lastId == null || !lastId.matches("\\d{1,18}")) {
            return;
        }
        history.events(reader.run(), Long.parseLong(lastId), RESUMED_EVENTS).forEach(event -> reader.offer(message(event)));
    }

    private void changed(HistoryChange change) {
        if (readers.isEmpty()) {
            return;
        }
        if (change instanceof HistoryChange.RunChanged changed) {
            String message = message("run", changed.summary().toJson(), "");
            readers.forEach(reader -> reader.offer(message));
        } else if (change instanceof HistoryChange.RunRemoved removed) {
            String message = message("removed", JsonNodeFactory.instance.objectNode().put("id", removed.id()), "");
            readers.forEach(reader -> reader.offer(message));
        } else if (change instanceof HistoryChange.EventAdded added) {
            readers.stream().filter(reader -> added.id().equals(reader.run()))
                    .forEach(reader -> reader.offer(message(added.event())));
        }
    }

    private static String message(Event event) {
        return message("event", event.toJson(), "id: " + event.seq() + "\n");
    }

    private static String message(String type, ObjectNode data, String id) {
        return id + "event: " + type + "\ndata: " + data + "\n\n";
    }
}
