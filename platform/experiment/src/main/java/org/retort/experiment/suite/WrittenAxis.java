package org.retort.experiment.suite;

import java.util.List;
import java.util.Optional;
import org.retort.api.plugin.InputException;
import org.retort.api.plugin.NearestName;
import org.retort.experiment.internal.yaml.Overrides.Assignment;
import org.retort.experiment.internal.yaml.Position;
import org.retort.experiment.internal.yaml.Value.Scalar;
import org.retort.experiment.internal.yaml.Value;

/**
 * An axis as a descriptor has it.
 *
 * @param name a key of the descriptor or a free word
 * @param position where it is written
 * @param variants whether it is a free word over named variants
 * @param choices its values
 */
record WrittenAxis(String name, Position position, boolean variants, List<Choice> choices) {
    WrittenAxis {
        choices = List.copyOf(choices);
    }

    List<String> labels() {
        return choices.stream().map(Choice::label).toList();
    }

    /** The value of this axis that is written somewhere. */
    Choice choice(Value written) {
        String label = label(written);
        Optional<Choice> found =
                choices.stream().filter(choice -> choice.label().equals(label)).findFirst();
        return found.orElseThrow(() -> new InputException(written.position() + ": axis " + name + " has no value `"
                + label + "`" + NearestName.question(label, labels()) + "; allowed are " + String.join(", ", labels())));
    }

    /** A value that the axis need not have, for an axis over a key. */
    Choice anyChoice(Value written) {
        return variants ? choice(written) : ofKey(name, position, written);
    }

    /** A value of an axis over a key. */
    static Choice ofKey(String path, Position position, Value value) {
        return new Choice(label(value), List.of(new Assignment(path, position, value)));
    }

    private static String label(Value value) {
        if (value instanceof Scalar scalar && !scalar.absent()) {
            return scalar.text();
        }
        throw new InputException(value.position() + ": " + value.kind() + " found; a value of an axis is a number or a"
                + " word. Give lists and groups a name: {name: WORD, set: {KEY: ...}}");
    }
}
