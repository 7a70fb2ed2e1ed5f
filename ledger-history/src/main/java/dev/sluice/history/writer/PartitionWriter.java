package dev.sluice.history.writer;

import dev.sluice.history.fold.Changes;
import dev.sluice.history.fold.Fold;
import dev.sluice.history.fold.Named;
import dev.sluice.history.journal.BrokenJournalException;
import dev.sluice.history.journal.Chain;
import dev.sluice.history.journal.Link;
import dev.sluice.history.table.JsonText;
import dev.sluice.schema.value.AccountId;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import javax.sql.DataSource;

/**
 * The writer of one partition, from when it takes it until it loses it. After an exception of the database it is unknown whether
 * the last batch is there: whoever goes on takes the partition again, and begins where its row says.
 */
final class PartitionWriter {

    private static final JsonText JSON = new JsonText();

    /** The classes of SQLSTATE that blame the values: data exceptions, broken constraints, and what is too large for an index. */
    private static final List<String> OF_DATA = List.of("22", "23", "54");

    private final DataSource database;
    private final Months months;
    private final Predicate<AccountId> isHere;
    private Position position;
    private Chain chain;

    private PartitionWriter(DataSource database, Months months, Predicate<AccountId> isHere, Position taken) {
        this.database = database;
        this.months = months;
        this.isHere = isHere;
        this.position = taken;
        this.chain = taken.chain();
    }

    /** Takes the partition: no other writer can write to it from now on. */
    static PartitionWriter take(DataSource database, Months months, Partitioning partitioning, int partition)
            throws SQLException {
        try (var connection = database.getConnection()) {
            var taken = Positions.take(connection, partition);
            connection.commit();
            return new PartitionWriter(
                    database, months, account -> partitioning.partitionOf(account) == partition, taken);
        }
    }

    Position position() {
        return position;
    }

    /** The offset of the first record that it has not written. */
    long nextOffset() {
        return position.nextOffset();
    }

    /** A record of the topic. */
    @SuppressWarnings("ArrayRecordComponent")
    record Read(long offset, byte[] value) {}

    /**
     * Writes these, which follow what it wrote before, in one transaction. What stands before a record that can't be believed is
     * written too.
     *
     * @throws BrokenJournalException for that record
     * @throws LostPartitionException where another writer has taken the partition
     * @throws SQLException where it is unknown what was written
     */
    void write(List<Read> records) throws SQLException {
        var links = new ArrayList<Link>(records.size());
        Optional<BrokenJournalException> broken = Optional.empty();
        for (var record : records) {
            try {
                links.add(chain.next(record.offset(), record.value()));
            } catch (BrokenJournalException notBelieved) {
                broken = Optional.of(notBelieved);
                break;
            }
        }
        if (!links.isEmpty()) {
            try {
                writeBelieved(links);
            } catch (SQLException | RuntimeException failed) {
                // What is not written has not been read.
                chain = position.chain();
                throw failed;
            }
        }
        if (broken.isPresent()) {
            throw broken.get();
        }
    }

    /** Where one of them can't be written, the entries before it are written one by one, so that the place is known. */
    private void writeBelieved(List<Link> links) throws SQLException {
        try {
            writeTogether(links);
        } catch (SQLException | RuntimeException failed) {
            if (!isOfTheEntries(failed)) {
                throw failed;
            }
            if (links.size() == 1) {
                throw notBelieved(links.getFirst(), failed);
            }
            for (var link : links) {
                writeBelieved(List.of(link));
            }
        }
    }

    /** What fails for what it was given fails each time: it would be tried for ever, and other partitions would wait for it. */
    private static boolean isOfTheEntries(Exception failed) {
        return switch (failed) {
            case LostPartitionException lost -> false;
            case SQLException inDatabase -> {
                var state = String.valueOf(inDatabase.getSQLState());
                yield OF_DATA.stream().anyMatch(state::startsWith);
            }
            default -> true;
        };
    }

    private static BrokenJournalException notBelieved(Link link, Exception failed) {
        return failed instanceof BrokenJournalException said
                ? said
                : new BrokenJournalException(
                        "Expected an entry that can be written at offset %d of partition %d, but got %s, of which is said: %s"
                                .formatted(
                                        link.offset(),
                                        link.partition(),
                                        link.entry().id(),
                                        failed),
                        failed);
    }

    private void writeTogether(List<Link> links) throws SQLException {
        try (var connection = database.getConnection()) {
            months.make(connection, links);
            var last = links.getLast();
            try {
                var before = Positions.lock(connection, position);
                expectToFollow(before, links.getFirst());
                var past = new PastReader(connection, before.partition()).read(Named.in(links));
                write(connection, before, Fold.of(before.partition(), past, links, isHere, JSON));
                Positions.advance(connection, last, links.size());
                connection.commit();
            } catch (SQLException | RuntimeException failed) {
                rollback(connection, failed);
                throw failed;
            }
            position = position.behind(last);
        }
    }

    /** The row is the truth: where it is elsewhere than this writer believes, something has moved it by hand. */
    private static void expectToFollow(Position before, Link first) {
        if (before.nextSequence() != first.sequence() || before.nextOffset() > first.offset()) {
            throw new LostPartitionException(before.partition());
        }
    }

    private static void write(Connection connection, Position before, Changes changes) throws SQLException {
        changes.rows().write(connection);
        try (var refuse = connection.prepareStatement(
                "UPDATE transfer SET status = 'REFUSED', rejection = ?::jsonb WHERE entry_id = ?::uuid")) {
            for (var refusal : changes.refusals().entrySet()) {
                refuse.setString(1, refusal.getValue());
                refuse.setString(2, refusal.getKey().toString());
                refuse.addBatch();
            }
            refuse.executeBatch();
        }
        if (changes.plansMayEnd()) {
            endPlans(connection, before.partition());
        }
    }

    /** A plan that is being disabled ends with the last hold that it has; no entry says so again. */
    private static void endPlans(Connection connection, int partition) throws SQLException {
        try (var update = connection.prepareStatement("""
            UPDATE reserve_plan p SET status = 'DISABLED', disabled_at =
                (SELECT max(h.closed_at) FROM reserve_hold r JOIN hold h USING (hold_id) WHERE r.reserve_plan_id = p.plan_id)
            WHERE p.partition = ? AND p.status = 'DISABLING' AND NOT EXISTS
                (SELECT 1 FROM reserve_hold r JOIN hold h USING (hold_id)
                 WHERE r.reserve_plan_id = p.plan_id AND h.status = 'OPEN')\
            """)) {
            update.setInt(1, partition);
            update.executeUpdate();
        }
    }

    private static void rollback(Connection connection, Exception cause) {
        try {
            connection.rollback();
        } catch (SQLException gone) {
            cause.addSuppressed(gone);
        }
    }

    /** Says in the tables that this partition is read no further. */
    void stop(Instant at, String reason) throws SQLException {
        try (var connection = database.getConnection()) {
            Positions.stop(connection, position, at, reason);
            connection.commit();
        }
    }
}
