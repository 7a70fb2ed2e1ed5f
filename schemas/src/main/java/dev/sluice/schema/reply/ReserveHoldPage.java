package dev.sluice.schema.reply;

import java.util.List;

/**
 * One page of a list, newest first.
 *
 * @param hasMore whether there are more in the direction in which the list is read
 */
public record ReserveHoldPage(List<ReserveHoldRow> data, boolean hasMore) implements Result {

    public ReserveHoldPage {
        data = List.copyOf(data);
    }
}
