package dev.sluice.history.writer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/**
 * Records of the journal that the ledger would never write, by chance, chained as they should be, so that they are looked at as
 * a whole. Whatever comes, it is taken or its partition stops with a reason; nothing is half written, the reader neither ends nor tries
 * for ever, and the other partitions go on. {@code -Dsluice.seed=7} gives a run again, {@code -Dsluice.hostile.records=10000} takes more.
 */
class HostileJournalTest {

    private static final int FORGERIES = Integer.getInteger("sluice.hostile.records", 300);
    private static final int WITH_ONE_HISTORY = 50;
    private static final int FORGED = 1;
    private static final int SOUND = 2;
    private static final String TOPIC = "ledger.journal";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** What is put in the place of a value. */
    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "-1",
            "1e400",
            "9".repeat(101),
            "\"\"",
            "\"\\u0000\"",
            "\"\\ud800\"",
            "\"$1\\\\\"",
            "\"" + "9".repeat(60) + "\"",
            "\"-0." + "9".repeat(18) + "\"",
            "\"0000-01-01T00:00:00Z\"",
            "\"9999-12-31T23:59:59.999Z\"",
            "\"00000000-0000-0000-0000-000000000000\"",
            "[]",
            "{}",
            "[".repeat(900) + "]".repeat(900),
            "{\"\\u0000\":\"\\u0000\"}",
            "\"" + "x".repeat(100_000) + "\"");

    private final WriterStatus status = new WriterStatus(new SimpleMeterRegistry());
    private final RecordedJournal journal = RecordedJournal.of("run-132");

    @Test
    void a_forged_record_is_taken_or_stops_its_partition_and_no_other() throws SQLException {
        var seed = Long.getLong("sluice.seed", new Random().nextLong());
        System.out.println("-Dsluice.seed=" + seed);
        var random = new Random(seed);
        var stopped = 0;
        for (var done = 0; done < FORGERIES; done += WITH_ONE_HISTORY) {
            stopped += forgeInOneHistory(seed, done, random);
        }

        assertThat(stopped).as("forgeries that stopped their partition").isBetween(FORGERIES / 2, FORGERIES - 1);
    }

    private int forgeInOneHistory(long seed, int first, Random random) throws SQLException {
        try (var history = TestDatabase.create(journal.partitions());
                var consumer = new MockConsumer<byte[], byte[]>("earliest")) {
            var assigned = assigned(history, consumer);
            assigned.onPartitionsAssigned(List.of(partition(FORGED), partition(SOUND)));
            var before =
                    journal.records(FORGED).subList(0, journal.records(FORGED).size() / 2);
            assigned.write(records(FORGED, before));
            var stopped = 0;
            for (var number = first; number < first + WITH_ONE_HISTORY; number++) {
                var position = positionOf(history);
                var forged = forged(position, random);
                var what = "forgery %d of seed %d: %s".formatted(number, seed, text(forged));

                assertThatCode(() -> assigned.write(records(FORGED, position.nextOffset(), forged)))
                        .as(what)
                        .doesNotThrowAnyException();

                var after = positionOf(history);
                var reason = status.report().stopped().get(FORGED);
                if (reason == null) {
                    assertThat(after.nextSequence()).as(what).isEqualTo(position.nextSequence() + 1);
                } else {
                    stopped++;
                    assertThat(after.nextSequence()).as(what).isEqualTo(position.nextSequence());
                    assertThat(reason).as(what).startsWith("Expected ");
                    assertThat(history.rows("SELECT status FROM position WHERE partition = " + FORGED))
                            .as(what)
                            .containsExactly("(STOPPED)");
                    // As the next instance does that is given it.
                    assigned.onPartitionsAssigned(List.of(partition(FORGED)));
                }
            }
            assigned.write(records(SOUND, journal.records(SOUND)));
            assertThat(history.rows("SELECT next_sequence FROM position WHERE partition = " + SOUND))
                    .containsExactly("(%d)".formatted(journal.records(SOUND).size()));
            return stopped;
        }
    }

    private AssignedPartitions assigned(TestDatabase history, MockConsumer<byte[], byte[]> consumer) {
        var partitions = List.of(partition(FORGED), partition(SOUND));
        consumer.assign(partitions);
        return new AssignedPartitions(
                consumer, history.connections, new Partitioning(journal.partitions()), status, Clock.systemUTC());
    }

    private static TopicPartition partition(int number) {
        return new TopicPartition(TOPIC, number);
    }

    private static ConsumerRecords<byte[], byte[]> records(int partition, List<PartitionWriter.Read> read) {
        return new ConsumerRecords<>(
                Map.of(
                        partition(partition),
                        read.stream()
                                .map(record -> new ConsumerRecord<>(
                                        TOPIC, partition, record.offset(), new byte[0], record.value()))
                                .toList()),
                Map.of());
    }

    private static ConsumerRecords<byte[], byte[]> records(int partition, long offset, byte[] value) {
        return new ConsumerRecords<>(
                Map.of(
                        partition(partition),
                        List.of(new ConsumerRecord<>(TOPIC, partition, offset, new byte[0], value))),
                Map.of());
    }

    private static Position positionOf(TestDatabase history) throws SQLException {
        try (var connection = history.connections.getConnection();
                var select = connection.prepareStatement(
                        "SELECT %s FROM position WHERE partition = ?".formatted(Position.COLUMNS))) {
            select.setInt(1, FORGED);
            try (var row = select.executeQuery()) {
                assertThat(row.next()).isTrue();
                return Position.of(row);
            }
        }
    }

    /** One that somebody recorded, or that two of them make together, with faults in its entry; or nothing at all. */
    private byte[] forged(Position position, Random random) {
        if (random.nextInt(20) == 0) {
            return random.nextBoolean() ? null : new byte[] {(byte) random.nextInt()};
        }
        var tree = recorded(random);
        var own = (ObjectNode) tree.path("entry");
        position.ledgerTime().ifPresent(time -> own.put("recorded_at", time.toString()));
        var entry = own.toString();
        var crossings = random.nextInt(3);
        for (var crossing = 0; crossing < crossings; crossing++) {
            entry = crossed(entry, recorded(random).path("entry"), random);
        }
        for (var fault = random.nextInt(2); fault < 2 - crossings; fault++) {
            entry = changed(entry, random);
        }
        tree.put("partition", FORGED)
                .put("sequence", position.nextSequence())
                .put("previous_hash", position.hash())
                .remove("entry");
        var around = tree.toString();
        return (around.substring(0, around.length() - 1) + ",\"entry\":" + entry + "}")
                .getBytes(StandardCharsets.UTF_8);
    }

    private ObjectNode recorded(Random random) {
        var all = journal.records(FORGED);
        return tree(all.get(random.nextInt(all.size())).value());
    }

    private static ObjectNode tree(byte[] value) {
        try {
            return (ObjectNode) JSON.readTree(value);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** With a value that another entry has under the same name. */
    private static String crossed(String entry, JsonNode other, Random random) {
        var mine = tree(entry.getBytes(StandardCharsets.UTF_8));
        var objects = new ArrayList<ObjectNode>();
        collect(mine, objects);
        var target = objects.get(random.nextInt(objects.size()));
        var names = new ArrayList<String>();
        target.fieldNames().forEachRemaining(names::add);
        if (!names.isEmpty()) {
            var name = names.get(random.nextInt(names.size()));
            var values = other.findValues(name);
            if (!values.isEmpty()) {
                target.set(name, values.get(random.nextInt(values.size())));
            }
        }
        return mine.toString();
    }

    private static void collect(JsonNode node, List<ObjectNode> objects) {
        if (node instanceof ObjectNode object) {
            objects.add(object);
        }
        node.forEach(child -> collect(child, objects));
    }

    private static String changed(String json, Random random) {
        var colon = json.indexOf(':', random.nextInt(json.length()));
        var end = colon < 0 ? -1 : json.indexOf(',', colon);
        return end < 0
                ? json
                : json.substring(0, colon + 1) + VALUES.get(random.nextInt(VALUES.size())) + json.substring(end);
    }

    private static String text(byte[] value) {
        return value == null ? "nothing" : new String(value, StandardCharsets.UTF_8);
    }
}
