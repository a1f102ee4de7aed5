package org.retort.web.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.retort.api.plugin.InputException;
import org.retort.history.HistoryException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Part of the REST interface: documents are JSON, and so is what went wrong. */
abstract class JsonServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(JsonServlet.class);

    protected static final ObjectMapper MAPPER = new ObjectMapper();

    /** Answers a request to {@code path}, the part of the address below the servlet's own, cut at slashes. */
    protected abstract void answer(List<String> path, HttpServletRequest request, HttpServletResponse response)
            throws IOException;

    @Override
    protected final void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader("Cache-Control", "no-cache");
        String below = request.getPathInfo() == null ? "" : request.getPathInfo().replaceFirst("^/", "");
        try {
            answer(below.isEmpty() ? List.of() : List.of(below.split("/", -1)), request, response);
        } catch (HttpProblem e) {
            problem(response, e.status(), e.getMessage());
        } catch (HistoryException | InputException e) {
            problem(response, 400, e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("{} {} failed", request.getMethod(), request.getRequestURI(), e);
            problem(response, 500, "The server failed at this; its log tells more. (" + e + ")");
        }
    }

    protected static void send(HttpServletResponse response, JsonNode document) throws IOException {
        response.setContentType("application/json;charset=utf-8");
        response.getOutputStream().write(MAPPER.writeValueAsBytes(document));
    }

    protected static void requireGet(HttpServletRequest request) {
        if (!request.getMethod().equals("GET")) {
            throw new HttpProblem(405, request.getMethod() + " does nothing here; use GET.");
        }
    }

    /** A query parameter that is a whole number. */
    protected static long number(HttpServletRequest request, String name, long fallback, long least, long most) {
        String text = request.getParameter(name);
        if (text == null || text.isEmpty()) {
            return fallback;
        }
        try {
            long value = Long.parseLong(text);
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            LOG.debug("not a number: {}", text);
        }
        throw new HttpProblem(400, name + " is '" + text + "'; it has to be a whole number from " + least + " to "
                + most + ".");
    }

    private static void problem(HttpServletResponse response, int status, String message) throws IOException {
        if (!response.isCommitted()) {
            response.resetBuffer();
            response.setStatus(status);
            send(response, JsonNodeFactory.instance.objectNode().put("error", message));
        }
    }
}
