package dev.sluice.schema.reply;

import dev.sluice.schema.entity.Asset;
import java.util.List;

/** One page of a list of assets. */
public record AssetPage(List<Asset> data, Pagination pagination) implements Result {

    public AssetPage {
        data = List.copyOf(data);
    }
}
