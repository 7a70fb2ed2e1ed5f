package dev.sluice.gateway.history;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/**
 * The rows of a past, written into the tables as their comments say, and kept beside them as plain values for a naive answer to be
 * computed from.
 */
final class WrittenPast {

    static final UUID PROGRAM = new UUID(1, 1);

    /** One for all rows: a past of a few hundred entries takes thousands of statements. */
    private final Connection connection;

    private final List<Entry> entries = new ArrayList<>();
    private final Map<Integer, Long> sequences = new TreeMap<>();
    private final Map<String, BigDecimal> balances = new HashMap<>();
    private final Map<UUID, String> kinds = new HashMap<>();

    WrittenPast(PastDatabase database) {
        try {
            this.connection = database.connection();
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** One line, on an account's bucket or on a system account. */
    record Line(UUID account, String system, UUID asset, String bucket, BigDecimal amount, UUID lot, UUID hold) {

        static Line on(UUID account, UUID asset, String bucket, String amount) {
            return new Line(account, null, asset, bucket, new BigDecimal(amount), null, null);
        }

        static Line on(String system, UUID asset, String amount) {
            return new Line(null, system, asset, null, new BigDecimal(amount), null, null);
        }

        Line of(UUID ofLot, UUID underHold) {
            return new Line(account, system, asset, bucket, amount, ofLot, underHold);
        }
    }

    /** The balances that a line left behind: all three buckets of its account, or the shard of its system account. */
    record Left(BigDecimal after, BigDecimal available, BigDecimal held, BigDecimal deferred) {}

    /** An entry as one partition booked it. */
    record Entry(
            UUID id,
            int partition,
            long sequence,
            Instant at,
            String type,
            UUID account,
            UUID asset,
            Said said,
            List<Line> lines,
            List<Left> left) {

        BigDecimal amount() {
            return lines.stream()
                    .map(Line::amount)
                    .filter(amount -> amount.signum() > 0)
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
        }
    }

    /** The words of a request. */
    record Said(
            String reference,
            String key,
            String actor,
            Map<String, String> metadata,
            UUID reverses,
            List<UUID> follows) {

        static Said nothing() {
            return new Said(null, null, null, Map.of(), null, List.of());
        }

        Said following(UUID... earlier) {
            return new Said(reference, key, actor, metadata, reverses, List.of(earlier));
        }

        Said reversing(UUID earlier) {
            return new Said(reference, key, actor, metadata, earlier, follows);
        }
    }

    List<Entry> entries() {
        return entries;
    }

    /** The partitions are there, and nothing has been read of them. */
    WrittenPast ofPartitions(int count) {
        for (var partition = 0; partition < count; partition++) {
            sequences.put(partition, 0L);
            run("insert into position (partition) values (?)", partition);
        }
        return this;
    }

    void asset(UUID id, String symbol, int scale) {
        run(
                "insert into asset values (?, ?, ?, 'LOT', 'UNLIMITED', ?, null, ?::uuid[], 'ACTIVE', now(), now())",
                id,
                symbol,
                symbol,
                scale,
                "{" + PROGRAM + "}");
    }

    void participant(UUID id, String externalId, String name) {
        kinds.put(id, "PARTICIPANT");
        run(
                "insert into participant values (?, 0, ?, 'ACTIVE', ?, ?::jsonb, now(), now())",
                id,
                externalId,
                name,
                "{\"tier\": \"gold\", \"name\": \"" + externalId + "\"}");
    }

    void group(UUID id, String name) {
        kinds.put(id, "GROUP");
        run("insert into account_group values (?, 0, ?, 'ACTIVE', '[]', now(), now())", id, name);
    }

    void lot(UUID id, UUID account, UUID asset, Instant createdAt, Instant expiresAt, String amount, UUID entry) {
        run(
                """
                insert into lot (lot_id, account_id, asset_id, program_id, partition, lot_sequence, amount, available, held,
                    deferred, created_at, expires_at, origin, entry_id, opened_at)
                values (?, ?, ?, ?, 0, 0, ?, ?, 0, 0, ?, ?, 'CREDIT', ?, ?)\
                """,
                id,
                account,
                asset,
                PROGRAM,
                new BigDecimal(amount),
                new BigDecimal(amount),
                createdAt,
                expiresAt,
                entry,
                createdAt);
    }

    /** Books an entry and moves its partition's position behind it. */
    Entry book(int partition, Instant at, String type, UUID id, UUID account, Said said, Line... lines) {
        var sequence = sequences.get(partition);
        var asset = lines.length == 0 ? null : lines[0].asset();
        var left = new ArrayList<Left>();
        for (var line : lines) {
            left.add(moved(partition, line));
        }
        var entry = new Entry(id, partition, sequence, at, type, account, asset, said, List.of(lines), left);
        entries.add(entry);
        sequences.put(partition, sequence + 1);
        write(entry);
        return entry;
    }

    private Left moved(int partition, Line line) {
        if (line.system() != null) {
            var after = balances.merge(partition + line.system() + line.asset(), line.amount(), BigDecimal::add);
            return new Left(after, null, null, null);
        }
        var place = line.account().toString() + line.asset();
        var after = balances.merge(place + line.bucket(), line.amount(), BigDecimal::add);
        return new Left(
                after,
                balances.getOrDefault(place + "AVAILABLE", BigDecimal.ZERO),
                balances.getOrDefault(place + "HELD", BigDecimal.ZERO),
                balances.getOrDefault(place + "DEFERRED", BigDecimal.ZERO));
    }

    private void write(Entry entry) {
        run(
                """
                insert into entry (recorded_at, partition, sequence, id, type, account_id, program_id, asset_id, amount, postings,
                    description, reference_id, metadata, idempotency_key, actor_type, actor_name, reverses, follows, hash)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?, ?, ?::uuid[], decode('00ff', 'hex'))\
                """,
                entry.at(),
                entry.partition(),
                entry.sequence(),
                entry.id(),
                entry.type(),
                entry.account(),
                PROGRAM,
                entry.asset(),
                entry.lines().isEmpty() ? null : entry.amount(),
                entry.lines().size(),
                "=description of " + entry.type(),
                entry.said().reference(),
                Row.write(entry.said().metadata()),
                entry.said().key(),
                entry.said().actor() == null ? "ledger" : "api_key",
                entry.said().actor(),
                entry.said().reverses(),
                entry.said().follows().toString().replace('[', '{').replace(']', '}'));
        for (var number = 0; number < entry.lines().size(); number++) {
            line(entry, number);
        }
        run(
                "update position set next_sequence = ?, ledger_time = ?, entries = entries + 1 where partition = ?",
                entry.sequence() + 1,
                entry.at(),
                entry.partition());
    }

    private void line(Entry entry, int number) {
        var line = entry.lines().get(number);
        var left = entry.left().get(number);
        run(
                "insert into posting values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                entry.at(),
                entry.partition(),
                entry.sequence(),
                number,
                line.account(),
                line.system(),
                line.asset(),
                line.bucket(),
                line.amount(),
                left.after(),
                left.available(),
                left.held(),
                left.deferred(),
                line.lot(),
                line.hold(),
                line.account() != null && !line.account().equals(entry.account()));
        var kind = line.account() == null ? line.system() : kinds.getOrDefault(line.account(), "PARTICIPANT");
        if (line.account() != null) {
            run(
                    """
                    insert into balance values (?, ?, ?, ?, ?, ?, ?, ?) on conflict (account_id, asset_id) do update
                    set available = excluded.available, held = excluded.held, deferred = excluded.deferred\
                    """,
                    line.account(),
                    line.asset(),
                    entry.partition(),
                    kind,
                    left.available(),
                    left.held(),
                    left.deferred(),
                    entry.at());
        }
        run(
                """
                insert into daily_total values (?, ?, ?, ?, ?, ?, ?, null, null, ?, 1)
                on conflict (partition, day, asset_id, program_id, entry_type, place, bucket, vintage_month, expiry_month)
                do update set amount = daily_total.amount + excluded.amount, postings = daily_total.postings + 1\
                """,
                entry.partition(),
                java.sql.Date.valueOf(entry.at().atOffset(ZoneOffset.UTC).toLocalDate()),
                line.asset(),
                PROGRAM,
                entry.type(),
                kind,
                line.bucket(),
                line.amount());
    }

    /** All partitions have been read to their end at this time. */
    void readToTheEnd(Instant at) {
        run("update position set at_end_at = ?", at);
    }

    /** Where the next entry of a partition will be. */
    long next(int partition) {
        return sequences.get(partition);
    }

    void run(String sql, Object... values) {
        try (var statement = connection.prepareStatement(sql)) {
            for (var i = 0; i < values.length; i++) {
                statement.setObject(
                        i + 1, values[i] instanceof Instant instant ? instant.atOffset(ZoneOffset.UTC) : values[i]);
            }
            statement.execute();
        } catch (SQLException e) {
            throw new AssertionError("Can't run " + sql + " with " + Arrays.toString(values), e);
        }
    }

    /** The balance of a bucket by adding up all lines before an instant. */
    BigDecimal naive(UUID account, UUID asset, String bucket, Optional<Instant> before) {
        return entries.stream()
                .filter(entry -> before.isEmpty() || entry.at().isBefore(before.get()))
                .flatMap(entry -> entry.lines().stream())
                .filter(line ->
                        account.equals(line.account()) && asset.equals(line.asset()) && bucket.equals(line.bucket()))
                .map(Line::amount)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
