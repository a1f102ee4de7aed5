package org.retort.web.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;
import org.retort.history.History;
import org.retort.history.HistoryException;
import org.retort.history.RunQuery;
import org.retort.history.RunSummary;
import org.retort.history.journal.RunFolder;
import org.retort.history.journal.Workspace;
import org.retort.host.control.RunControl;

/** {@code /api/v1/runs}: lists runs, tells about one, gives its files, and passes on what is to be done with it. */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern({"/api/v1/runs", "/api/v1/runs/*"})
public final class RunsServlet extends JsonServlet {
    private static final long serialVersionUID = 1L;
    private static final int MOST_RUNS = 10_000;
    private static final int MOST_EVENTS = 10_000;
    private static final int MOST_POINTS = 20_000;
    private static final int MOST_LINES = 100_000;
    private static final int MOST_LABEL_BYTES = 256 * 1024;

    private final transient History history;
    private final transient Workspace workspace;
    private final transient RunControl control;

    /** Called by Declarative Services. */
    @Activate
    public RunsServlet(@Reference History history, @Reference Workspace workspace, @Reference RunControl control) {
        this.history = history;
        this.workspace = workspace;
        this.control = control;
    }

    @Override
    protected void answer(List<String> path, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (path.isEmpty()) {
            requireGet(request);
            send(response, list(request));
            return;
        }
        String id = path.get(0);
        RunFolder folder = folder(id);
        switch (path.size() == 1 ? "" : path.get(1)) {
            case "" -> one(id, folder, request, response);
            case "events" -> {
                requireGet(request);
                send(response, events(id, request));
            }
            case "series" -> {
                requireGet(request);
                send(response, series(id, request));
            }
            case "files" -> {
                requireGet(request);
                files(folder, path.subList(2, path.size()), request, response);
            }
            case "log" -> {
                requireGet(request);
                response.setContentType("text/plain;charset=utf-8");
                int lines = (int) number(request, "tail", 1000, 1, MOST_LINES);
                response.getOutputStream().write(LogTail.of(folder.log(), lines));
            }
            case "stop" -> act(id, request, response, () -> control.stop(id));
            case "resume" -> act(id, request, response, () -> control.resume(id));
            default -> throw HttpProblem.notFound("'" + path.get(1) + "' of a run");
        }
    }

    private RunFolder folder(String id) {
        if (!RunFolder.exists(workspace, id)) {
            try {
                return RunFolder.open(workspace, id);
            } catch (HistoryException e) {
                throw new HttpProblem(404, e.getMessage());
            }
        }
        return RunFolder.open(workspace, id);
    }

    private ObjectNode list(HttpServletRequest request) {
        String query = request.getParameter("query") == null ? "" : request.getParameter("query");
        String sort = request.getParameter("sort") == null ? "" : request.getParameter("sort");
        int offset = (int) number(request, "offset", 0, 0, Integer.MAX_VALUE);
        int limit = (int) number(request, "limit", 100, 0, MOST_RUNS);
        List<String> columns = Arrays.stream(sort.split(",")).filter(column -> !column.isBlank()).toList();
        return history.runs(new RunQuery(query, columns, offset, limit)).toJson();
    }

    private void one(String id, RunFolder folder, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        switch (request.getMethod()) {
            case "GET" -> send(response, history.details(id));
            case "PATCH" -> {
                folder.writeLabels(folder.labels().with(labelChanges(request)));
                history.refresh();
                send(response, history.summary(id).toJson());
            }
            case "DELETE" -> {
                RunSummary summary = history.summary(id);
                told(() -> control.delete(List.of(id)));
                history.refresh();
                send(response, summary.toJson());
            }
            default -> throw new HttpProblem(405, request.getMethod() + " does nothing here; use GET, PATCH or DELETE.");
        }
    }

    private void act(String id, HttpServletRequest request, HttpServletResponse response, Runnable action)
            throws IOException {
        if (!request.getMethod().equals("POST")) {
            throw new HttpProblem(405, request.getMethod() + " does nothing here; use POST.");
        }
        told(action);
        history.refresh();
        send(response, history.summary(id).toJson());
    }

    /** Actions say in words why they are not possible now. */
    private static void told(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException e) {
            throw new HttpProblem(409, e.getMessage());
        }
    }

    private static ObjectNode labelChanges(HttpServletRequest request) throws IOException {
        byte[] body = request.getInputStream().readNBytes(MOST_LABEL_BYTES + 1);
        if (body.length > MOST_LABEL_BYTES) {
            throw new HttpProblem(413, "Labels may take " + MOST_LABEL_BYTES + " bytes at most.");
        }
        JsonNode changes;
        try {
            changes = MAPPER.readTree(body);
        } catch (IOException e) {
            throw new HttpProblem(400, "The body is not JSON.");
        }
        if (!(changes instanceof ObjectNode object) || object.isEmpty()) {
            throw new HttpProblem(400, "The body has to be an object with name, tags, notes or archived.");
        }
        object.fields().forEachRemaining(field -> {
            JsonNode value = field.getValue();
            boolean right = switch (field.getKey()) {
                case "name", "notes" -> value.isTextual();
                case "archived" -> value.isBoolean();
                case "tags" -> value.isArray() && allText(value);
                default -> throw new HttpProblem(400, "'" + field.getKey()
                        + "' is no label; there are name, tags, notes and archived.");
            };
            if (!right) {
                throw new HttpProblem(400, "'" + field.getKey() + "' has a value of the wrong type: name and notes are "
                        + "text, tags a list of texts, archived true or false.");
            }
        });
        return object;
    }

    private static boolean allText(JsonNode array) {
        for (JsonNode item : array) {
            if (!item.isTextual()) {
                return false;
            }
        }
        return true;
    }

    private ObjectNode events(String id, HttpServletRequest request) {
        ObjectNode document = MAPPER.createObjectNode();
        ArrayNode events = document.putArray("events");
        int limit = (int) number(request, "limit", MOST_EVENTS, 1, MOST_EVENTS);
        history.events(id, number(request, "from", 0, 0, Long.MAX_VALUE), limit)
                .forEach(event -> events.add(event.toJson()));
        return document;
    }

    private ObjectNode series(String id, HttpServletRequest request) {
        String[] metrics = request.getParameterValues("metric");
        int points = (int) number(request, "points", 600, 1, MOST_POINTS);
        ObjectNode document = MAPPER.createObjectNode();
        ObjectNode series = document.putObject("series");
        history.series(id, metrics == null ? List.of() : List.of(metrics), points)
                .forEach((metric, curve) -> series.set(metric, curve.toJson()));
        return document;
    }

    private static void files(RunFolder folder, List<String> path, HttpServletRequest request,
            HttpServletResponse response) throws IOException {
        RunFiles files = new RunFiles(folder.path());
        if (path.isEmpty()) {
            send(response, files.list());
        } else {
            files.send(path, request, response);
        }
    }
}
