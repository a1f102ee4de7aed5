package org.retort.experiment.internal.yaml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.retort.api.plugin.InputException;
import org.retort.experiment.internal.yaml.Value.Entry;
import org.retort.experiment.internal.yaml.Value.Mapping;
import org.retort.experiment.internal.yaml.Value.Scalar;
import org.retort.experiment.internal.yaml.Value.Sequence;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Reads YAML into values with positions: data only, no tags of other types, each key once. */
public final class YamlReader {
    private static final int VALUES_ALLOWED = 100_000;
    private static final Set<Tag> TAGS =
            Set.of(Tag.STR, Tag.INT, Tag.FLOAT, Tag.BOOL, Tag.NULL, Tag.MAP, Tag.SEQ);

    private final String source;
    private final Position fixed;
    private int values;

    private YamlReader(String source, Position fixed) {
        this.source = source;
        this.fixed = fixed;
    }

    /**
     * Reads a file's text.
     *
     * @param source the file's name in messages
     */
    public static Value read(String text, String source) {
        return new YamlReader(source, null).compose(text);
    }

    /** Reads the value of an override; every part of it is said to be at {@code position}. */
    public static Value readValue(String text, Position position) {
        return new YamlReader(position.source(), position).compose(text);
    }

    private Value compose(String text) {
        LoadSettings settings = LoadSettings.builder().setLabel(source).build();
        try {
            Optional<Node> root = new Compose(settings).composeString(text);
            if (root.isEmpty()) {
                return new Scalar(fixed == null ? new Position(source, 1, 1) : fixed, "", false);
            }
            return value(root.get(), new ArrayList<>());
        } catch (MarkedYamlEngineException e) {
            Position position = e.getProblemMark().map(this::position).orElse(new Position(source, 1, 1));
            String context = e.getContext() == null ? "" : e.getContext() + ": ";
            throw new InputException(position + ": this is no YAML: " + context + e.getProblem(), e);
        } catch (ReaderException e) {
            Position position = fixed == null ? positionOf(text, e.getPosition()) : fixed;
            throw new InputException(
                    position + ": this is no YAML: the character U+" + String.format("%04X", e.getCodePoint())
                            + " is not allowed",
                    e);
        } catch (YamlEngineException e) {
            throw new InputException(source + ": this is no YAML: " + e.getMessage(), e);
        }
    }

    private Position positionOf(String text, int codePoint) {
        int[] points = text.codePoints().limit(codePoint).toArray();
        int line = 1;
        int column = 1;
        for (int point : points) {
            column = point == '\n' ? 1 : column + 1;
            line += point == '\n' ? 1 : 0;
        }
        return new Position(source, line, column);
    }

    private Value value(Node node, List<Node> around) {
        Position position = position(node);
        if (around.contains(node)) {
            throw new InputException(position + ": an alias refers to the value that it is in");
        }
        if (++values > VALUES_ALLOWED) {
            throw new InputException(position + ": more than " + VALUES_ALLOWED + " values; check the aliases (*name)");
        }
        if (!TAGS.contains(node.getTag())) {
            throw new InputException(position + ": tag " + node.getTag().getValue()
                    + " found, but descriptors are plain data; remove the tag");
        }
        List<Node> inside = new ArrayList<>(around);
        inside.add(node);
        if (node instanceof MappingNode mapping) {
            return mapping(mapping, position, inside);
        }
        if (node instanceof SequenceNode sequence) {
            return new Sequence(
                    position,
                    sequence.getValue().stream().map(child -> value(child, inside)).toList());
        }
        ScalarNode scalar = (ScalarNode) node;
        return new Scalar(position, scalar.getValue(), scalar.getScalarStyle() != ScalarStyle.PLAIN);
    }

    private Mapping mapping(MappingNode mapping, Position position, List<Node> inside) {
        Map<String, Entry> entries = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            Position at = position(tuple.getKeyNode());
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                throw new InputException(at + ": a key must be a word, found a list or group");
            }
            Entry before = entries.put(key.getValue(), new Entry(at, value(tuple.getValueNode(), inside)));
            if (before != null) {
                throw new InputException(at + ": key `" + key.getValue() + "` is here a second time, first at line "
                        + before.position().line() + "; remove one of them");
            }
        }
        return new Mapping(position, entries);
    }

    private Position position(Node node) {
        return node.getStartMark().map(this::position).orElse(new Position(source, 1, 1));
    }

    private Position position(Mark mark) {
        return fixed == null ? new Position(source, mark.getLine() + 1, mark.getColumn() + 1) : fixed;
    }
}
