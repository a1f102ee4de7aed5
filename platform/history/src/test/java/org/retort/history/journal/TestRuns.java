package org.retort.history.journal;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/** Runs as tests need them. */
public final class TestRuns {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private TestRuns() {
    }

    public static ObjectNode json(String text) {
        try {
            return (ObjectNode) MAPPER.readTree(text);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    public static RunDescription student(String member, long seed) {
        return RunDescription.of("quickstart", member, "student", seed, Instant.parse("2026-01-31T12:00:00Z"),
                List.of(), "retort run quickstart.yaml", "0", json("""
                {"train": {"iterations": 1000}, "generator": {"plugin": "stustargan", "width": 8}}"""));
    }

    public static RunFolder create(Workspace workspace, String member, Clock clock) {
        return RunFolder.create(workspace, student(member, 1), clock);
    }

    public static RunFolder create(Workspace workspace, String member) {
        return create(workspace, member, Clock.systemUTC());
    }

    public static ObjectNode metrics(long step, String name, double value) {
        ObjectNode body = json("{}");
        body.put("step", step);
        body.putObject("values").put(name, value);
        return body;
    }
}
