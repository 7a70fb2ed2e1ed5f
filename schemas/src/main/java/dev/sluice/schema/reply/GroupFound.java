package dev.sluice.schema.reply;

import dev.sluice.schema.entity.Group;
import java.util.List;

/** The group that was asked for, with its balances as of now. */
public record GroupFound(Group group, List<AssetBalance> balances) implements Result {

    public GroupFound {
        balances = List.copyOf(balances);
    }
}
