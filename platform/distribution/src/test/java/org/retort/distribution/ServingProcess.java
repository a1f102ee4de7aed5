package org.retort.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** {@code retort serve} as a process, and what it answers. */
final class ServingProcess implements AutoCloseable {
    private final Process process;
    private final String address;
    private final HttpClient client = HttpClient.newHttpClient();

    private ServingProcess(Process process, String address) {
        this.process = process;
        this.address = address;
    }

    /** Starts it and waits until it answers. */
    static ServingProcess start(InstalledRetort retort) throws IOException {
        Process process = retort.command("serve", "--port", "0", "--json")
                .redirectError(retort.folder().resolve("serve.txt").toFile())
                .start();
        BufferedReader output = process.inputReader();
        StringBuilder answer = new StringBuilder();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            answer.append(line);
            if (line.endsWith("}")) {
                break;
            }
        }
        return new ServingProcess(process, new ObjectMapper().readTree(answer.toString()).path("address").asText());
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    String page(String path) {
        return answer(request(path).GET());
    }

    JsonNode get(String path) {
        return json(page("/api/v1/" + path));
    }

    JsonNode post(String path) {
        return json(answer(
                request("/api/v1/" + path).header("X-Retort", "1").POST(HttpRequest.BodyPublishers.noBody())));
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(text, e);
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(address + path)).timeout(Duration.ofSeconds(60));
    }

    private String answer(HttpRequest.Builder request) {
        HttpResponse<String> response =
                client.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString()).join();
        assertThat(response.statusCode()).as(response.body()).isBetween(200, 299);
        return response.body();
    }

    /** Ends it as a terminal does. */
    @Override
    public void close() throws InterruptedException {
        process.destroy();
        process.waitFor();
    }
}
