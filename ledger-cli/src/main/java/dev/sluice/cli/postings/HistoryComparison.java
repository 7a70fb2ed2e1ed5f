package dev.sluice.cli.postings;

import dev.sluice.history.HistoryDatabase;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.AssetId;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/** The comparison of each line of every account's statement in history with the file's: the amount, and the balance after it. */
public final class HistoryComparison {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

    private final HistoryDatabase history;
    private final AssetId asset;

    public HistoryComparison(HistoryDatabase history, AssetId asset) {
        this.history = history;
        this.asset = asset;
    }

    /** A line of a statement. */
    private record Line(Amount amount, Amount balance) {}

    /**
     * The result.
     *
     * @param lines that were compared
     * @param differing that are missing, too many, or say something else
     */
    public record Result(long lines, long accounts, long differing) {}

    /** Empty where history does not get so far in minutes. */
    public Optional<Result> compare(PostingFile file) throws IOException, InterruptedException {
        var expected = expected(file);
        try (var connections = history.connect(1)) {
            if (!isReadUpTo(connections, Instant.now())) {
                return Optional.empty();
            }
            try (var connection = connections.getConnection()) {
                var found = found(connection);
                var differing = 0L;
                var lines = 0L;
                for (var account : expected.entrySet()) {
                    var these = found.getOrDefault(account.getKey(), List.of());
                    lines += account.getValue().size();
                    differing += differing(account.getValue(), these);
                }
                return Optional.of(new Result(lines, expected.size(), differing));
            }
        } catch (SQLException failed) {
            throw new IOException("History can't be read: " + failed.getMessage(), failed);
        }
    }

    private static long differing(List<Line> expected, List<Line> found) {
        var differing = Math.abs((long) expected.size() - found.size());
        for (var line = 0; line < Math.min(expected.size(), found.size()); line++) {
            if (!expected.get(line).equals(found.get(line))) {
                differing++;
            }
        }
        return differing;
    }

    /** What is written by now is in the journal, so it is enough that every partition was seen at its end since. */
    private static boolean isReadUpTo(DataSource connections, Instant now) throws InterruptedException {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            try (var connection = connections.getConnection();
                    var select = connection.prepareStatement(
                            "SELECT count(*) > 0 AND bool_and(coalesce(at_end_at > ?, false)) FROM position")) {
                select.setObject(1, now.atOffset(ZoneOffset.UTC));
                try (var row = select.executeQuery()) {
                    row.next();
                    if (row.getBoolean(1)) {
                        return true;
                    }
                }
            } catch (SQLException notYet) {
                // Its tables may not even be made.
            }
            TimeUnit.MILLISECONDS.sleep(BETWEEN_LOOKS.toMillis());
        }
        return false;
    }

    private static Map<UUID, List<Line>> expected(PostingFile file) throws IOException {
        var lines = new LinkedHashMap<UUID, List<Line>>();
        try (var rows = file.read()) {
            for (var next = rows.next(); next.isPresent(); next = rows.next()) {
                var row = next.get();
                lines.computeIfAbsent(AccountId.ofParticipant(row.account()).value(), first -> new ArrayList<>())
                        .add(new Line(signed(row), row.balanceAfter().orElse(Amount.ZERO)));
            }
        }
        return lines;
    }

    private static Amount signed(PostingRow row) {
        return switch (row.type()) {
            case CREDIT -> row.amount();
            case DEBIT -> row.amount().negated();
        };
    }

    private Map<UUID, List<Line>> found(Connection connection) throws SQLException {
        var lines = new HashMap<UUID, List<Line>>();
        try (var select = connection.prepareStatement("""
            SELECT p.account_id, sum(p.amount) AS amount,
                (array_agg(p.balance_after ORDER BY p.line DESC))[1] AS balance
            FROM posting p
            WHERE p.asset_id = ? AND p.bucket = 'AVAILABLE'
            GROUP BY p.account_id, p.recorded_at, p.partition, p.sequence
            ORDER BY p.account_id, p.recorded_at, p.sequence\
            """)) {
            select.setObject(1, asset.value());
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    lines.computeIfAbsent(rows.getObject(1, UUID.class), first -> new ArrayList<>())
                            .add(new Line(new Amount(rows.getBigDecimal(2)), new Amount(rows.getBigDecimal(3))));
                }
            }
        }
        return lines;
    }
}
