package org.retort.history.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.retort.history.HistoryException;
import org.retort.history.VerifyReport;
import org.retort.history.internal.RunRecord.Point;
import org.retort.history.journal.Event;
import org.retort.history.journal.RunFolder;
import org.retort.history.journal.RunIds;
import org.retort.history.journal.Workspace;

/** Checks every journal line by line, and that the index says the same. */
public final class Verification {
    private final Workspace workspace;
    private final Index index;
    private final List<String> problems = new ArrayList<>();
    private long events;

    public Verification(Workspace workspace, Index index) {
        this.workspace = workspace;
        this.index = index;
    }

    /** Checks all runs. */
    public VerifyReport run() {
        List<String> ids = new RunIds(workspace).list();
        for (String id : ids) {
            try {
                verify(id);
            } catch (HistoryException | IOException e) {
                problems.add("run " + id + ": " + e.getMessage());
            }
        }
        for (RunRecord record : index.records()) {
            String id = record.document().path("run").path("id").asText();
            if (!ids.contains(id)) {
                problems.add("index: it has run " + id + ", which has no folder; rebuild the index");
            }
        }
        return new VerifyReport(ids.size(), events, List.copyOf(problems));
    }

    private void verify(String id) throws IOException {
        if (!RunFolder.exists(workspace, id)) {
            problems.add("run " + id + ": its folder has no run.json, so it is not shown; its creation was cut short,"
                    + " and the folder can be deleted");
            return;
        }
        RunFolder folder = RunFolder.open(workspace, id);
        RunRecord fresh = new RunRecord(folder.description(), folder.labels());
        Optional<RunRecord> indexed = index.record(id);
        readJournal(folder, fresh, indexed.map(RunRecord::seq).orElse(0L));
        if (indexed.isEmpty()) {
            problems.add("index: run " + id + " is missing; rebuild the index");
            return;
        }
        compare(id, fresh, indexed.get());
    }

    private void readJournal(RunFolder folder, RunRecord fresh, long indexedSeq) throws IOException {
        long expected = 1;
        int number = 0;
        try (InputStream in = new BufferedInputStream(Files.newInputStream(folder.journal()))) {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            for (int next = in.read(); next >= 0; next = in.read()) {
                if (next != '\n') {
                    line.write(next);
                    continue;
                }
                number++;
                Optional<Event> event = Json.parse(line.toByteArray(), 0, line.size()).flatMap(Event::of);
                line.reset();
                if (event.isEmpty()) {
                    problems.add(folder.journal() + ", line " + number + ": not an event; it is left out");
                    continue;
                }
                events++;
                if (event.get().seq() != expected) {
                    problems.add(folder.journal() + ", line " + number + ": event " + event.get().seq()
                            + " where event " + expected + " should be");
                }
                if (event.get().seq() >= expected && event.get().seq() <= indexedSeq) {
                    fresh.apply(event.get());
                }
                expected = Math.max(expected, event.get().seq() + 1);
            }
        }
    }

    private void compare(String id, RunRecord fresh, RunRecord indexed) {
        Map<String, List<Point>> points = fresh.takeNewPoints();
        if (!comparable(fresh).equals(comparable(indexed))) {
            problems.add("index: what it says about run " + id + " differs from the journal; rebuild the index");
            return;
        }
        points.forEach((metric, expected) -> {
            try {
                if (!index.points(id, metric, expected.size()).equals(expected)) {
                    problems.add("index: the points of metric " + metric + " of run " + id
                            + " differ from the journal; rebuild the index");
                }
            } catch (BrokenIndexException e) {
                problems.add("index: " + e.getMessage() + "; rebuild the index");
            }
        });
    }

    /** Read back from bytes, since numbers of different width are not equal; labels may change while this reads. */
    private static ObjectNode comparable(RunRecord record) {
        byte[] bytes = Json.line(record.document());
        ObjectNode copy = Json.parse(bytes, 0, bytes.length).orElseThrow();
        copy.remove(List.of("offset", "labels"));
        return copy;
    }
}
