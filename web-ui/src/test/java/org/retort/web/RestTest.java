package org.retort.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.retort.history.journal.JournalWriter;
import org.retort.history.journal.RunFolder;

class RestTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @TempDir
    static Path folder;

    private static WebServer server;
    private static RunFolder teacher;
    private static RunFolder student;

    @BeforeAll
    static void start() throws Exception {
        server = WebServer.start(folder.resolve("workspace"));
        teacher = DemoRuns.finished(server.workspace(), "faces", "teacher", null);
        student = DemoRuns.finished(server.workspace(), "faces", "student", teacher.id());
        server.history().refresh();
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    @Test
    void runsAreListedAsTheQueryAndTheSortAsk() throws Exception {
        JsonNode answer = json(server.get("/api/v1/runs?query=experiment:faces&sort=-id&limit=1"));

        assertThat(answer.get("total").asInt()).isEqualTo(2);
        assertThat(answer.get("runs")).hasSize(1);
        assertThat(answer.at("/runs/0/id").asText()).isEqualTo(student.id());
    }

    @Test
    void aWrongQueryIsToldInWords() throws Exception {
        HttpResponse<String> answer = server.get("/api/v1/runs?query=(state");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).get("error").asText()).isNotBlank();
    }

    @Test
    void aWrongLimitIsToldInWords() throws Exception {
        assertThat(json(server.get("/api/v1/runs?limit=many")).get("error").asText())
                .contains("limit is 'many'", "whole number");
    }

    @Test
    void aRunNamesItsStudentsSamplesAndMetrics() throws Exception {
        JsonNode details = json(server.get("/api/v1/runs/" + teacher.id()));

        assertThat(details.at("/children/0").asText()).isEqualTo(student.id());
        assertThat(details.get("samples")).hasSize(2);
        assertThat(details.get("metrics").toString()).contains("generator/adversarial", "timing/dataMillis");
    }

    @Test
    void aMissingRunIsNotFound() throws Exception {
        HttpResponse<String> answer = server.get("/api/v1/runs/99999");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(json(answer).get("error").asText()).contains("99999");
    }

    @Test
    void seriesAreDownSampled() throws Exception {
        JsonNode curve = json(server.get("/api/v1/runs/" + student.id()
                + "/series?metric=generator/adversarial&points=20")).at("/series/generator~1adversarial");

        assertThat(curve.get("steps").size()).isBetween(2, 20);
        assertThat(curve.get("values")).hasSameSizeAs(curve.get("steps"));
    }

    @Test
    void eventsBeginAfterANumber() throws Exception {
        JsonNode events = json(server.get("/api/v1/runs/" + student.id() + "/events?from=5")).get("events");

        assertThat(events.get(0).get("seq").asLong()).isEqualTo(6);
    }

    @Test
    void theLogIsCutToItsLastLines() throws Exception {
        assertThat(server.get("/api/v1/runs/" + student.id() + "/log?tail=2").body())
                .isEqualTo("12:00:01 INFO  step 10\n12:00:09 INFO  done\n");
    }

    @Test
    void aPictureIsShownAndActiveContentIsSaved() throws Exception {
        HttpResponse<String> picture = server.get(files("samples/step-00001000.png"));
        HttpResponse<String> page = server.get(files("artifacts/page.html"));

        assertThat(picture.headers().firstValue("Content-Type")).hasValue("image/png");
        assertThat(page.headers().firstValue("Content-Type")).hasValue("application/octet-stream");
        assertThat(page.headers().firstValue("Content-Disposition")).hasValue("attachment; filename=\"page.html\"");
    }

    @Test
    void aKnownFileIsNotSentAgain() throws Exception {
        String tag = server.get(files("log.txt")).headers().firstValue("ETag").orElseThrow();

        assertThat(server.send(server.request(files("log.txt")).header("If-None-Match", tag)).statusCode()).isEqualTo(304);
    }

    @Test
    void noFileOutsideTheRunIsSent() throws Exception {
        Files.writeString(server.workspace().path().resolve("secret.txt"), "secret");
        Files.createSymbolicLink(student.path().resolve("link.txt"), server.workspace().path().resolve("secret.txt"));

        for (String path : new String[] {"../../secret.txt", "..%2f..%2fsecret.txt", "%2e%2e/%2e%2e/secret.txt",
            "..%5c..%5csecret.txt", "artifacts/../../../secret.txt", "link.txt", "artifacts//generator.safetensors"}) {
            assertThat(rawGet(files(path))).as(path).doesNotContain("secret\n").doesNotEndWith("secret")
                    .doesNotStartWith("HTTP/1.1 200");
        }
        Files.delete(student.path().resolve("link.txt"));
    }

    @Test
    void labelsAreChangedAndComeBackInTheSummary() throws Exception {
        HttpResponse<String> answer = server.send(server.request("/api/v1/runs/" + student.id()).header("X-Retort", "1")
                .method("PATCH", BodyPublishers.ofString("{\"tags\": [\"good\"]}")));

        assertThat(json(answer).at("/tags/0").asText()).isEqualTo("good");
        assertThat(student.labels().tags()).containsExactly("good");
    }

    @Test
    void anUnknownLabelIsRefusedWithTheOnesThereAre() throws Exception {
        HttpResponse<String> answer = server.send(server.request("/api/v1/runs/" + student.id()).header("X-Retort", "1")
                .method("PATCH", BodyPublishers.ofString("{\"colour\": \"red\"}")));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).get("error").asText()).contains("colour", "archived");
    }

    @Test
    void aRunIsAskedToStop() throws Exception {
        HttpResponse<String> answer = server.send(server.request("/api/v1/runs/" + student.id() + "/stop")
                .header("X-Retort", "1").POST(BodyPublishers.noBody()));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(server.actions).contains("stop " + student.id());
    }

    @Test
    void whatCannotBeDoneNowIsAConflictWithItsReason() throws Exception {
        HttpResponse<String> answer = server.send(server.request("/api/v1/runs/" + student.id() + "/resume")
                .header("X-Retort", "1").POST(BodyPublishers.noBody()));

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(json(answer).get("error").asText()).contains("finished");
    }

    @Test
    void aDeletedRunIsGone() throws Exception {
        RunFolder run = DemoRuns.finished(server.workspace(), "gone", "teacher", null);
        server.history().refresh();

        server.send(server.request("/api/v1/runs/" + run.id()).header("X-Retort", "1").DELETE());

        assertThat(server.get("/api/v1/runs/" + run.id()).statusCode()).isEqualTo(404);
        assertThat(run.path()).doesNotExist();
    }

    @Test
    void aCallThatChangesSomethingNeedsTheHeader() throws Exception {
        HttpResponse<String> answer = server.send(server.request("/api/v1/runs/" + student.id()).DELETE());

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(student.path()).exists();
    }

    @Test
    void aForeignHostNameIsRefused() throws Exception {
        String answer = rawRequest("GET /api/v1/runs HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 403").contains("localhost");
    }

    @Test
    void everyAnswerCarriesTheContentPolicy() throws Exception {
        for (String path : new String[] {"/", "/api/v1/runs", "/nowhere", files("log.txt")}) {
            assertThat(server.get(path).headers().firstValue("Content-Security-Policy").orElse("")).as(path)
                    .startsWith("default-src 'self'").doesNotContain("unsafe");
            assertThat(server.get(path).headers().firstValue("X-Content-Type-Options")).as(path).hasValue("nosniff");
        }
    }

    @Test
    void pagesAreServedUnderAVersionThatBrowsersKeep() throws Exception {
        String page = server.get("/runs/" + student.id()).body();
        String script = page.replaceAll("(?s).*<script type=\"module\" src=\"([^\"]+)\".*", "$1");
        HttpResponse<String> answer = server.get(script);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Cache-Control").orElse("")).contains("immutable");
        assertThat(server.get("/nowhere").statusCode()).isEqualTo(404);
    }

    @Test
    void aPluginIsDescribedAndAMissingOneIsNotFound() throws Exception {
        assertThat(json(server.get("/api/v1/plugins/generator/stustargan")).at("/parameters/0/name").asText())
                .isEqualTo("width");
        assertThat(server.get("/api/v1/plugins/generator/stustargam").statusCode()).isEqualTo(404);
        assertThat(json(server.get("/api/v1/doctor")).get("java").asText()).isEqualTo("17");
    }

    @Test
    void theStreamTellsOfANewEventAndResumesAfterTheLastOneSeen() throws Exception {
        RunFolder run = DemoRuns.queued(server.workspace(), "live", "teacher", null);
        try (JournalWriter writer = run.openWriter()) {
            DemoRuns.begin(writer);
            server.history().refresh();
            HttpResponse<Stream<String>> answer = HttpClient.newHttpClient().send(
                    server.request("/api/v1/stream?run=" + run.id()).header("Last-Event-ID", "2").build(),
                    HttpResponse.BodyHandlers.ofLines());
            writer.append("metrics", DemoRuns.metrics(10));

            assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("text/event-stream");
            try (Stream<String> lines = answer.body()) {
                assertThat(lines.filter(line -> line.startsWith("id: ")).limit(3))
                        .containsExactly("id: 3", "id: 4", "id: 5");
            }
        }
    }

    private static String files(String path) {
        return "/api/v1/runs/" + student.id() + "/files/" + path;
    }

    private static JsonNode json(HttpResponse<String> answer) throws Exception {
        return MAPPER.readTree(answer.body());
    }

    private static String rawGet(String path) throws Exception {
        return rawRequest("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    }

    /** Java's client would tidy paths and refuses to set the host. */
    private static String rawRequest(String request) throws Exception {
        URI address = URI.create(server.address());
        try (Socket socket = new Socket(address.getHost(), address.getPort())) {
            OutputStream output = socket.getOutputStream();
            output.write(request.getBytes(StandardCharsets.US_ASCII));
            output.flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
