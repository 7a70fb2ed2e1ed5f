package dev.sluice.schema.reply;

import java.util.Optional;

/**
 * The continuation of a list.
 *
 * @param nextCursor what to give as {@code cursor} for the next page; absent on the last one
 */
public record Pagination(boolean hasMore, Optional<String> nextCursor) {

    public static Pagination last() {
        return new Pagination(false, Optional.empty());
    }

    public static Pagination continuedAt(String cursor) {
        return new Pagination(true, Optional.of(cursor));
    }
}
