package dev.sluice.gateway.history;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.gateway.history.HistoryDatabase.Tables;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** The reports that add up all accounts. Each is made of the same movements, so that they agree with one another. */
@Singleton
final class Reports {

    private static final MathContext SHARE = new MathContext(6, RoundingMode.HALF_EVEN);

    private final AssetScales scales;

    Reports(AssetScales scales) {
        this.scales = scales;
    }

    /** The property that liability is told by. */
    enum GroupBy {
        VINTAGE_MONTH("to_char(vintage_month, 'YYYY-MM')"),
        EXPIRY_MONTH("to_char(expiry_month, 'YYYY-MM')"),
        STATUS("bucket");

        private final String column;

        GroupBy(String column) {
            this.column = column;
        }
    }

    /** The sum of each class of accounts and of each system account, which are zero together for each asset. */
    ObjectNode trialBalance(Tables tables, Instant asOf) throws SQLException {
        var sql = Sql.of("select asset_id, place, bucket, sum(amount) as balance from (")
                .add(Movements.before(asOf))
                .add(") m group by asset_id, place, bucket order by asset_id, place, bucket");
        var report = JsonNodeFactory.instance.objectNode().put("as_of", asOf.toString());
        var rows = report.putArray("data");
        var sums = new java.util.TreeMap<UUID, BigDecimal>();
        tables.rows(sql, row -> {
            var asset = Row.id(row, "asset_id");
            sums.merge(asset, row.getBigDecimal("balance"), BigDecimal::add);
            return rows.add(new Row(row)
                    .text("asset_id")
                    .put("account_class", row.getString("place"))
                    .text("bucket")
                    .amount(scales.of(tables, asset), "balance")
                    .done());
        });
        var totals = report.putArray("totals");
        for (var sum : sums.entrySet()) {
            if (sum.getValue().signum() != 0) {
                throw new IllegalStateException("Expected the trial balance of %s to be zero, but it is %s"
                        .formatted(sum.getKey(), sum.getValue().toPlainString()));
            }
            totals.addObject()
                    .put("asset_id", sum.getKey().toString())
                    .put("balance", Row.text(sum.getValue(), scales.of(tables, sum.getKey())));
        }
        return report;
    }

    /** What participants and groups are owed. */
    ObjectNode liability(Tables tables, Instant asOf, GroupBy groupBy) throws SQLException {
        var sql = Sql.of("select asset_id, %s as what, sum(amount) as owed from (".formatted(groupBy.column))
                .add(Movements.before(asOf))
                .add(") m where place in ('PARTICIPANT', 'GROUP') group by 1, 2 having sum(amount) <> 0 order by 1, 2");
        var name = groupBy.name().toLowerCase(java.util.Locale.ROOT);
        var report = JsonNodeFactory.instance
                .objectNode()
                .put("as_of", asOf.toString())
                .put("group_by", name);
        var rows = report.putArray("data");
        tables.rows(
                sql,
                row -> rows.add(new Row(row)
                        .text("asset_id")
                        .put(name, row.getString("what"))
                        .amount(scales.of(tables, Row.id(row, "asset_id")), "owed")
                        .done()));
        return report;
    }

    /** For each asset: what happened ever and in a period, what was owed before and after, and how many have some of it now. */
    ObjectNode summary(Tables tables, Optional<UUID> program, Optional<Instant> from, Instant to) throws SQLException {
        var report = JsonNodeFactory.instance.objectNode();
        program.ifPresent(id -> report.put("program_id", id.toString()));
        from.ifPresent(begin -> report.put("from", begin.toString()));
        report.put("to", to.toString());
        var holders = new java.util.HashMap<UUID, Long>();
        tables.rows(
                Sql.of("select asset_id, count(*) as accounts from balance where (available, held, deferred) <> (0,"
                        + " 0, 0) and account_kind <> 'PROGRAM' group by asset_id"),
                row -> holders.put(Row.id(row, "asset_id"), row.getLong("accounts")));
        var ever = Rollforward.read(tables, Optional.empty(), to, program).byAsset();
        var period = Rollforward.read(tables, from, to, program).byAsset();
        var rows = report.putArray("data");
        for (var asset : ever.entrySet()) {
            var scale = scales.of(tables, asset.getKey());
            var inPeriod = period.getOrDefault(asset.getKey(), Rollforward.Sums.nothing());
            var row = rows.addObject().put("asset_id", asset.getKey().toString());
            row.set("ever", asset.getValue().json(scale));
            row.set("period", inPeriod.json(scale));
            row.put("opening", Row.text(inPeriod.opening(), scale));
            row.put("closing", Row.text(inPeriod.closing(), scale));
            row.put("accounts_with_balance", holders.getOrDefault(asset.getKey(), 0L));
        }
        return report;
    }

    /** Open holds by how long they have been open. */
    ObjectNode holdsAging(Tables tables, Instant asOf) throws SQLException {
        var sql = Sql.of("""
            select asset_id, age, count(*) as holds, sum(remaining) as remaining from (
                select asset_id, remaining, case
                    when created_at > ?::timestamptz - interval '1 day' then '0-1 days'
                    when created_at > ?::timestamptz - interval '7 days' then '1-7 days'
                    when created_at > ?::timestamptz - interval '30 days' then '7-30 days'
                    when created_at > ?::timestamptz - interval '90 days' then '30-90 days'
                    else 'over 90 days' end as age
                from hold where status = 'OPEN'
            ) h group by asset_id, age order by asset_id, array_position(array['0-1 days', '1-7 days', '7-30 days', '30-90 days'], age)\
            """, asOf, asOf, asOf, asOf);
        var report = JsonNodeFactory.instance.objectNode();
        var rows = report.putArray("data");
        tables.rows(
                sql,
                row -> rows.add(new Row(row)
                        .text("asset_id", "age")
                        .number("holds")
                        .amount(scales.of(tables, Row.id(row, "asset_id")), "remaining")
                        .done()));
        return report;
    }

    /** The share of what was issued that lapsed, by the month of the vintage. */
    ObjectNode breakage(Tables tables, Instant asOf) throws SQLException {
        var sql = Sql.of("""
            select asset_id, to_char(vintage_month, 'YYYY-MM') as vintage_month,
                   coalesce(sum(amount) filter (where place in ('PARTICIPANT', 'GROUP') and entry_type = 'CREDIT'), 0) as issued,
                   coalesce(sum(amount) filter (where place = 'SYSTEM_BREAKAGE' and entry_type <> 'BURN'), 0) as lapsed
            from (\
            """)
                .add(Movements.before(asOf))
                .add(") m where vintage_month is not null group by asset_id, vintage_month order by asset_id,"
                        + " m.vintage_month");
        var report = JsonNodeFactory.instance.objectNode().put("as_of", asOf.toString());
        var rows = report.putArray("data");
        tables.rows(sql, row -> breakage(rows, row, scales.of(tables, Row.id(row, "asset_id"))));
        return report;
    }

    private static ArrayNode breakage(ArrayNode rows, ResultSet row, int scale) throws SQLException {
        var told = new Row(row)
                .text("asset_id", "vintage_month")
                .amount(scale, "issued", "lapsed")
                .done();
        var issued = row.getBigDecimal("issued");
        if (issued.signum() > 0) {
            told.put(
                    "share",
                    row.getBigDecimal("lapsed")
                            .divide(issued, SHARE)
                            .setScale(4, RoundingMode.HALF_EVEN)
                            .toPlainString());
        }
        return rows.add(told);
    }
}
