package dev.sluice.gateway.history;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.gateway.history.HistoryDatabase.Tables;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The way of a lot: the lots that it came from through transfers, back to what was issued, and where its own value went. */
@Singleton
final class LotTrace {

    private static final int EVENTS_MAX = 1_000;
    private static final int LINKS_MAX = 500;

    /** What each lot of these came from: all that the source gave under the same entry. */
    private static final String CAME_FROM = """
        select source_lot_id as id, source_account_id as account_id, entry_id, recorded_at, amount
        from lot_source where lot_id = any(?) order by recorded_at, source_lot_id limit ?\
        """;

    private static final String WENT_TO = """
        select distinct s.lot_id as id, l.account_id, s.entry_id, s.recorded_at, l.amount
        from lot_source s join lot l on l.lot_id = s.lot_id
        where s.source_lot_id = any(?) order by s.recorded_at, s.lot_id limit ?\
        """;

    private final AssetScales scales;

    LotTrace(AssetScales scales) {
        this.scales = scales;
    }

    Optional<ObjectNode> of(Tables tables, UUID lot) throws SQLException {
        var found = tables.row(Sql.of("select * from lot where lot_id = ?", lot), row -> {
            var scale = scales.of(tables, Row.id(row, "asset_id"));
            return new Row(row)
                    .put("id", row.getString("lot_id"))
                    .text("account_id", "asset_id", "program_id")
                    .amount(scale, "amount", "available", "held", "deferred")
                    .text("origin", "reference_id")
                    .put("journal_entry_id", row.getString("entry_id"))
                    .instant("created_at", "expires_at", "matures_at", "finished_at")
                    .done();
        });
        if (found.isEmpty()) {
            return found;
        }
        var trace = found.get();
        var scale = scales.of(tables, UUID.fromString(trace.path("asset_id").textValue()));
        trace.putArray("came_from").addAll(links(tables, CAME_FROM, lot, scale));
        trace.putArray("went_to").addAll(links(tables, WENT_TO, lot, scale));
        trace.putArray("events").addAll(events(tables, lot, scale));
        return found;
    }

    /** Transfer after transfer, as far as they go. */
    private static List<ObjectNode> links(Tables tables, String step, UUID lot, int scale) throws SQLException {
        var found = new ArrayList<ObjectNode>();
        var seen = new HashSet<>(Set.of(lot));
        var frontier = List.of(lot);
        for (var depth = 1; !frontier.isEmpty() && found.size() < LINKS_MAX; depth++) {
            var next = new ArrayList<UUID>();
            var far = depth;
            tables.rows(Sql.of(step, frontier, LINKS_MAX), row -> {
                var id = Row.id(row, "id");
                if (seen.add(id)) {
                    next.add(id);
                    found.add(new Row(row)
                            .put("lot_id", id.toString())
                            .text("account_id")
                            .put("journal_entry_id", row.getString("entry_id"))
                            .instant("recorded_at")
                            .amount(scale, "amount")
                            .done()
                            .put("depth", far));
                }
                return id;
            });
            frontier = next;
        }
        return found;
    }

    private static List<ObjectNode> events(Tables tables, UUID lot, int scale) throws SQLException {
        return tables.rows(
                Sql.of(
                        "select * from lot_event where lot_id = ? order by recorded_at, partition, sequence, line"
                                + " limit ?",
                        lot,
                        EVENTS_MAX),
                row -> new Row(row)
                        .instant("recorded_at")
                        .put("journal_entry_id", row.getString("entry_id"))
                        .text("type", "account_id", "system_account", "bucket", "hold_id")
                        .amount(scale, "amount")
                        .done());
    }
}
