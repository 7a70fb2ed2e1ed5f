package dev.sluice.schema.json;

import dev.sluice.schema.request.Operation;
import dev.sluice.schema.request.OperationName;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The operations by their names on the wire: all records that {@link Operation} permits, in the order of the permits. */
public final class OperationTypes {

    private static final Map<String, Class<? extends Operation>> BY_NAME = namesUnder(Operation.class);
    private static final Map<Class<? extends Operation>, String> BY_CLASS = inverted(BY_NAME);

    private OperationTypes() {}

    /** All of them, in the order of the documents. */
    public static Map<String, Class<? extends Operation>> all() {
        return BY_NAME;
    }

    public static Optional<Class<? extends Operation>> ofName(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    public static String nameOf(Operation operation) {
        var name = BY_CLASS.get(operation.getClass());
        if (name == null) {
            throw new IllegalStateException("No wire name is listed for " + operation.getClass());
        }
        return name;
    }

    /** The records that a sealed type permits at any depth, each under the name that it says; every one must say its own. */
    static <T> Map<String, Class<? extends T>> namesUnder(Class<T> root) {
        var names = new LinkedHashMap<String, Class<? extends T>>();
        gather(root, names);
        return Collections.unmodifiableMap(names);
    }

    private static <T> void gather(Class<? extends T> type, Map<String, Class<? extends T>> names) {
        if (type.isSealed()) {
            for (var permitted : type.getPermittedSubclasses()) {
                // The language lets a sealed type permit its own subtypes only.
                @SuppressWarnings("unchecked")
                var below = (Class<? extends T>) permitted;
                gather(below, names);
            }
            return;
        }
        var name = type.getAnnotation(OperationName.class);
        if (name == null) {
            throw new IllegalStateException("Expected @OperationName on " + type.getName() + ", but it has none");
        }
        var other = names.put(name.value(), type);
        if (other != null) {
            throw new IllegalStateException("Expected a name of its own on %s, but got '%s', which is that of %s"
                    .formatted(type.getName(), name.value(), other.getName()));
        }
    }

    private static Map<Class<? extends Operation>, String> inverted(Map<String, Class<? extends Operation>> names) {
        var classes = new HashMap<Class<? extends Operation>, String>();
        names.forEach((name, type) -> classes.put(type, name));
        return Map.copyOf(classes);
    }
}
