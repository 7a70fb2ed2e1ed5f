package dev.sluice.ledger.extremes;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import dev.sluice.schema.rejection.InvalidMessageException;
import dev.sluice.schema.rejection.RejectionCode;
import dev.sluice.schema.rejection.Violation;
import dev.sluice.schema.request.Change;
import dev.sluice.schema.value.Amount;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * A maker of records whose values are at the ends of what the contract allows. What a record refuses in its constructor is
 * mended where the refusal points: the field is left out, or tried again.
 */
public final class Specimens {

    private static final int MENDINGS_MAX = 1_000;

    private final Ends ends;
    private final Map<String, Supplier<?>> known = new HashMap<>();
    private final Set<Class<?>> chosen = new HashSet<>();
    private final Set<String> absent = new HashSet<>();

    private Specimens(Ends ends) {
        this.ends = ends;
    }

    /** Each value is one of its ends, or anything between them, as the seed has it. */
    public static Specimens byChance(long seed) {
        return new Specimens(new Ends.ByChance(seed));
    }

    /** Everything is there and as long as can be. */
    public static Specimens largest(Letters letters) {
        return new Specimens(new Ends.Largest(letters));
    }

    /** Takes this value for the components of this name, or with the record's name before it ({@code Hold.amount}) for one. */
    public Specimens with(String component, Supplier<?> value) {
        known.put(component, value);
        return this;
    }

    /** Leaves out what may be absent of this record. */
    public Specimens without(Class<?> record, String component) {
        absent.add(record.getSimpleName() + "." + component);
        return this;
    }

    /** Takes this record wherever a type permits it. */
    public Specimens choosing(Class<?> record) {
        chosen.add(record);
        return this;
    }

    /** With lists that grow until they have so many characters: one of lists would have no end. */
    public Specimens upTo(int characters) {
        ends.upTo(characters);
        return this;
    }

    /** With amounts as a request may name them, rather than as the ledger may write them. */
    public Specimens ofCallers() {
        ends.asCallersDo();
        return this;
    }

    /** One record of this type, or of one that it permits. */
    public <T> T of(Class<T> type) {
        return type.cast(value(Specimens.class, type, ""));
    }

    private Object value(Class<?> owner, Type type, String name) {
        if (absent.contains(owner.getSimpleName() + "." + name)) {
            return absent(type);
        }
        var given = known.getOrDefault(owner.getSimpleName() + "." + name, known.get(name));
        if (given != null && !isWrapped(type)) {
            return given.get();
        }
        if (type instanceof ParameterizedType generic) {
            return valueOf(owner, generic, name);
        }
        var raw = (Class<?>) type;
        if (raw == String.class) {
            return text(owner, name);
        }
        if (raw == Amount.class) {
            return ends.amount();
        }
        if (raw == Instant.class) {
            return ends.instant();
        }
        if (raw == UUID.class) {
            return ends.uuid();
        }
        if (raw == int.class || raw == Integer.class) {
            return Math.toIntExact(ends.number(Limit.ofInt(name)));
        }
        if (raw == long.class || raw == Long.class) {
            return ends.number(Limit.ofLong(name));
        }
        if (raw == boolean.class || raw == Boolean.class) {
            return ends.isThere();
        }
        if (raw.isEnum()) {
            return ends.oneOf(List.of(raw.getEnumConstants()));
        }
        var permitted = recordsOf(raw);
        return record(permitted.stream().filter(chosen::contains).findFirst().orElseGet(() -> ends.oneOf(permitted)));
    }

    private String text(Class<?> owner, String name) {
        if (name.endsWith("Hash")) {
            return "0f".repeat(32);
        }
        return switch (name) {
            case "symbol" -> ends.symbol();
            case "lotIds" -> ends.lotId();
            default -> ends.text(Limit.ofText(owner, name));
        };
    }

    private static boolean isWrapped(Type type) {
        return type instanceof ParameterizedType generic
                && (generic.getRawType() == Optional.class || generic.getRawType() == Change.class);
    }

