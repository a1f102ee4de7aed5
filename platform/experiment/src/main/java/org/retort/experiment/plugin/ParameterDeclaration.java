package org.retort.experiment.plugin;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.retort.api.plugin.InputException;
import org.retort.api.plugin.Parameter;

/**
 * What is known of one parameter: the single source of the check of descriptors, of the help on the command line, of
 * the reference page and of the form in the browser.
 *
 * @param name its key in a descriptor
 * @param type {@code integer}, {@code number}, {@code boolean}, {@code text}, {@code path}, {@code choice}, or
 *     {@code list of} text, numbers or integers
 * @param unit unit of the value; empty for a plain number or word
 * @param defaultText the default as written in a descriptor; null where the parameter is required
 * @param min smallest number allowed; null where there is no bound
 * @param max largest number allowed; null where there is no bound
 * @param choices the words allowed for a choice; empty for other types
 * @param summary one sentence
 */
public record ParameterDeclaration(
        String name,
        String type,
        String unit,
        String defaultText,
        Double min,
        Double max,
        List<String> choices,
        String summary) {

    /** The parameters of a record, in the order of its components. */
    public static List<ParameterDeclaration> of(Class<? extends Record> parameters) {
        return Arrays.stream(parameters.getRecordComponents())
                .map(component -> of(parameters, component))
                .toList();
    }

    /** Whether a descriptor must give the parameter. */
    public boolean required() {
        return defaultText == null;
    }

    /** What values are allowed, in words, such as {@code a whole number from 1 to 64}. */
    public String allowed() {
        return switch (type) {
            case "integer" -> "a whole number" + range();
            case "number" -> "a number" + range();
            case "boolean" -> "true or false";
            case "choice" -> "one of " + String.join(", ", choices);
            case "path" -> "a path";
            case "text" -> "a text";
            default -> "a " + type + range();
        };
    }

    private String range() {
        if (min != null && max != null) {
            return " from " + plain(min) + " to " + plain(max);
        }
        if (min != null) {
            return " of at least " + plain(min);
        }
        return max == null ? "" : " of at most " + plain(max);
    }

    private static String plain(double bound) {
        return bound == Math.rint(bound) && Math.abs(bound) < 1e15
                ? String.valueOf((long) bound)
                : String.valueOf(bound);
    }

    /** The word of an enum constant in descriptors: lower case with hyphens. */
    public static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The key of a record component in descriptors: capitals become hyphens and small letters. */
    public static String key(String component) {
        return component.replaceAll("(?<=[a-z0-9])([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    private static ParameterDeclaration of(Class<? extends Record> owner, RecordComponent component) {
        Parameter declared = component.getAnnotation(Parameter.class);
        if (declared == null) {
            throw new InputException("component " + component.getName() + " of the parameter record "
                    + owner.getName() + " has no @Parameter annotation");
        }
        return new ParameterDeclaration(
                key(component.getName()),
                type(owner, component),
                declared.unit(),
                Parameter.REQUIRED.equals(declared.value()) ? null : declared.value(),
                Double.isInfinite(declared.min()) ? null : declared.min(),
                Double.isInfinite(declared.max()) ? null : declared.max(),
                choices(component.getType()),
                declared.summary());
    }

    private static String type(Class<? extends Record> owner, RecordComponent component) {
        Class<?> type = component.getType();
        if (type == int.class || type == long.class) {
            return "integer";
        } else if (type == double.class) {
            return "number";
        } else if (type == boolean.class) {
            return "boolean";
        } else if (type == String.class) {
            return "text";
        } else if (type == Path.class) {
            return "path";
        } else if (type.isEnum()) {
            return "choice";
        } else if (type == List.class && component.getGenericType() instanceof ParameterizedType list) {
            Type element = list.getActualTypeArguments()[0];
            if (element == String.class) {
                return "list of text";
            } else if (element == Double.class) {
                return "list of numbers";
            } else if (element == Integer.class) {
                return "list of integers";
            }
        }
        throw new InputException("component " + component.getName() + " of the parameter record " + owner.getName()
                + " is of type " + component.getGenericType().getTypeName() + "; allowed are int, long, double,"
                + " boolean, String, Path, an enum, and List of String, Double or Integer");
    }

    private static List<String> choices(Class<?> type) {
        return type.isEnum()
                ? Arrays.stream(type.getEnumConstants())
                        .map(constant -> word((Enum<?>) constant))
                        .toList()
                : List.of();
    }
}
