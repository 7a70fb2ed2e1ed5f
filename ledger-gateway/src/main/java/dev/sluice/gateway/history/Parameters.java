package dev.sluice.gateway.history;

import dev.sluice.schema.rejection.InvalidMessageException;
import dev.sluice.schema.rejection.RejectionCode;
import dev.sluice.schema.rejection.Violation;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.Quoted;
import io.micronaut.http.HttpRequest;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;

/**
 * The query parameters of a question, taken one after another and checked. What is wrong with them, and what nobody has taken, is
 * told together by {@link #done}: a filter with a typo that is passed over would answer another question.
 */
final class Parameters {

    static final int LIMIT_MAX = 200;
    private static final int LIMIT_USUAL = 50;
    private static final int TEXT_LENGTH_MAX = 500;

    private final Map<String, List<String>> left = new LinkedHashMap<>();
    private final Map<String, List<String>> given = new TreeMap<>();
    private final List<Violation> violations = new ArrayList<>();

    private Parameters() {}

    static Parameters of(HttpRequest<?> http) {
        var parameters = new Parameters();
        http.getParameters().asMap().forEach((name, values) -> parameters.left.put(name, List.copyOf(values)));
        parameters.given.putAll(parameters.left);
        parameters.given.keySet().removeAll(List.of("cursor", "limit"));
        return parameters;
    }

    /** An id of the path, whose faults are told with those of the parameters. */
    UUID path(String name, String text) {
        return read(name, text, value -> AccountId.parse(value).value()).orElse(new UUID(0, 0));
    }

    Optional<String> text(String name) {
        return one(name).flatMap(value -> read(name, value, Parameters::checkedText));
    }

    Optional<UUID> id(String name) {
        return one(name)
                .flatMap(
                        value -> read(name, value, text -> AccountId.parse(text).value()));
    }

    UUID neededId(String name) {
        return id(name).orElseGet(() -> needed(name, new UUID(0, 0)));
    }

    Optional<Instant> instant(String name) {
        return one(name).flatMap(value -> read(name, value, Parameters::parseInstant));
    }

    Instant neededInstant(String name) {
        return instant(name).orElseGet(() -> needed(name, Instant.EPOCH));
    }

    Optional<BigDecimal> amount(String name) {
        return one(name)
                .flatMap(value -> read(name, value, text -> Amount.parse(text).value()));
    }

    /** One of these words. */
    <E extends Enum<E>> Optional<E> word(String name, Class<E> type) {
        return one(name).flatMap(value -> read(name, value, text -> parseWord(text, type)));
    }

    /** One of these words, which callers write in lower case. */
    <E extends Enum<E>> Optional<E> lowerCaseWord(String name, Class<E> type) {
        return one(name).flatMap(value -> read(name, value, text -> parseLowerCase(text, type)));
    }

    /** Several of these words, repeated or with commas between them. */
    <E extends Enum<E>> List<E> words(String name, Class<E> type) {
        return Optional.ofNullable(left.remove(name)).stream()
                .flatMap(List::stream)
                .flatMap(value -> Arrays.stream(value.split(",", -1)))
                .flatMap(value -> read(name, value, text -> parseWord(text, type)).stream())
                .toList();
    }

    /** The values of {@code name[key]=value}, by key. */
    Map<String, String> keyed(String name) {
        var found = new TreeMap<String, String>();
        for (var parameter : List.copyOf(left.keySet())) {
            if (parameter.startsWith(name + "[") && parameter.endsWith("]")) {
                var key = parameter.substring(name.length() + 1, parameter.length() - 1);
                var value = text(parameter);
                read(parameter, key, Parameters::checkedText)
                        .ifPresent(known -> value.ifPresent(there -> found.put(known, there)));
            }
        }
        return found;
    }

    int limit() {
        return one("limit")
                .flatMap(value -> read("limit", value, Parameters::parseLimit))
                .orElse(LIMIT_USUAL);
    }

    /** The place to go on at in this list, asked with these filters. */
    Optional<Cursor> cursor(String list) {
        return one("cursor").flatMap(value -> read("cursor", value, text -> Cursor.parse(text, list, given)));
    }

    /** The cursor that continues this list, asked with these filters, behind a row. */
    Function<List<String>, String> cursorOf(String list) {
        return place -> Cursor.write(place, list, given);
    }