    private Object valueOf(Class<?> owner, ParameterizedType type, String name) {
        var raw = (Class<?>) type.getRawType();
        var arguments = type.getActualTypeArguments();
        if (raw == Optional.class) {
            return ends.isThere() ? Optional.of(value(owner, arguments[0], name)) : Optional.empty();
        }
        if (raw == Change.class) {
            return ends.isThere()
                    ? new Change.Set<>(value(owner, arguments[0], name))
                    : ends.oneOf(List.of(new Change.Clear<>(), new Change.Keep<>()));
        }
        if (raw == List.class) {
            return list(owner, arguments[0], name);
        }
        if (raw == SortedMap.class) {
            var map = new TreeMap<Object, Object>();
            map.put(value(owner, arguments[0], name), value(owner, arguments[1], name));
            return map;
        }
        if (raw == Map.class && arguments[1] == String.class) {
            return ends.metadata();
        }
        if (raw == Map.class && arguments[1] == Object.class) {
            return ends.attributes();
        }
        throw new AssertionError("Expected a type that has specimens, but got " + type);
    }

    private List<?> list(Class<?> owner, Type element, String name) {
        var size = ends.size(Limit.ofList(name));
        var list = new ArrayList<Object>();
        var end = ends.endOfList();
        while (list.size() < size && ends.characters() < end) {
            list.add(value(owner, element, name));
        }
        return list;
    }

    /** The records that a type permits, or the record that it is. */
    static List<Class<?>> recordsOf(Class<?> type) {
        if (type.isRecord()) {
            return List.of(type);
        }
        if (!type.isSealed()) {
            throw new AssertionError("Expected a record or what permits some, but got " + type);
        }
        return Arrays.stream(type.getPermittedSubclasses())
                .flatMap(permitted -> recordsOf(permitted).stream())
                .toList();
    }

    private static Object absent(Type type) {
        if (type == boolean.class) {
            return false;
        }
        return ((ParameterizedType) type).getRawType() == Optional.class ? Optional.empty() : new Change.Keep<>();
    }

    /** What a record has there. */
    static Object valueOf(Object record, RecordComponent component) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }

    private Object record(Class<?> type) {
        var components = type.getRecordComponents();
        var values = Arrays.stream(components)
                .map(component -> value(type, component.getGenericType(), component.getName()))
                .toArray();
        for (var mendings = 0; mendings < MENDINGS_MAX; mendings++) {
            try {
                return construct(type, components, values);
            } catch (InvalidMessageException refused) {
                mend(type, components, values, refused.violations().getFirst());
            }
        }
        throw new AssertionError(
                "Expected values that a %s takes, but got %s".formatted(type, Arrays.toString(values)));
    }

    private static Object construct(Class<?> type, RecordComponent[] components, Object[] values) {
        var parameters = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            var constructor = type.getDeclaredConstructor(parameters);
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (InvocationTargetException refused) {
            if (refused.getCause() instanceof InvalidMessageException invalid) {
                throw invalid;
            }
            throw new AssertionError("A %s is made of values of its components".formatted(type), refused);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("A %s has a constructor for its components".formatted(type), e);
        }
    }

    private void mend(Class<?> type, RecordComponent[] components, Object[] values, Violation violation) {
        var field = violation.pointer().split("/")[1];
        var index = IntStream.range(0, components.length)
                .filter(i -> SnakeCaseStrategy.INSTANCE
                        .translate(components[i].getName())
                        .equals(field))
                .findFirst()
                .orElseThrow(() -> new AssertionError("Expected a field of %s, but got %s".formatted(type, violation)));
        var component = components[index];
        values[index] = violation.code() == RejectionCode.MISSING_FIELD && values[index] instanceof Optional<?>
                ? Optional.of(value(
                        type,
                        ((ParameterizedType) component.getGenericType()).getActualTypeArguments()[0],
                        component.getName()))
                : switch (values[index]) {
                    case Optional<?> optional -> Optional.empty();
                    case Change<?> change -> new Change.Keep<>();
                    case Boolean flag -> false;
                    default -> value(type, component.getGenericType(), component.getName());
                };
    }
}
