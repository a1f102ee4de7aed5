package org.retort.web.internal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** The files of one run's folder, and no other files. */
final class RunFiles {
    /** What a browser may show by itself; all else it saves. */
    private static final Map<String, String> SHOWN = Map.of(
            "png", "image/png", "jpg", "image/jpeg", "jpeg", "image/jpeg", "gif", "image/gif", "webp", "image/webp",
            "txt", "text/plain;charset=utf-8", "csv", "text/plain;charset=utf-8",
            "ndjson", "text/plain;charset=utf-8", "json", "application/json;charset=utf-8");

    private final Path root;

    RunFiles(Path root) {
        this.root = root;
    }

    /** {@code {files: [{path, bytes, modified}]}} in the order of their paths. */
    ObjectNode list() throws IOException {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        ArrayNode files = document.putArray("files");
        try (Stream<Path> all = Files.walk(root)) {
            for (Path file : all.filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)).sorted().toList()) {
                files.addObject().put("path", root.relativize(file).toString().replace('\\', '/'))
                        .put("bytes", Files.size(file))
                        .put("modified", Files.getLastModifiedTime(file).toInstant().toString());
            }
        }
        return document;
    }

    /** Sends one file, or nothing when the browser has it as it is. */
    void send(List<String> path, HttpServletRequest request, HttpServletResponse response) throws IOException {
        Path file = find(path);
        String tag = "\"" + Files.size(file) + "-" + Files.getLastModifiedTime(file).toMillis() + "\"";
        response.setHeader("ETag", tag);
        if (tag.equals(request.getHeader("If-None-Match"))) {
            response.setStatus(304);
            return;
        }
        String name = file.getFileName().toString();
        String type = SHOWN.get(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
        response.setContentType(type == null ? "application/octet-stream" : type);
        if (type == null) {
            response.setHeader("Content-Disposition", "attachment; filename=\"" + name.replaceAll("[^\\w.-]", "_") + "\"");
        }
        response.setContentLengthLong(Files.size(file));
        Files.copy(file, response.getOutputStream());
    }

    private Path find(List<String> path) throws IOException {
        Path file = root;
        for (String segment : path) {
            if (segment.isEmpty() || segment.equals(".") || segment.equals("..") || segment.contains("\\")
                    || segment.contains("\0")) {
                throw HttpProblem.notFound("such file of this run");
            }
            file = file.resolve(segment);
        }
        if (!Files.isRegularFile(file) || !file.toRealPath().startsWith(root.toRealPath())) {
            throw HttpProblem.notFound("file " + String.join("/", path) + " of this run");
        }
        return file;
    }
}
