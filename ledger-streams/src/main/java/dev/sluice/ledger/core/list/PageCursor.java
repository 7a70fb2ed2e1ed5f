package dev.sluice.ledger.core.list;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * The cursor of a list: the place of the next row, in a text that callers hand back and need not understand.
 *
 * @param parts what the place is made of; their number and meaning are the list's own
 */
public record PageCursor(List<String> parts) {

    public static PageCursor of(Object... parts) {
        return new PageCursor(List.of(parts).stream().map(Object::toString).toList());
    }

    public String toText() {
        var joined = String.join(" ", parts).getBytes(StandardCharsets.UTF_8);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(joined);
    }

    /** Reads a cursor of so many parts; empty where the text is no such cursor. */
    public static Optional<PageCursor> parse(String text, int parts) {
        try {
            var joined = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
            var read = new PageCursor(List.of(joined.split(" ", -1)));
            return read.parts().size() == parts ? Optional.of(read) : Optional.empty();
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }
}
