package dev.sluice.gateway.history;

import dev.sluice.gateway.history.HistoryDatabase.Tables;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** The number of decimals of each asset, which never changes, so that it is asked once. */
@Singleton
final class AssetScales {

    private final ConcurrentHashMap<UUID, Integer> known = new ConcurrentHashMap<>();

    /** 0 for an asset that is not known yet: an amount keeps all decimals that it has. */
    int of(Tables tables, UUID asset) throws SQLException {
        var scale = known.get(asset);
        if (scale != null) {
            return scale;
        }
        var found = tables.row(Sql.of("select scale from asset where asset_id = ?", asset), row -> row.getInt(1));
        found.ifPresent(there -> known.put(asset, there));
        return found.orElse(0);
    }
}
