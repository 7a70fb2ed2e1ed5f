package dev.sluice.schema.rejection;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The measure of a value as compact JSON in UTF-8: how many bytes it takes and how deep it is nested, told without writing it.
 * Values are what a JSON reader makes: maps, lists, texts, numbers, booleans and null.
 */
final class JsonLength {

    private static final String ESCAPED_IN_TWO = "\"\\\b\f\n\r\t";
    private static final int ESCAPED_IN_TWO_LENGTH = 2;
    private static final int ESCAPED_AS_CODE_LENGTH = 6;

    private JsonLength() {}

    /** Whether arrays and objects are nested deeper than that; a text or number alone is not nested. */
    static boolean isDeeperThan(int levels, @Nullable Object value) {
        return switch (value) {
            case Map<?, ?> map ->
                levels == 0 || map.values().stream().anyMatch(inner -> isDeeperThan(levels - 1, inner));
            case List<?> list -> levels == 0 || list.stream().anyMatch(inner -> isDeeperThan(levels - 1, inner));
            case null, default -> false;
        };
    }

    static long of(@Nullable Object value) {
        return switch (value) {
            case Map<?, ?> map ->
                brackets(map.size())
                        + map.entrySet().stream()
                                .mapToLong(
                                        field -> text(field.getKey().toString()) + ":".length() + of(field.getValue()))
                                .sum();
            case List<?> list ->
                brackets(list.size()) + list.stream().mapToLong(JsonLength::of).sum();
            case String text -> text(text);
            // Numbers and truth are written as they are told, and so is null.
            case null, default -> String.valueOf(value).length();
        };
    }

    /** With the commas between so many things. */
    private static long brackets(int size) {
        return 2L + Math.max(0, size - 1);
    }

    private static long text(String text) {
        return 2 + text.codePoints().mapToLong(JsonLength::character).sum();
    }

    private static long character(int point) {
        if (ESCAPED_IN_TWO.indexOf(point) >= 0) {
            return ESCAPED_IN_TWO_LENGTH;
        }
        if (point < ' ' || (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE)) {
            return ESCAPED_AS_CODE_LENGTH;
        }
        if (point < 0x80) {
            return 1;
        }
        if (point < 0x800) {
            return 2;
        }
        return Character.isBmpCodePoint(point) ? 3 : 4;
    }
}
