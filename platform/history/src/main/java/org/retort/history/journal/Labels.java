package org.retort.history.journal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.retort.history.internal.Json;

/**
 * What people add to a run after the fact.
 *
 * @param name the name to show; empty for the run's own
 * @param tags words to find it by, without repeats, in the order given
 * @param notes Markdown
 * @param archived whether lists leave it out unless asked
 */
public record Labels(String name, List<String> tags, String notes, boolean archived) {
    /** What a run has before anybody added anything. */
    public static final Labels NONE = new Labels("", List.of(), "", false);

    public Labels {
        name = name.strip();
        tags = tags.stream().map(String::strip).filter(tag -> !tag.isEmpty()).distinct().toList();
    }

    /** The document that is stored and served. */
    public ObjectNode toJson() {
        ObjectNode node = Json.object();
        node.put("name", name);
        tags.forEach(node.putArray("tags")::add);
        node.put("notes", notes);
        node.put("archived", archived);
        return node;
    }

    /** These labels with the fields that {@code changes} holds taken from there. */
    public Labels with(ObjectNode changes) {
        List<String> changedTags = tags;
        if (changes.has("tags")) {
            changedTags = new ArrayList<>();
            for (JsonNode tag : changes.get("tags")) {
                changedTags.add(tag.asText());
            }
        }
        return new Labels(changes.path("name").asText(name), changedTags, changes.path("notes").asText(notes),
                changes.path("archived").asBoolean(archived));
    }
}
