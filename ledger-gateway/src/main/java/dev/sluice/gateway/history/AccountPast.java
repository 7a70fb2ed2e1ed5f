package dev.sluice.gateway.history;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.gateway.history.HistoryDatabase.Tables;
import dev.sluice.schema.value.AccountKind;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The reader of one account's past balances: each is told by the last posting before an instant, never by a sum. */
@Singleton
final class AccountPast {

    private static final String LAST_POSTING = """
        select available_after as available, held_after as held, deferred_after as deferred
        from posting where account_id = ? and asset_id = ?\
        """;
    private static final String LAST_FIRST = "order by recorded_at desc, sequence desc, line desc limit 1";

    private final AssetScales scales;

    AccountPast(AssetScales scales) {
        this.scales = scales;
    }

    /** Whether there is such an account. */
    boolean has(Tables tables, AccountKind kind, UUID account) throws SQLException {
        var table = switch (kind) {
            case PARTICIPANT -> "select 1 from participant where account_id = ?";
            case GROUP -> "select 1 from account_group where account_id = ?";
            case PROGRAM -> "select 1 from program where program_id = ?";
        };
        return tables.row(Sql.of(table, account), row -> true).isPresent();
    }

    /** The three buckets of an account and asset as all that was recorded before an instant left them; now, without one. */
    ObjectNode balance(Tables tables, UUID account, UUID asset, Optional<Instant> before) throws SQLException {
        var scale = scales.of(tables, asset);
        var sql = Sql.of(LAST_POSTING, account, asset)
                .addIf(before, "and recorded_at < ?")
                .add(LAST_FIRST);
        return tables.row(sql, row -> buckets(row, scale)).orElseGet(() -> nothing(scale));
    }

    private static ObjectNode buckets(ResultSet row, int scale) throws SQLException {
        return new Row(row).amount(scale, "available", "held", "deferred").done();
    }

    /** The balance of an account that never had any. */
    static ObjectNode nothing(int scale) {
        var zero = Row.text(java.math.BigDecimal.ZERO, scale);
        return JsonNodeFactory.instance
                .objectNode()
                .put("available", zero)
                .put("held", zero)
                .put("deferred", zero);
    }

    /** All assets that the account has ever had, in the shape of the balances of now. */
    List<ObjectNode> balances(Tables tables, UUID account, Optional<UUID> asset, Instant before) throws SQLException {
        var sql = Sql.of("""
            select b.asset_id, a.symbol, p.* from balance b
            left join asset a on a.asset_id = b.asset_id
            cross join lateral (
                select available_after as available, held_after as held, deferred_after as deferred
                from posting
                where account_id = b.account_id and asset_id = b.asset_id and recorded_at < ?
                order by recorded_at desc, sequence desc, line desc limit 1
            ) p
            where b.account_id = ?\
            """, before, account)
                .addIf(asset, "and b.asset_id" + " = ?")
                .add("order by" + " b.asset_id");
        return tables.rows(
                sql,
                row -> new Row(row)
                        .text("asset_id", "symbol")
                        .amount(scales.of(tables, Row.id(row, "asset_id")), "available", "held", "deferred")
                        .done());
    }

    /** The closing balances of intervals one after another. */
    List<ObjectNode> closings(Tables tables, UUID account, UUID asset, List<Instant> ends) throws SQLException {
        var scale = scales.of(tables, asset);
        var sql = Sql.of("""
            select k.until, p.available, p.held, p.deferred
            from unnest(?) as k (until)
            left join lateral (
                select available_after as available, held_after as held, deferred_after as deferred
                from posting
                where account_id = ? and asset_id = ? and recorded_at < k.until
                order by recorded_at desc, sequence desc, line desc limit 1
            ) p on true
            order by k.until\
            """, ends, account, asset);
        return tables.rows(sql, row -> {
            var closing = new Row(row).instant("until").done();
            closing.setAll(row.getString("available") == null ? nothing(scale) : buckets(row, scale));
            return closing;
        });
    }

    /** The interval of a plot. */
    enum Interval {
        HOUR,
        DAY,
        MONTH;

        /** The end of the interval that an instant lies in, in UTC. */
        Instant endOf(Instant instant) {
            var time = instant.atZone(ZoneOffset.UTC);
            var end = switch (this) {
                case HOUR ->
                    time.truncatedTo(java.time.temporal.ChronoUnit.HOURS).plusHours(1);
                case DAY -> startOfDay(time).plusDays(1);
                case MONTH -> startOfDay(time).withDayOfMonth(1).plusMonths(1);
            };
            return end.toInstant();
        }

        private static ZonedDateTime startOfDay(ZonedDateTime time) {
            return time.truncatedTo(java.time.temporal.ChronoUnit.DAYS);
        }
    }
}
