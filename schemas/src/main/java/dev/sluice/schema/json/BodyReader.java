package dev.sluice.schema.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.schema.rejection.InvalidMessageException;
import dev.sluice.schema.rejection.Rejection;
import dev.sluice.schema.rejection.RejectionCode;
import dev.sluice.schema.rejection.Violation;
import dev.sluice.schema.request.CreateGroup;
import dev.sluice.schema.request.Transfer;
import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.Quoted;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads a record from JSON fields and, where they don't make one, tells everything that is wrong with them. The reader
 * stops at its first fault, so the field at fault is noted, taken out, and the rest is read again until nothing new
 * shows. A good message is read once.
 */
final class BodyReader {

    /** Who has more to mend is told the next time. */
    private static final int FAULTS_MAX = Rejection.ERRORS_MAX;

    /** No list of records takes more, so what lies behind is one fault and need not be read. */
    private static final int ELEMENTS_MAX = Math.max(Transfer.RECIPIENTS_MAX, CreateGroup.MEMBERS_MAX);

    private static final String UNKNOWN_FIELD = "Expected no field of this name";

    private final JsonMapper mapper;

    BodyReader(JsonMapper mapper) {
        this.mapper = mapper;
    }

    /**
     * Makes the record.
     *
     * @throws InvalidMessageException with all faults, each at its field
     */
    <T> T read(ObjectNode given, Class<T> type) {
        var violations = new ArrayList<Violation>(0);
        var removed = new HashSet<String>(0);
        var fields = given;
        while (true) {
            try {
                var value = mapper.treeToValue(fields, type);
                if (violations.isEmpty()) {
                    return value;
                }
                throw new InvalidMessageException(violations);
            } catch (JsonMappingException fault) {
                if (fault.getPath().isEmpty()) {
                    violations.addAll(unknownFields(fields, type));
                    throw finished(violations, removed, fault);
                }
                violations.addAll(violationsOf(fault, fields, type));
                var top = fault.getPath().getFirst().getFieldName();
                if (removed.isEmpty()) {
                    fields = given.objectNode().setAll(given);
                }
                removed.add(top);
                if (fields.remove(top) == null || removed.size() >= FAULTS_MAX) {
                    throw new InvalidMessageException(violations);
                }
            } catch (JsonProcessingException notJson) {
                throw new IllegalStateException("A tree is read without parsing", notJson);
            }
        }
    }

    /** Where a constructor refuses, the reader has not looked at unknown fields yet. */
    private static List<Violation> unknownFields(ObjectNode fields, Class<?> type) {
        var known = Arrays.stream(type.getRecordComponents())
                .map(BodyReader::nameOf)
                .collect(Collectors.toSet());
        return fields.propertyStream()
                .map(Map.Entry::getKey)
                .filter(name -> !known.contains(name))
                .limit(FAULTS_MAX)
                .map(name -> new Violation(RejectionCode.INVALID_FIELD, pointerTo(name), UNKNOWN_FIELD))
                .toList();
    }

    private static InvalidMessageException finished(
            List<Violation> violations, Set<String> removed, JsonMappingException fault) {
        if (fault.getCause() instanceof InvalidMessageException constructor) {
            constructor.violations().stream()
                    .filter(violation -> !removed.contains(topOf(violation.pointer()))
                            && Collections.disjoint(removed, violation.alternatives()))
                    .forEach(violations::add);
            return new InvalidMessageException(violations);
        }
        violations.add(new Violation(
                RejectionCode.MALFORMED_REQUEST, "#", "Expected a JSON object with the documented fields"));
        return new InvalidMessageException(violations);
    }

    private static String topOf(String pointer) {
        var end = pointer.indexOf('/', 2);
        return pointer.length() < 2 ? "" : pointer.substring(2, end < 0 ? pointer.length() : end);
    }

    private List<Violation> violationsOf(JsonMappingException fault, ObjectNode fields, Class<?> type) {
        var top = fault.getPath().getFirst().getFieldName();
        var inner = elementType(type, top)
                .map(element -> violationsOfElements(fields.path(top), element, pointerTo(top)))
                .or(() -> partType(type, top).map(part -> violationsOfPart(fields.path(top), part, pointerTo(top))))
                .orElse(List.of());
        return inner.isEmpty() ? violationsOf(fault, fields) : inner;
    }

    /** Each element of a list is read by itself: the first fault in the documented order may be in the last of them. */
    private List<Violation> violationsOfElements(JsonNode list, Class<?> type, String pointer) {
        if (!list.isArray()) {
            return List.of();
        }
        var violations = new ArrayList<Violation>(0);
        if (list.size() > ELEMENTS_MAX) {
            violations.add(new Violation(
                    RejectionCode.INVALID_FIELD,
                    pointer,
                    "Expected at most %d items, but got %d".formatted(ELEMENTS_MAX, list.size())));
        }
        for (var index = 0; index < Math.min(list.size(), ELEMENTS_MAX); index++) {
            var place = pointer + "/" + index;
            if (list.get(index) instanceof ObjectNode element) {
                violations.addAll(violationsOfElement(element, type, place));
            } else {
                violations.add(new Violation(
                        RejectionCode.INVALID_FIELD,
                        place,
                        "Expected an object, but got " + describe(list.get(index))));
            }
        }
        return violations.stream()
                .sorted(Comparator.comparing(Violation::code))
                .limit(FAULTS_MAX)
                .toList();
    }

