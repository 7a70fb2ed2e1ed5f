package dev.sluice.ledger.core.list;

import static dev.sluice.schema.rejection.RejectionCode.INVALID_FIELD;

import dev.sluice.ledger.core.entry.Decision.Refused;
import dev.sluice.ledger.core.state.Cursor;
import dev.sluice.schema.reply.Pagination;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/** One page of a list that is read in order: as many rows as there is room for, and the place of the next one. */
public final class Paging {

    /** The most rows that one page may pass over; a page that reaches it is short, and the list goes on behind it. */
    private static final int ROWS_MAX = 5_000;

    private Paging() {}

    /** The rows of one page, and how the list goes on. */
    public record Page<T>(List<T> rows, Pagination pagination) {}

    /**
     * Reads one page from a cursor that begins at the page's first row.
     *
     * @param bytesOf how much room a row takes
     */
    public static <T> Page<T> read(
            Cursor<T> stored,
            PageRoom room,
            Predicate<T> matches,
            ToLongFunction<T> bytesOf,
            Function<T, PageCursor> placeOf) {
        var rows = new ArrayList<T>();
        for (var passed = 0; stored.hasNext(); passed++) {
            var row = stored.next();
            if (room.isFull() || passed == ROWS_MAX) {
                return continuedAt(row, rows, placeOf);
            }
            if (matches.test(row)) {
                if (!room.takes(bytesOf.applyAsLong(row))) {
                    return continuedAt(row, rows, placeOf);
                }
                rows.add(row);
            }
        }
        return new Page<>(rows, Pagination.last());
    }

    private static <T> Page<T> continuedAt(T row, List<T> rows, Function<T, PageCursor> placeOf) {
        return new Page<>(rows, Pagination.continuedAt(placeOf.apply(row).toText()));
    }

    /** The refusal of a cursor that no list of this kind gave. */
    public static Refused notACursor() {
        return Refused.atField(
                INVALID_FIELD, "cursor", "Expected the next_cursor of an earlier page, but got another text");
    }

    /** Reads an id out of a cursor; empty where it isn't one. */
    public static <I> Optional<I> idIn(String text, Function<String, I> reader) {
        try {
            return Optional.of(reader.apply(text));
        } catch (IllegalArgumentException notAnId) {
            return Optional.empty();
        }
    }
}
