package org.retort.history.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.retort.history.RunSummary;

/** The document about one run. */
public final class Details {
    private Details() {
    }

    /** Joins what the index has of a run with what other runs say of it. */
    public static ObjectNode of(RunSummary summary, RunRecord record, List<String> children) {
        ObjectNode from = record.document();
        ObjectNode details = Json.object();
        details.set("summary", summary.toJson());
        for (String key : List.of("run", "labels", "provenance", "dataset", "stage", "timing", "error",
                "checkpoints", "samples", "artifacts", "warnings")) {
            JsonNode value = from.get(key);
            details.set(key, value == null ? details.nullNode() : value);
        }
        from.path("results").forEach(details.putArray("result")::add);
        from.path("counts").fieldNames().forEachRemaining(details.putArray("metrics")::add);
        children.forEach(details.putArray("children")::add);
        return details;
    }
}
