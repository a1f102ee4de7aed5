package org.retort.host.internal.work;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.stream.Stream;
import org.retort.history.journal.Event;
import org.retort.history.journal.JournalReader;
import org.retort.history.journal.JournalWriter;
import org.retort.history.journal.RunDescription;
import org.retort.history.journal.RunFolder;
import org.retort.history.journal.RunState;
import org.retort.history.journal.Workspace;

/** Runs for tests. */
public final class QueuedRuns {
    private QueuedRuns() {}

    public static RunFolder teacher(Workspace workspace) {
        return create(workspace, "teacher");
    }

    public static RunFolder student(Workspace workspace, RunFolder... teachers) {
        return create(workspace, "student", teachers);
    }

    private static RunFolder create(Workspace workspace, String kind, RunFolder... teachers) {
        ObjectNode descriptor = JsonNodeFactory.instance.objectNode().put("threads", 3).put("device", "cpu");
        return RunFolder.create(workspace, RunDescription.of(
                "test", kind, kind, 1, Instant.now(), Stream.of(teachers).map(RunFolder::id).toList(),
                "retort run test.yaml", "identity-" + kind, descriptor));
    }

    public static void write(RunFolder run, RunState state) {
        try (JournalWriter journal = run.openWriter()) {
            journal.state(state, "", JsonNodeFactory.instance.objectNode());
        }
    }

    /** What the last event says. */
    static String message(RunFolder run) {
        String message = "";
        try (JournalReader reader = run.openReader(0)) {
            for (Event event : reader.poll()) {
                message = event.body().path("message").asText();
            }
        }
        return message;
    }
}
