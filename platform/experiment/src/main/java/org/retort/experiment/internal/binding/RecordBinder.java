package org.retort.experiment.internal.binding;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.retort.api.plugin.InputException;
import org.retort.api.plugin.NearestName;
import org.retort.experiment.internal.yaml.Position;
import org.retort.experiment.internal.yaml.Value.Entry;
import org.retort.experiment.internal.yaml.Value.Mapping;
import org.retort.experiment.internal.yaml.Value.Scalar;
import org.retort.experiment.internal.yaml.Value.Sequence;
import org.retort.experiment.internal.yaml.Value;
import org.retort.experiment.plugin.ParameterDeclaration;

/** Makes records of annotated components out of groups of keys. */
public final class RecordBinder {
    private final Scalars scalars;

    /**
     * @param folder where relative paths start
     */
    public RecordBinder(Path folder) {
        this.scalars = new Scalars(folder);
    }

    /**
     * Makes a record.
     *
     * @param section the keys
     * @param structure further keys that are allowed here and not the record's
     * @param owner whose parameters they are, for messages: {@code generator plugin stargan}
     * @throws InputException for an unknown, missing or wrong key, with its position
     */
    public <R extends Record> R bind(Class<R> type, Mapping section, List<String> structure, String owner) {
        List<ParameterDeclaration> declarations = ParameterDeclaration.of(type);
        checkKeys(section, allowedKeys(declarations, structure), owner);
        RecordComponent[] components = type.getRecordComponents();
        Object[] arguments = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            arguments[i] = argument(components[i], declarations.get(i), section, owner);
        }
        return construct(type, components, arguments, section.position(), owner);
    }

    /** Checks that a group has no other keys than the allowed ones. */
    public static void checkKeys(Mapping section, List<String> allowed, String owner) {
        for (Map.Entry<String, Entry> entry : section.entries().entrySet()) {
            if (!allowed.contains(entry.getKey())) {
                throw new InputException(entry.getValue().position() + ": unknown key `" + entry.getKey() + "` for "
                        + owner + NearestName.question(entry.getKey(), allowed) + "; allowed keys are "
                        + String.join(", ", allowed));
            }
        }
    }

    /** The values of a record by key, in the order of its components. */
    public static Map<String, Object> values(Record values) {
        Map<String, Object> byKey = new LinkedHashMap<>();
        for (RecordComponent component : values.getClass().getRecordComponents()) {
            try {
                byKey.put(ParameterDeclaration.key(component.getName()), component.getAccessor().invoke(values));
            } catch (IllegalAccessException | InvocationTargetException e) {
                throw new InputException(
                        "the parameter record " + values.getClass().getName() + " must be public to be read", e);
            }
        }
        return byKey;
    }

    private static List<String> allowedKeys(List<ParameterDeclaration> declarations, List<String> structure) {
        List<String> keys = new ArrayList<>(structure);
        declarations.forEach(declaration -> keys.add(declaration.name()));
        return keys;
    }

    private Object argument(
            RecordComponent component, ParameterDeclaration declaration, Mapping section, String owner) {
        Value value = section.get(declaration.name());
        if (value != null) {
            return component.getType() == List.class
                    ? list(value, component, declaration)
                    : scalars.parse(value, component.getType(), declaration);
        }
        if (declaration.required()) {
            throw new InputException(section.position() + ": " + owner + " needs the key " + declaration.name() + ": "
                    + declaration.summary() + " Allowed is " + declaration.allowed() + ".");
        }
        Position origin = new Position("default of " + declaration.name() + " of " + owner, 0, 0);
        String text = declaration.defaultText();
        if (component.getType() == List.class) {
            List<Value> parts = text.isEmpty()
                    ? List.of()
                    : Arrays.stream(text.split(","))
                            .map(part -> (Value) new Scalar(origin, part.strip(), false))
                            .toList();
            return list(new Sequence(origin, parts), component, declaration);
        }
        boolean word = component.getType() == String.class || component.getType() == Path.class;
        return scalars.parse(new Scalar(origin, text, word), component.getType(), declaration);
    }

    private List<Object> list(Value value, RecordComponent component, ParameterDeclaration declaration) {
        if (!(value instanceof Sequence sequence)) {
            throw Scalars.wrong(value, declaration);
        }
        Class<?> element =
                (Class<?>) ((ParameterizedType) component.getGenericType()).getActualTypeArguments()[0];
        return sequence.values().stream()
                .map(entry -> scalars.parse(entry, element, declaration))
                .toList();
    }

    private static <R extends Record> R construct(
            Class<R> type, RecordComponent[] components, Object[] arguments, Position position, String owner) {
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            Constructor<R> constructor = type.getConstructor(types);
            return constructor.newInstance(arguments);
        } catch (InvocationTargetException e) {
            String what = e.getCause() instanceof InputException
                    ? ": " + owner + ": " + e.getCause().getMessage()
                    : ": " + owner + " failed while it took its parameters: " + e.getCause();
            throw new InputException(position + what, e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new InputException(
                    owner + ": the parameter record " + type.getName() + " and its constructor must be public", e);
        }
    }
}
