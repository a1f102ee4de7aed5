package org.retort.host.internal.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.retort.history.journal.Event;
import org.retort.history.journal.RunFolder;
import org.retort.host.internal.work.ForegroundRuns;

/**
 * Tells how runs go on: one line that changes where somebody watches a terminal, else a line every few seconds.
 */
final class ProgressLine implements ForegroundRuns.Listener {
    /** What stands before the terms of each. */
    private static final Map<String, String> SIDES =
            new TreeMap<>(Map.of("discriminator", "  D", "generator", "  G", "classifier", " "));

    private static final long PLAIN_EVERY_NANOS = 10_000_000_000L;
    private static final int WIDTH = 150;

    private final Terminal terminal;
    private final Map<String, Long> told = new HashMap<>();
    private boolean open;

    ProgressLine(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void event(RunFolder run, Event event) {
        switch (event.type()) {
            case "state" -> line(run, state(run, event.body()));
            case "stage" -> {
                String message = event.body().path("message").asText();
                if (!message.isEmpty()) {
                    line(run, message);
                }
            }
            case "dataset" -> line(run, dataset(event.body()));
            case "warning" -> line(run, "warning: " + event.body().path("message").asText());
            case "metrics" -> metrics(run, event.body());
            default -> {
                // Everything else is for who looks at the run later.
            }
        }
    }

    /** Ends a line that was being changed. */
    void close() {
        if (open) {
            terminal.messages().println();
            open = false;
        }
    }

    private void line(RunFolder run, String text) {
        close();
        terminal.messages().println(head(run) + text);
    }

    private void metrics(RunFolder run, JsonNode body) {
        String text = head(run) + metrics(body, run.description().descriptor().path("train").path("iterations").asLong());
        if (terminal.interactive()) {
            String cut = text.length() > WIDTH ? text.substring(0, WIDTH) : text;
            terminal.messages().print("\r\u001b[K" + cut);
            terminal.messages().flush();
            open = true;
            return;
        }
        long now = System.nanoTime();
        Long last = told.get(run.id());
        if (last == null || now - last >= PLAIN_EVERY_NANOS) {
            told.put(run.id(), now);
            terminal.messages().println(text);
        }
    }

    private static String head(RunFolder run) {
        return "run " + run.id() + " " + run.description().member() + ": ";
    }

    private static String state(RunFolder run, JsonNode body) {
        String state = body.path("state").asText();
        String message = body.path("message").asText();
        String more = message.isEmpty() ? "" : ": " + message;
        return state + more + (state.equals("failed") ? "; log: " + run.log() : "");
    }

    /** How many images and labels there are. */
    private static String dataset(JsonNode body) {
        StringBuilder text = new StringBuilder();
        body.path("splits").fields().forEachRemaining(split -> {
            text.append(text.isEmpty() ? "" : "; ")
                    .append(String.format(Locale.ROOT, "%s %,d", split.getKey(), split.getValue().path("count").asInt()));
            if (split.getKey().equals("train")) {
                StringBuilder labels = new StringBuilder();
                split.getValue().path("labels").fields().forEachRemaining(label -> labels
                        .append(labels.isEmpty() ? "" : ", ")
                        .append(String.format(Locale.ROOT, "%s %,d", label.getKey(), label.getValue().asInt())));
                text.append(" (").append(labels).append(")");
            }
        });
        int skipped = body.path("skipped").path("count").asInt();
        return text + (skipped == 0 ? "" : "; skipped " + skipped);
    }

    private static String metrics(JsonNode body, long iterations) {
        long step = body.path("step").asLong();
        // Classifiers are trained by epochs, and may end before the last.
        StringBuilder text = new StringBuilder(iterations == 0
                ? String.format(Locale.ROOT, "epoch %,d", step)
                : String.format(Locale.ROOT, "step %,d of %,d", step, iterations));
        JsonNode timing = body.path("timing");
        if (timing.has("imagesPerSecond")) {
            text.append(String.format(Locale.ROOT, "  %.0f images/s", timing.path("imagesPerSecond").asDouble()));
        }
        if (timing.has("remainingSeconds")) {
            text.append("  ").append(Numbers.duration(timing.path("remainingSeconds").asDouble()))
                    .append(iterations == 0 ? " left at most" : " left");
        }
        // Last, since a terminal's line may be too short for all losses.
        for (String side : SIDES.keySet()) {
            StringBuilder terms = new StringBuilder();
            body.path("values").fields().forEachRemaining(entry -> {
                if (entry.getKey().startsWith(side + "/")) {
                    terms.append(String.format(Locale.ROOT, " %s %.3g",
                            entry.getKey().substring(side.length() + 1), entry.getValue().asDouble()));
                }
            });
            if (!terms.isEmpty()) {
                text.append(SIDES.get(side)).append(terms);
            }
        }
        return text.toString();
    }
}
