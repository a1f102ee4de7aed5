package org.retort.history;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.retort.history.internal.Json;

/**
 * A part of the runs that a query found.
 *
 * @param total how many it found
 * @param runs those of the page, in order
 */
public record RunPage(int total, List<RunSummary> runs) {
    /** The document that is served. */
    public ObjectNode toJson() {
        ObjectNode node = Json.object();
        node.put("total", total);
        ArrayNode array = node.putArray("runs");
        runs.forEach(run -> array.add(run.toJson()));
        return node;
    }
}
