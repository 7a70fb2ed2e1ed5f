package dev.sluice.cli.history;

import dev.sluice.cli.CommandFailure;
import dev.sluice.cli.ExitCode;
import dev.sluice.history.HistoryDatabase;
import dev.sluice.verify.books.Buckets;
import dev.sluice.verify.live.LiveBalances;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** The balances that history keeps: the rows of the table, and those after each posting. */
final class KeptBalances implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

    /** The row, the last posting, and the last one up to a place of the journal, all of one state of the tables. */
    private static final String BALANCES = """
        SELECT k.asset_id, b.available, b.held, b.deferred,
               last.available_after AS last_available, last.held_after AS last_held, last.deferred_after AS last_deferred,
               place.available_after AS then_available, place.held_after AS then_held, place.deferred_after AS then_deferred,
               coalesce(last.sequence > ?, false) AS is_newer
        FROM unnest(?::uuid[]) AS k (asset_id)
        LEFT JOIN balance b ON b.account_id = ? AND b.asset_id = k.asset_id
        LEFT JOIN LATERAL (
            SELECT * FROM posting WHERE account_id = ? AND asset_id = k.asset_id
            ORDER BY recorded_at DESC, sequence DESC, line DESC LIMIT 1) AS last ON true
        LEFT JOIN LATERAL (
            SELECT * FROM posting WHERE account_id = ? AND asset_id = k.asset_id AND sequence <= ?
            ORDER BY recorded_at DESC, sequence DESC, line DESC LIMIT 1) AS place ON true\
        """;

    private final HistoryDatabase database;
    private final Connection connection;

    KeptBalances(HistoryDatabase database) throws SQLException {
        this.database = database;
        this.connection = Rebuild.connect(database);
    }

    /**
     * An account.
     *
     * @param kind PARTICIPANT, GROUP or PROGRAM
     */
    record Account(UUID id, String kind) {}

    /**
     * The balance of an account and asset.
     *
     * @param row of the table; absent where it has none
     * @param last after the last posting; absent where there is none, or its month is detached
     * @param then as of the place that was asked for
     */
    record Kept(Optional<Buckets> row, Optional<Buckets> last, Optional<Buckets> then) {}

    private record Place(int partition, long sequence) {

        static Place of(String position) {
            var parts = position.split(":");
            return new Place(Integer.parseInt(parts[0]), Long.parseLong(parts[1]));
        }
    }

    /** All accounts that this history or another one knows a balance of, with the assets. */
    Map<Account, Set<UUID>> assetsWith(HistoryDatabase other) throws SQLException {
        var assets = new LinkedHashMap<Account, Set<UUID>>();
        // The kind is the other one's where both know it.
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("""
                    SELECT account_id, asset_id, coalesce(o.account_kind, b.account_kind) AS kind
                    FROM %s.balance o FULL JOIN %s.balance b USING (account_id, asset_id) ORDER BY account_id, asset_id\
                    """.formatted(other.schema(), database.schema()))) {
            while (rows.next()) {
                assets.computeIfAbsent(
                                new Account(rows.getObject("account_id", UUID.class), rows.getString("kind")),
                                none -> new LinkedHashSet<>())
                        .add(rows.getObject("asset_id", UUID.class));
            }
        }
        return assets;
    }

    /** Waits until history has read all that these answers know. */
    void await(Collection<LiveBalances> answers) throws SQLException, InterruptedException {
        var needed = new HashMap<Integer, Long>();
        answers.forEach(answer -> answer.position()
                .map(Place::of)
                .ifPresent(place -> needed.merge(place.partition(), place.sequence(), Math::max)));
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!hasRead(needed)) {
            if (System.nanoTime() > deadline) {
                throw new CommandFailure(
                        ExitCode.DIFFERS,
                        "Expected history to read up to %s within %d s, but it is behind."
                                .formatted(needed, PATIENCE.toSeconds()));
            }
            TimeUnit.MILLISECONDS.sleep(BETWEEN_LOOKS.toMillis());
        }
    }

    private boolean hasRead(Map<Integer, Long> needed) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT partition, next_sequence FROM position")) {
            var read = new HashMap<Integer, Long>();
            while (rows.next()) {
                read.put(rows.getInt("partition"), rows.getLong("next_sequence"));
            }
            return needed.entrySet().stream()
                    .allMatch(place -> read.getOrDefault(place.getKey(), 0L) > place.getValue());
        }
    }

    /**
     * The balances of an account.
     *
     * @param position of the journal, for what they were then; absent for now
     */
    Map<UUID, Kept> of(UUID account, Set<UUID> assets, Optional<String> position) throws SQLException {
        var sequence = position.map(Place::of).map(Place::sequence).orElse(Long.MAX_VALUE);
        try (var select = connection.prepareStatement(BALANCES)) {
            select.setLong(1, sequence);
            select.setArray(2, connection.createArrayOf("uuid", assets.toArray()));
            select.setObject(3, account);
            select.setObject(4, account);
            select.setObject(5, account);
            select.setLong(6, sequence);
            try (var rows = select.executeQuery()) {
                var kept = new LinkedHashMap<UUID, Kept>();
                while (rows.next()) {
                    var row = buckets(rows, "");
                    kept.put(
                            rows.getObject("asset_id", UUID.class),
                            new Kept(
                                    row,
                                    buckets(rows, "last_"),
                                    rows.getBoolean("is_newer") ? buckets(rows, "then_") : row));
                }
                return kept;
            }
        }
    }

    private static Optional<Buckets> buckets(ResultSet row, String prefix) throws SQLException {
        var available = row.getBigDecimal(prefix + "available");
        return available == null
                ? Optional.empty()
                : Optional.of(new Buckets(available, amount(row, prefix + "held"), amount(row, prefix + "deferred")));
    }

    private static BigDecimal amount(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getBigDecimal(column)).orElse(BigDecimal.ZERO);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