    private List<Violation> violationsOfPart(JsonNode part, Class<?> type, String pointer) {
        return part instanceof ObjectNode fields ? violationsOfElement(fields, type, pointer) : List.of();
    }

    private List<Violation> violationsOfElement(ObjectNode element, Class<?> type, String place) {
        try {
            read(element, type);
            return List.of();
        } catch (InvalidMessageException invalid) {
            return moved(invalid, place);
        }
    }

    /** The record that a list of this name is made of; empty where it is no list of records. */
    private static Optional<Class<?>> elementType(Class<?> type, @Nullable String list) {
        return Arrays.stream(type.getRecordComponents())
                .filter(component ->
                        component.getType() == List.class && nameOf(component).equals(list))
                .map(component -> ((ParameterizedType) component.getGenericType()).getActualTypeArguments()[0])
                .filter(element -> element instanceof Class<?> candidate && candidate.isRecord())
                .<Class<?>>map(element -> (Class<?>) element)
                .findFirst();
    }

    /** The record that an optional field of this name is; empty where it is no object. */
    private static Optional<Class<?>> partType(Class<?> type, @Nullable String part) {
        return Arrays.stream(type.getRecordComponents())
                .filter(component -> component.getType() == Optional.class
                        && nameOf(component).equals(part))
                .map(component -> ((ParameterizedType) component.getGenericType()).getActualTypeArguments()[0])
                .filter(value -> value instanceof Class<?> candidate && isObject(candidate))
                .<Class<?>>map(value -> (Class<?>) value)
                .findFirst();
    }

    /** Records of values are written as texts. */
    private static boolean isObject(Class<?> type) {
        return type.isRecord() && !type.getPackageName().endsWith(".value");
    }

    private static String nameOf(RecordComponent component) {
        return PropertyNamingStrategies.SnakeCaseStrategy.INSTANCE.translate(component.getName());
    }

    private static List<Violation> moved(InvalidMessageException invalid, String place) {
        return invalid.violations().stream()
                .map(violation -> new Violation(
                        violation.code(), place + violation.pointer().substring(1), violation.detail()))
                .toList();
    }

    private static List<Violation> violationsOf(JsonMappingException fault, ObjectNode fields) {
        var pointer = pointerOf(fault);
        if (fault.getCause() instanceof InvalidMessageException nested) {
            return moved(nested, pointer);
        }
        var target = targetOf(fault);
        var code = target == Amount.class ? RejectionCode.INVALID_AMOUNT : RejectionCode.INVALID_FIELD;
        var got = fields.at(pointer.substring(1));
        return List.of(new Violation(code, pointer, detailOf(fault, target, got)));
    }

    private static String pointerOf(JsonMappingException fault) {
        var pointer = new StringBuilder("#");
        for (var step : fault.getPath()) {
            pointer.append('/').append(step.getFieldName() == null ? step.getIndex() : escaped(step.getFieldName()));
        }
        return pointer.toString();
    }

    private static String pointerTo(String field) {
        return "#/" + escaped(field);
    }

    private static String escaped(String field) {
        return field.replace("~", "~0").replace("/", "~1");
    }

    private static @Nullable Class<?> targetOf(JsonMappingException fault) {
        return switch (fault) {
            case ValueInstantiationException instantiation ->
                instantiation.getType().getRawClass();
            case MismatchedInputException mismatch -> mismatch.getTargetType();
            default -> null;
        };
    }

    private static String detailOf(JsonMappingException fault, @Nullable Class<?> target, JsonNode got) {
        if (fault instanceof UnrecognizedPropertyException) {
            return UNKNOWN_FIELD;
        }
        if (fault.getCause() instanceof IllegalArgumentException refused && refused.getMessage() != null) {
            return refused.getMessage();
        }
        if (fault.getCause() instanceof InputCoercionException) {
            return "Expected a whole number in the documented range, but got " + describe(got);
        }
        return "Expected %s, but got %s".formatted(expected(target), describe(got));
    }

    private static String expected(@Nullable Class<?> target) {
        if (target == null) {
            return "a value of the documented type";
        }
        if (target == Amount.class) {
            return "a decimal string such as \"100.00\"";
        }
        if (target == Instant.class) {
            return "an RFC 3339 time such as \"2026-01-31T12:00:00Z\"";
        }
        if (target.isEnum()) {
            return "one of "
                    + Arrays.stream(target.getEnumConstants())
                            .map(Object::toString)
                            .collect(Collectors.joining(", "));
        }
        if (target == Boolean.class || target == boolean.class) {
            return "true or false";
        }
        if (target == Integer.class || target == int.class || target == Long.class || target == long.class) {
            return "a whole number";
        }
        if (List.class.isAssignableFrom(target)) {
            return "an array";
        }
        if (Map.class.isAssignableFrom(target) || isObject(target)) {
            return "an object";
        }
        return "a string";
    }

    private static String describe(JsonNode got) {
        return switch (got.getNodeType()) {
            case NUMBER -> "the number " + Quoted.of(got.asText()).replace("\"", "");
            case STRING -> Quoted.of(got.asText());
            case BOOLEAN -> got.asText();
            case OBJECT -> "an object";
            case ARRAY -> "an array";
            case NULL, MISSING -> "null";
            case BINARY, POJO -> "something else";
        };
    }
}
