package dev.sluice.gateway.history;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.gateway.history.HistoryDatabase.Tables;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The sums of all accounts before and after a range of time, and what happened between by class, for each asset and program. The wallets
 * of programs are accounts too: what goes from a wallet to a participant changes no sum.
 */
final class Rollforward {

    private static final UUID NO_PROGRAM = new UUID(0, 0);

    private final Map<Key, Sums> sums =
            new TreeMap<>(Comparator.comparing((Key key) -> key.asset().toString())
                    .thenComparing(key -> key.program().toString()));

    private Rollforward() {}

    /** The asset and program of a row; the program of entries that time made is all zeros. */
    record Key(UUID asset, UUID program) {}

    /** The figures of a row. All are signed: positive is what accounts gained. */
    record Sums(
            BigDecimal opening,
            BigDecimal movedBetweenBuckets,
            Map<MovementClass, BigDecimal> moved,
            BigDecimal closing) {

        static Sums nothing() {
            return new Sums(BigDecimal.ZERO, BigDecimal.ZERO, new EnumMap<>(MovementClass.class), BigDecimal.ZERO);
        }

        BigDecimal moved(MovementClass type) {
            return moved.getOrDefault(type, BigDecimal.ZERO);
        }

        private Sums plus(Sums other) {
            var all = new EnumMap<MovementClass, BigDecimal>(MovementClass.class);
            for (var type : MovementClass.values()) {
                all.put(type, moved(type).add(other.moved(type)));
            }
            return new Sums(
                    opening.add(other.opening),
                    movedBetweenBuckets.add(other.movedBetweenBuckets),
                    all,
                    closing.add(other.closing));
        }

        ObjectNode json(int scale) {
            var json = JsonNodeFactory.instance.objectNode();
            for (var type : MovementClass.values()) {
                json.put(type.wireName(), Row.text(moved(type), scale));
            }
            return json;
        }
    }

    /** The rows of a range of time. */
    Map<Key, Sums> rows() {
        return sums;
    }

    Map<UUID, Sums> byAsset() {
        var found = new TreeMap<UUID, Sums>();
        sums.forEach((key, row) -> found.merge(key.asset(), row, Sums::plus));
        return found;
    }

    /**
     * Reads the movements of a range.
     *
     * @throws IllegalStateException where something can't be classified, or does not add up
     */
    static Rollforward read(Tables tables, Optional<Instant> from, Instant to, Optional<UUID> program)
            throws SQLException {
        var report = new Rollforward();
        if (from.isPresent()) {
            report.open(tables, Movements.before(from.get()), program);
        }
        report.move(tables, Movements.between(from, to), program);
        return report;
    }

    /** The next range, which begins where this one ends: what was there then is not summed up again. */
    Rollforward next(Tables tables, Instant from, Instant to) throws SQLException {
        var report = new Rollforward();
        sums.forEach((key, row) -> report.open(key, row.closing()));
        report.move(tables, Movements.between(Optional.of(from), to), Optional.empty());
        return report;
    }

    private void open(Tables tables, Sql movements, Optional<UUID> program) throws SQLException {
        var sql = Sql.of("select asset_id, program_id, sum(amount) as amount from (")
                .add(movements)
                .add(") m where place not like 'SYSTEM%'")
                .addIf(program, "and program_id = ?")
                .add("group by asset_id, program_id");
        tables.rows(sql, row -> {
            open(key(Row.id(row, "asset_id"), Row.id(row, "program_id")), row.getBigDecimal("amount"));
            return true;
        });
    }

    private void open(Key key, BigDecimal opening) {
        sums.put(key, new Sums(opening, BigDecimal.ZERO, new EnumMap<>(MovementClass.class), opening));
    }

    private void move(Tables tables, Sql movements, Optional<UUID> program) throws SQLException {
        var sql = Sql.of("""
            select asset_id, program_id, entry_type, place, bucket, sum(amount) as amount from (\
            """)
                .add(movements)
                .add(") m where true")
                .addIf(program, "and program_id = ?")
                .add("group by asset_id, program_id, entry_type, place, bucket");
        tables.rows(sql, row -> {
            move(
                    key(Row.id(row, "asset_id"), Row.id(row, "program_id")),
                    row.getString("entry_type"),
                    row.getString("place"),
                    row.getString("bucket"),
                    row.getBigDecimal("amount"));
            return true;
        });
        sums.forEach(Rollforward::check);
    }

    private static Key key(UUID asset, @Nullable UUID program) {
        return new Key(asset, program == null ? NO_PROGRAM : program);
    }

    private void move(Key key, String type, String place, @Nullable String bucket, BigDecimal amount) {
        var before = sums.getOrDefault(key, Sums.nothing());
        if (place.startsWith("SYSTEM")) {
            var moved = new EnumMap<MovementClass, BigDecimal>(MovementClass.class);
            moved.putAll(before.moved());
            moved.merge(MovementClass.of(type, place), amount.negate(), BigDecimal::add);
            sums.put(key, new Sums(before.opening(), before.movedBetweenBuckets(), moved, before.closing()));
        } else {
            var between = isIntoItsBucket(type, bucket) ? amount.max(BigDecimal.ZERO) : BigDecimal.ZERO;
            sums.put(
                    key,
                    new Sums(
                            before.opening(),
                            before.movedBetweenBuckets().add(between),
                            before.moved(),
                            before.closing().add(amount)));
        }
    }

    /** Whether this is the bucket that entries of this type move value of the same account into. */
    private static boolean isIntoItsBucket(String type, @Nullable String bucket) {
        return switch (type) {
            case "HOLD" -> "HELD".equals(bucket);
            case "RELEASE", "HOLD_EXPIRY", "MATURITY", "RESERVE_RELEASE" -> "AVAILABLE".equals(bucket);
            default -> false;
        };
    }

    private static void check(Key key, Sums row) {
        var sum = row.moved().values().stream().reduce(row.opening(), BigDecimal::add);
        if (sum.compareTo(row.closing()) != 0) {
            throw new IllegalStateException("Expected %s of asset %s and program %s at the end, but got %s"
                    .formatted(
                            sum.toPlainString(),
                            key.asset(),
                            key.program(),
                            row.closing().toPlainString()));
        }
    }

    ObjectNode row(Key key, Sums row, int scale) {
        var json = JsonNodeFactory.instance
                .objectNode()
                .put("asset_id", key.asset().toString());
        if (!key.program().equals(NO_PROGRAM)) {
            json.put("program_id", key.program().toString());
        }
        json.put("opening", Row.text(row.opening(), scale));
        json.setAll(row.json(scale));
        json.put("moved_between_buckets", Row.text(row.movedBetweenBuckets(), scale));
        return json.put("closing", Row.text(row.closing(), scale));
    }
}
