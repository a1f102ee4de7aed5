package org.retort.experiment.internal.binding;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.retort.api.plugin.InputException;
import org.retort.api.plugin.NearestName;
import org.retort.experiment.internal.yaml.Value.Scalar;
import org.retort.experiment.internal.yaml.Value;
import org.retort.experiment.plugin.ParameterDeclaration;

/** Turns written scalars into values of Java types, with messages that say what is allowed. */
final class Scalars {
    private static final Pattern INTEGER = Pattern.compile("[+-]?\\d{1,18}");
    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d+)?");

    private final Path folder;

    Scalars(Path folder) {
        this.folder = folder;
    }

    Object parse(Value value, Class<?> type, ParameterDeclaration declaration) {
        if (!(value instanceof Scalar scalar) || scalar.absent()) {
            throw wrong(value, declaration);
        }
        String text = scalar.text();
        if (type == String.class) {
            return text;
        } else if (type == Path.class) {
            return path(scalar, declaration);
        } else if (type == boolean.class) {
            if (scalar.quoted() || !List.of("true", "false").contains(text)) {
                throw wrong(value, declaration);
            }
            return Boolean.valueOf(text);
        } else if (type.isEnum()) {
            return choice(scalar, type, declaration);
        }
        return number(scalar, type, declaration);
    }

    private static Object number(Scalar scalar, Class<?> type, ParameterDeclaration declaration) {
        boolean whole = type != double.class && type != Double.class;
        boolean matches = (whole ? INTEGER : NUMBER).matcher(scalar.text()).matches();
        if (scalar.quoted() || !matches) {
            throw wrong(scalar, declaration);
        }
        double number = Double.parseDouble(scalar.text());
        boolean tooSmall = declaration.min() != null && number < declaration.min();
        boolean tooLarge = declaration.max() != null && number > declaration.max();
        boolean noInt = (type == int.class || type == Integer.class) && Math.abs(number) > Integer.MAX_VALUE;
        if (tooSmall || tooLarge || noInt || Double.isInfinite(number)) {
            throw wrong(scalar, declaration);
        }
        if (!whole) {
            return number;
        }
        long integer = Long.parseLong(scalar.text());
        return type == long.class ? (Object) integer : (Object) Math.toIntExact(integer);
    }

    private Path path(Scalar scalar, ParameterDeclaration declaration) {
        String text = scalar.text();
        try {
            if (text.isEmpty()) {
                return Path.of("");
            }
            if (text.equals("~") || text.startsWith("~/")) {
                return Path.of(System.getProperty("user.home") + text.substring(1)).normalize();
            }
            return folder.resolve(text).toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            throw wrong(scalar, declaration);
        }
    }

    private static Object choice(Scalar scalar, Class<?> type, ParameterDeclaration declaration) {
        for (Object constant : type.getEnumConstants()) {
            if (ParameterDeclaration.word((Enum<?>) constant).equals(scalar.text())) {
                return constant;
            }
        }
        throw new InputException(scalar.position() + ": " + declaration.name() + " is `" + scalar.text() + "`"
                + NearestName.question(scalar.text(), declaration.choices()) + "; allowed is " + declaration.allowed());
    }

    static InputException wrong(Value found, ParameterDeclaration declaration) {
        String unit = declaration.unit().isEmpty() ? "" : " (" + declaration.unit() + ")";
        return new InputException(found.position() + ": " + declaration.name() + " is " + found.kind()
                + "; allowed is " + declaration.allowed() + unit);
    }
}
