package dev.sluice.gateway.history;

import dev.sluice.schema.rejection.InvalidMessageException;
import dev.sluice.schema.rejection.RejectionCode;
import dev.sluice.schema.value.Quoted;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/**
 * The last row of a page, by the values that order its list. It bears the mark of the list and of its filters, so that it continues
 * no other one; it is opaque to callers, and holds nothing that the row itself doesn't tell them.
 */
record Cursor(List<String> place) {

    private static final String BETWEEN = "\n";
    private static final Instant EARLIEST = Instant.parse("0000-01-01T00:00:00Z");
    private static final Instant TOO_LATE = Instant.parse("+10000-01-01T00:00:00Z");

    Cursor {
        place = List.copyOf(place);
    }

    static String write(List<String> place, String list, Map<String, List<String>> filters) {
        var text = mark(list, filters) + BETWEEN + String.join(BETWEEN, place);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    static Cursor parse(String text, String list, Map<String, List<String>> filters) {
        try {
            var parts = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8).split(BETWEEN, -1);
            if (parts[0].equals(mark(list, filters))) {
                return new Cursor(Arrays.asList(parts).subList(1, parts.length));
            }
        } catch (IllegalArgumentException notBase64) {
            throw new IllegalArgumentException("Expected a cursor, but got " + Quoted.of(text), notBase64);
        }
        throw new IllegalArgumentException(
                "Expected a cursor of this list with these filters, but got " + Quoted.of(text));
    }

    Instant instant(int index) {
        return read(index, Cursor::instant);
    }

    long number(int index) {
        return read(index, Long::parseLong);
    }

    UUID id(int index) {
        return read(index, UUID::fromString);
    }

    /** The mark is no secret, so the place behind it may be anything. */
    private <T> T read(int index, Function<String, T> reader) {
        try {
            return reader.apply(place.get(index));
        } catch (DateTimeException | IllegalArgumentException | IndexOutOfBoundsException changed) {
            throw new InvalidMessageException(
                    RejectionCode.INVALID_FIELD,
                    "#/cursor",
                    "Expected a cursor that this gateway has written, but got one with another place in it");
        }
    }

    private static Instant instant(String text) {
        var instant = Instant.parse(text);
        if (instant.isBefore(EARLIEST) || !instant.isBefore(TOO_LATE)) {
            throw new DateTimeException("Expected a time of the years 0000 to 9999");
        }
        return instant;
    }

    private static String mark(String list, Map<String, List<String>> filters) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest((list + filters).getBytes(StandardCharsets.UTF_8)), 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform must have SHA-256", e);
        }
    }
}
