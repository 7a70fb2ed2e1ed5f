package dev.sluice.schema.reply;

import java.util.List;

/** One page of a list of holds. */
public record HoldPage(List<HoldRow> data, Pagination pagination) implements Result {

    public HoldPage {
        data = List.copyOf(data);
    }
}
