package org.retort.web.internal;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;
import org.retort.api.plugin.InputException;
import org.retort.host.control.PlatformReports;

/** The rest of {@code /api/v1}: {@code plugins}, {@code plugins/KIND/ID} and {@code doctor}. */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern("/api/v1/*")
public final class PlatformServlet extends JsonServlet {
    private static final long serialVersionUID = 1L;

    private final transient PlatformReports reports;

    /** Called by Declarative Services. */
    @Activate
    public PlatformServlet(@Reference PlatformReports reports) {
        this.reports = reports;
    }

    @Override
    protected void answer(List<String> path, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        requireGet(request);
        if (path.equals(List.of("plugins"))) {
            send(response, reports.plugins());
        } else if (path.size() == 3 && path.get(0).equals("plugins")) {
            try {
                send(response, reports.plugin(path.get(1), path.get(2)));
            } catch (InputException e) {
                throw new HttpProblem(404, e.getMessage());
            }
        } else if (path.equals(List.of("doctor"))) {
            send(response, reports.doctor());
        } else {
            throw HttpProblem.notFound("'" + String.join("/", path) + "' under /api/v1; docs/architecture.md lists what "
                    + "there is");
        }
    }
}
