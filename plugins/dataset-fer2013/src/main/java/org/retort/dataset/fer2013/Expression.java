package org.retort.dataset.fer2013;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The expressions, in the order of the csv file's numbers. */
enum Expression {
    ANGRY("Angry"),
    DISGUST("Disgust"),
    FEAR("Fear"),
    HAPPY("Happy"),
    SAD("Sad"),
    SURPRISE("Surprise"),
    NEUTRAL("Neutral");

    private final String label;

    Expression(String label) {
        this.label = label;
    }

    /** The names of all, in order. */
    static List<String> labels() {
        return Arrays.stream(values()).map(expression -> expression.label).toList();
    }

    /** The expression of that name in any letter case. */
    static Optional<Expression> named(String name) {
        return Arrays.stream(values())
                .filter(expression -> expression.label.equalsIgnoreCase(name))
                .findFirst();
    }

    /** The numbers and names for messages: {@code 0 Angry, 1 Disgust, ...}. */
    static String numbers() {
        return Arrays.stream(values())
                .map(expression -> expression.ordinal() + " " + expression.label)
                .collect(Collectors.joining(", "));
    }
}
