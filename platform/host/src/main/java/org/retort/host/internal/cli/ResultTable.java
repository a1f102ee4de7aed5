package org.retort.host.internal.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.retort.history.History;
import org.retort.history.RunSummary;

/** What runs came to, side by side: one row a run, one column a figure. */
final class ResultTable {
    private final List<RunSummary> runs = new ArrayList<>();
    private final Map<String, String> units = new LinkedHashMap<>();
    private final List<Map<String, Double>> values = new ArrayList<>();

    ResultTable(History history, List<String> ids) {
        for (String id : ids) {
            ObjectNode details = history.details(id);
            Map<String, Double> own = new LinkedHashMap<>();
            for (JsonNode result : details.path("result")) {
                String name = result.path("name").asText();
                units.putIfAbsent(name, result.path("unit").asText());
                own.put(name, result.path("value").isNumber() ? result.path("value").asDouble() : Double.NaN);
            }
            runs.add(history.summary(id));
            values.add(own);
        }
    }

    List<String> lines() {
        List<String> header = new ArrayList<>(List.of("run", "member", "state"));
        header.addAll(units.keySet());
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < runs.size(); i++) {
            List<String> row = new ArrayList<>(
                    List.of(runs.get(i).id(), runs.get(i).member(), runs.get(i).state().text()));
            for (Map.Entry<String, String> figure : units.entrySet()) {
                Double value = values.get(i).get(figure.getKey());
                row.add(value == null ? "-" : Numbers.figure(value, figure.getValue()));
            }
            rows.add(row);
        }
        return new TextTable(header, rows).lines();
    }
}