    /** A range must not end before it begins. */
    void checkRange(String fromName, Optional<Instant> from, String toName, Optional<Instant> to) {
        if (from.isPresent() && to.isPresent() && to.get().isBefore(from.get())) {
            refuse(
                    RejectionCode.INVALID_FIELD,
                    toName,
                    "Expected a time that is not before %s, %s, but got %s".formatted(fromName, from.get(), to.get()));
        }
    }

    void checkRange(String fromName, String toName, Optional<BigDecimal> from, Optional<BigDecimal> to) {
        if (from.isPresent() && to.isPresent() && to.get().compareTo(from.get()) < 0) {
            refuse(
                    RejectionCode.INVALID_FIELD,
                    toName,
                    "Expected an amount that is not below %s, %s, but got %s"
                            .formatted(
                                    fromName,
                                    from.get().toPlainString(),
                                    to.get().toPlainString()));
        }
    }

    void refuse(RejectionCode code, String name, String detail) {
        violations.add(new Violation(code, pointer(name), detail));
    }

    /** All has been taken: refuses what was wrong, and what nobody knows. */
    void done() {
        left.keySet()
                .forEach(name -> refuse(
                        RejectionCode.INVALID_FIELD,
                        name,
                        "Expected no query parameter of this name, but got " + Quoted.of(name)));
        if (!violations.isEmpty()) {
            throw new InvalidMessageException(violations);
        }
    }

    private Optional<String> one(String name) {
        var values = left.remove(name);
        if (values == null) {
            return Optional.empty();
        }
        if (values.size() != 1) {
            refuse(
                    RejectionCode.INVALID_FIELD,
                    name,
                    "Expected the parameter once, but got it %d times".formatted(values.size()));
            return Optional.empty();
        }
        return Optional.of(values.getFirst());
    }

    private <T> T needed(String name, T anything) {
        if (violations.stream().noneMatch(violation -> violation.pointer().equals(pointer(name)))) {
            refuse(RejectionCode.MISSING_FIELD, name, "Expected a value, but it is missing");
        }
        return anything;
    }

    private <T> Optional<T> read(String name, String value, Function<String, T> reader) {
        try {
            return Optional.of(reader.apply(value));
        } catch (IllegalArgumentException refused) {
            refuse(RejectionCode.INVALID_FIELD, name, String.valueOf(refused.getMessage()));
            return Optional.empty();
        }
    }

    /** PostgreSQL has no text with a character of zero. */
    private static String checkedText(String text) {
        if (text.isEmpty() || text.length() > TEXT_LENGTH_MAX || text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("Expected 1 to %d characters, none of them U+0000, but got %s"
                    .formatted(TEXT_LENGTH_MAX, Quoted.of(text)));
        }
        return text;
    }

    private static Instant parseInstant(String text) {
        try {
            // A plus sign that was not encoded arrives as a blank.
            var instant =
                    OffsetDateTime.parse(text.replace(' ', '+')).toInstant().truncatedTo(ChronoUnit.MILLIS);
            var year = instant.atOffset(ZoneOffset.UTC).getYear();
            if (year >= 0 && year <= 9999) {
                return instant;
            }
        } catch (DateTimeException notATime) {
            throw new IllegalArgumentException("Expected an RFC 3339 time, but got " + Quoted.of(text), notATime);
        }
        throw new IllegalArgumentException("Expected a time of the years 0000 to 9999, but got " + Quoted.of(text));
    }

    private static <E extends Enum<E>> E parseWord(String text, Class<E> type) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.name().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Expected one of %s, but got %s"
                        .formatted(Arrays.toString(type.getEnumConstants()), Quoted.of(text))));
    }

    private static <E extends Enum<E>> E parseLowerCase(String text, Class<E> type) {
        var words = Arrays.stream(type.getEnumConstants())
                .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                .toList();
        var index = words.indexOf(text);
        if (index < 0) {
            throw new IllegalArgumentException("Expected one of %s, but got %s".formatted(words, Quoted.of(text)));
        }
        return type.getEnumConstants()[index];
    }

    private static int parseLimit(String text) {
        var limit = text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : 0;
        if (limit < 1 || limit > LIMIT_MAX) {
            throw new IllegalArgumentException(
                    "Expected a number from 1 to %d, but got %s".formatted(LIMIT_MAX, Quoted.of(text)));
        }
        return limit;
    }

    private static String pointer(String name) {
        return "#/" + name.replace("~", "~0").replace("/", "~1");
    }
}
