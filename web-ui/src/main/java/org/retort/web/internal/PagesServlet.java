package org.retort.web.internal;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** The pages: one document for all of them, and the scripts and style sheets it loads. */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern("/")
public final class PagesServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final Pattern PAGES = Pattern.compile("/|/runs/[^/]+/?|/compare|/plugins");
    private static final String STATIC = "/static/";

    private final transient PageFiles files;
    private final byte[] document;

    /** Called by Declarative Services. */
    @Activate
    public PagesServlet(BundleContext context) throws IOException {
        files = PageFiles.of(context.getBundle());
        document = new String(files.find("index.html").orElseThrow().content(), StandardCharsets.UTF_8)
                .replace("@version@", files.version()).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String path = request.getRequestURI();
        if (path.startsWith(STATIC)) {
            sendFile(path.substring(STATIC.length()), response);
            return;
        }
        response.setStatus(PAGES.matcher(path).matches() ? 200 : 404);
        response.setHeader("Cache-Control", "no-cache");
        response.setContentType("text/html;charset=utf-8");
        response.getOutputStream().write(document);
    }

    private void sendFile(String versioned, HttpServletResponse response) throws IOException {
        String prefix = files.version() + "/";
        PageFiles.PageFile file = versioned.startsWith(prefix)
                ? files.find(versioned.substring(prefix.length())).orElse(null) : null;
        if (file == null) {
            response.setStatus(404);
            return;
        }
        response.setHeader("Cache-Control", "public, max-age=31536000, immutable");
        response.setContentType(file.type());
        response.setContentLength(file.content().length);
        response.getOutputStream().write(file.content());
    }
}
