package dev.sluice.schema.reply;

import java.util.List;

/**
 * One page of a list, newest first.
 *
 * @param hasMore whether there are more in the direction in which the list is read
 */
public record ReservePlanPage(List<ReservePlanRow> data, boolean hasMore) implements Result {

    public ReservePlanPage {
        data = List.copyOf(data);
    }
}
