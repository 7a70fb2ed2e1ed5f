package dev.sluice.schema.rejection;

import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.Quoted;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The checks that the records of this contract make in their constructors, collected so that a caller is told of all
 * faults at once and the first in the documented order names the refusal. Field names are those on the wire.
 */
public final class FieldChecks {

    public static final int METADATA_KEYS_MAX = 50;
    public static final int METADATA_KEY_LENGTH_MAX = 40;
    public static final int METADATA_VALUE_LENGTH_MAX = 500;
    public static final int ATTRIBUTES_BYTES_MAX = 16_384;

    /** With the object of the attributes itself. */
    public static final int ATTRIBUTES_DEPTH_MAX = 10;

    private final List<Violation> violations = new ArrayList<>(0);

    public FieldChecks required(String field, @Nullable Object value) {
        if (value == null) {
            missing(field, "Expected a value, but it is missing");
        }
        return this;
    }

    /** A required text; its length counts code points. */
    public FieldChecks text(String field, @Nullable String value, int lengthMin, int lengthMax) {
        if (value == null) {
            missing(field, "Expected %d to %d characters, but it is missing".formatted(lengthMin, lengthMax));
        } else {
            length(field, value, lengthMin, lengthMax);
        }
        return this;
    }

    public FieldChecks text(String field, Optional<String> value, int lengthMin, int lengthMax) {
        value.ifPresent(text -> length(field, text, lengthMin, lengthMax));
        return this;
    }

    /** A required amount above zero. */
    public FieldChecks positive(String field, @Nullable Amount value) {
        if (value == null) {
            missing(field, "Expected a decimal string such as \"100.00\", but it is missing");
        } else if (!value.isPositive()) {
            violations.add(new Violation(
                    RejectionCode.INVALID_AMOUNT, "#/" + field, "Expected a positive amount, but got " + value));
        }
        return this;
    }

    public FieldChecks positive(String field, Optional<Amount> value) {
        value.ifPresent(amount -> positive(field, amount));
        return this;
    }

    /** A list of texts in printable ASCII, as ids are; told of the first that is none. */
    public FieldChecks printable(String field, List<String> values, int lengthMax) {
        IntStream.range(0, values.size())
                .filter(index -> !isPrintable(values.get(index), lengthMax))
                .findFirst()
                .ifPresent(index -> valid(
                        false,
                        field + "/" + index,
                        "Expected at most %d printable characters of ASCII, but got %s"
                                .formatted(lengthMax, Quoted.of(values.get(index)))));
        return this;
    }

    private static boolean isPrintable(String text, int lengthMax) {
        return text.length() <= lengthMax && text.chars().allMatch(character -> character >= ' ' && character <= '~');
    }

    public FieldChecks size(String field, Collection<?> value, int sizeMin, int sizeMax) {
        return valid(
                value.size() >= sizeMin && value.size() <= sizeMax,
                field,
                () -> "Expected %d to %d items, but got %d".formatted(sizeMin, sizeMax, value.size()));
    }

    public FieldChecks between(String field, Optional<Integer> value, int min, int max) {
        value.ifPresent(number -> valid(
                number >= min && number <= max,
                field,
                () -> "Expected %d to %d, but got %d".formatted(min, max, number)));
        return this;
    }

    public FieldChecks metadata(String field, Map<String, String> metadata) {
        valid(
                metadata.size() <= METADATA_KEYS_MAX,
                field,
                () -> "Expected at most %d keys, but got %d".formatted(METADATA_KEYS_MAX, metadata.size()));
        // Of too many keys each could be at fault: it is enough to say that they are too many.
        metadata.entrySet().stream().limit(METADATA_KEYS_MAX).forEach(entry -> {
            var place = field + "/" + escaped(entry.getKey());
            length(place, entry.getKey(), 1, METADATA_KEY_LENGTH_MAX);
            length(place, entry.getValue(), 0, METADATA_VALUE_LENGTH_MAX);
        });
        return this;
    }

    /**
     * What a caller keeps with an entity: names as those of metadata, with any values of JSON. All of it together is bounded, since
     * it stands in memory, in rows and in every entry that changes the entity.
     */
    public FieldChecks attributes(String field, Map<String, Object> attributes) {
        size(field, attributes.keySet(), 0, METADATA_KEYS_MAX);
        attributes.keySet().stream()
                .limit(METADATA_KEYS_MAX)
                .forEach(key -> length(field + "/" + escaped(key), key, 1, METADATA_KEY_LENGTH_MAX));
        if (JsonLength.isDeeperThan(ATTRIBUTES_DEPTH_MAX, attributes)) {
            return valid(
                    false,
                    field,
                    "Expected at most %d levels of nesting, but got more".formatted(ATTRIBUTES_DEPTH_MAX));
        }
        var bytes = JsonLength.of(attributes);
        return valid(
                bytes <= ATTRIBUTES_BYTES_MAX,
                field,
                () -> "Expected at most %d bytes as JSON, but got %d".formatted(ATTRIBUTES_BYTES_MAX, bytes));
    }

    /**
     * Several fields of which one must be given, and only one. Where none is, the first of them is the one that is missing; where
     * there are more, each but the first is one too many.
     *
     * @param values beside the names, in the same order
     */
    public FieldChecks exactlyOne(List<String> fields, List<? extends Optional<?>> values) {
        var given = IntStream.range(0, fields.size())
                .filter(index -> values.get(index).isPresent())
                .mapToObj(fields::get)
                .toList();
        var expected = "Expected exactly one of " + String.join(", ", fields);
        if (given.isEmpty()) {
            violations.add(new Violation(
                    RejectionCode.MISSING_FIELD, "#/" + fields.getFirst(), expected + ", but there is none", fields));
        }
        given.stream().skip(1).forEach(field -> valid(false, field, expected + ", but got " + given.size()));
        return this;
    }

    /** Any other rule of one field. */
    public FieldChecks valid(boolean holds, String field, String expectation) {
        if (!holds) {
            violations.add(new Violation(RejectionCode.INVALID_FIELD, "#/" + field, expectation));
        }
        return this;
    }

    /** Any other rule of one field, told only where it is broken: a text that is put together costs more than the check. */
    public FieldChecks valid(boolean holds, String field, Supplier<String> expectation) {
        return holds ? this : valid(false, field, expectation.get());
    }

    /**
     * Ends the checks.
     *
     * @throws InvalidMessageException when any of them failed
     */
    public void done() {
        if (!violations.isEmpty()) {
            throw new InvalidMessageException(violations);
        }
    }

    private void missing(String field, String detail) {
        violations.add(new Violation(RejectionCode.MISSING_FIELD, "#/" + field, detail));
    }

    private void length(String field, String text, int lengthMin, int lengthMax) {
        var length = lengthOf(text);
        valid(
                length >= lengthMin && length <= lengthMax,
                field,
                () -> "Expected %d to %d characters, but got %d".formatted(lengthMin, lengthMax, length));
    }

    private static int lengthOf(String text) {
        return text.codePointCount(0, text.length());
    }

    private static String escaped(String key) {
        return key.replace("~", "~0").replace("/", "~1");
    }
}
