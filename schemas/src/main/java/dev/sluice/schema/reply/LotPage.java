package dev.sluice.schema.reply;

import java.util.List;

/** One page of a list of slices of lots. */
public record LotPage(List<LotRow> data, Pagination pagination) implements Result {

    public LotPage {
        data = List.copyOf(data);
    }
}
