package dev.sluice.history.writer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.history.check.Checksum;
import dev.sluice.history.journal.BrokenJournalException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class PartitionWriterTest {

    static List<String> runs() {
        return RecordedJournal.RUNS;
    }

    @ParameterizedTest
    @MethodSource("runs")
    void history_is_the_fold_of_the_journal_at_every_position(String run) throws SQLException {
        var journal = RecordedJournal.of(run);
        try (var history = TestDatabase.create(journal.partitions())) {
            var random = new Random(run.hashCode());
            for (var partition = 0; partition < journal.partitions(); partition++) {
                var writer = take(history, journal, partition);
                var records = journal.records(partition);
                for (var at = 0; at < records.size(); ) {
                    var end = Math.min(records.size(), at + 1 + random.nextInt(40));
                    writer.write(records.subList(at, end));
                    HistoryRules.assertKept(history);
                    at = end;
                }
            }
            assertThat(history.rows("SELECT * FROM entry")).hasSizeGreaterThan(30);
        }
    }

    @ParameterizedTest
    @MethodSource("runs")
    void the_rows_are_the_same_however_the_journal_is_cut_into_batches(String run) throws SQLException {
        var journal = RecordedJournal.of(run);

        assertThat(written(journal, 1)).isEqualTo(written(journal, 1_000_000)).isEqualTo(written(journal, 7));
    }

    @Test
    void a_record_that_was_changed_stops_its_partition_behind_the_last_good_one_and_no_other() throws SQLException {
        var journal = RecordedJournal.of("run-132");
        var changed = journal.records(1).get(20);
        journal.records(1).set(20, new PartitionWriter.Read(changed.offset(), withAnotherAmount(changed.value())));
        try (var history = TestDatabase.create(journal.partitions())) {
            var writer = take(history, journal, 1);

            assertThatThrownBy(() -> writer.write(journal.records(1)))
                    .isInstanceOf(BrokenJournalException.class)
                    .hasMessageContaining("Expected ")
                    .hasMessageContaining("but got");

            take(history, journal, 2).write(journal.records(2));
            assertThat(history.rows("SELECT next_sequence FROM position WHERE partition = 1"))
                    .isIn(List.of("(20)"), List.of("(21)"));
            assertThat(history.rows("SELECT next_sequence FROM position WHERE partition = 2"))
                    .containsExactly("(%d)".formatted(journal.records(2).size()));
            HistoryRules.assertKept(history);
        }
    }

    @Test
    void a_missing_record_is_not_passed_over() throws SQLException {
        var journal = RecordedJournal.of("run-132");
        journal.records(1).remove(20);
        try (var history = TestDatabase.create(journal.partitions())) {
            var writer = take(history, journal, 1);

            assertThatThrownBy(() -> writer.write(journal.records(1)))
                    .isInstanceOf(BrokenJournalException.class)
                    .hasMessageContaining("Expected sequence 20")
                    .hasMessageContaining("but got 21");

            assertThat(writer.position().nextSequence()).isEqualTo(20);
        }
    }

    @Test
    void the_newest_writer_of_a_partition_fences_the_one_before() throws SQLException {
        var journal = RecordedJournal.of("run-132");
        var records = journal.records(1);
        try (var history = TestDatabase.create(journal.partitions())) {
            var older = take(history, journal, 1);
            older.write(records.subList(0, 10));
            var newer = take(history, journal, 1);

            assertThatThrownBy(() -> older.write(records.subList(10, 20))).isInstanceOf(LostPartitionException.class);
            newer.write(records.subList(10, 15));
            try (var connection = history.connections.getConnection()) {
                assertThatThrownBy(() -> Positions.seenAtEnd(connection, older.position(), Instant.EPOCH))
                        .isInstanceOf(LostPartitionException.class);
            }
            assertThatThrownBy(() -> older.write(records.subList(10, 20))).isInstanceOf(LostPartitionException.class);
            newer.write(records.subList(15, records.size()));

            HistoryRules.assertKept(history);
            assertThat(history.rows("SELECT entries FROM position WHERE partition = 1"))
                    .containsExactly("(%d)".formatted(records.size()));
        }
    }

    @ParameterizedTest
    @EnumSource
    void nothing_is_missing_or_twice_when_the_database_fails_at_each_step_of_each_batch(Fault fault)
            throws SQLException {
        var journal = RecordedJournal.of("run-74");
        var failures = 0;
        try (var history = TestDatabase.create(journal.partitions())) {
            for (var partition = 0; partition < journal.partitions(); partition++) {
                var end = journal.records(partition).size();
                for (var step = 1; entries(history, partition) < end; step++) {
                    var failing = new FailingDatabase(history.connections, fault, step);
                    try {
                        writeHalfOfTheRest(failing, journal, partition);
                        // It got through with so many steps; the next batch begins with the first.
                        step = failing.hasFailed() ? step : 0;
                    } catch (SQLException failed) {
                        assertThat(failing.hasFailed()).as(failed.toString()).isTrue();
                        failures++;
                    }
                }
            }
            assertThat(checksums(history)).isEqualTo(written(journal, 1_000_000));
        }
        assertThat(failures).as("times that it failed").isGreaterThan(100);
    }

    private static long entries(TestDatabase history, int partition) throws SQLException {
        return Long.parseLong(history.rows("SELECT next_sequence FROM position WHERE partition = " + partition)
                .getFirst()
                .replaceAll("\\D", ""));
    }

    private static void writeHalfOfTheRest(FailingDatabase failing, RecordedJournal journal, int partition)
            throws SQLException {
        var writer = PartitionWriter.take(failing, new Months(), new Partitioning(journal.partitions()), partition);
        var rest = journal.from(partition, writer.nextOffset());
        writer.write(rest.subList(0, (rest.size() + 1) / 2));
    }

    private static Map<String, Checksum> written(RecordedJournal journal, int batch) throws SQLException {
        try (var history = TestDatabase.create(journal.partitions())) {
            for (var partition = 0; partition < journal.partitions(); partition++) {
                var writer = take(history, journal, partition);
                var records = journal.records(partition);
                for (var at = 0; at < records.size(); at += batch) {
                    writer.write(records.subList(at, (int) Math.min(records.size(), (long) at + batch)));
                }
            }
            return checksums(history);
        }
    }

    private static Map<String, Checksum> checksums(TestDatabase history) throws SQLException {
        try (var connection = history.connections.getConnection()) {
            return Checksum.ofTables(connection);
        }
    }

    private static PartitionWriter take(TestDatabase history, RecordedJournal journal, int partition)
            throws SQLException {
        return PartitionWriter.take(
                history.connections, new Months(), new Partitioning(journal.partitions()), partition);
    }

    private static byte[] withAnotherAmount(byte[] value) {
        var text = new String(value, StandardCharsets.UTF_8);
        var changed = text.replaceFirst("\"recorded_at\":\"2", "\"recorded_at\":\"3");
        assertThat(changed).isNotEqualTo(text);
        return changed.getBytes(StandardCharsets.UTF_8);
    }
}
