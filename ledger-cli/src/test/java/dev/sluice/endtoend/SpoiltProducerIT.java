package dev.sluice.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cli.kafka.KafkaLog;
import dev.sluice.endtoend.DirectLedger.Putting;
import dev.sluice.schema.topic.Topic;
import dev.sluice.schema.value.IdempotencyKey;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A ledger's producer from which the broker takes nothing any more, on a real broker. */
class SpoiltProducerIT {

    /** Some seconds for another assignment and the state from the changelogs. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** So many that none of the producer's own batches could be taken for the same one, sent again. */
    private static final int FORGED = 1_000;

    @RegisterExtension
    private final DirectLedger ledger = new DirectLedger();

    @Test
    void is_replaced_and_what_it_could_not_write_is_written_once() throws Exception {
        ledger.start();
        var before = puttings(3);
        before.forEach(ledger::send);
        before.forEach(ledger::awaitReply);
        var journal = new TopicPartition(ledger.topic(Topic.JOURNAL), 0);
        var after = puttings(20);

        try (var log = KafkaLog.of(KafkaLog.STREAM_THREAD, KafkaLog.RECORD_COLLECTOR, KafkaLog.REPLICAS)) {
            new ForgedBatch(journal, FORGED).send(ledger.bootstrapServers());
            after.forEach(ledger::send);
            Awaitility.await()
                    .atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(ledger.replies()).hasSize(before.size() + after.size()));

            assertThat(log.messagesWith("OutOfOrderSequenceException")).isNotEmpty();
            assertThat(log.messagesWith("Detected that the thread is being fenced"))
                    .isNotEmpty();
        }
        var all = namesOf(before, after);
        assertThat(ledger.replies()).containsExactlyInAnyOrderElementsOf(all);
        assertThat(lastOffset(journal))
                .as("behind the forged, which is aborted")
                .isGreaterThan(FORGED);
        assertThat(new JournalReader(ledger.bootstrapServers(), journal.topic()).checkedEntries())
                .flatExtracting(entry -> entry.idempotencyKey().stream().toList())
                .extracting(IdempotencyKey::value)
                .containsExactlyInAnyOrderElementsOf(all);
    }

    private long lastOffset(TopicPartition partition) {
        return Topics.readAll(ledger.bootstrapServers(), partition.topic()).stream()
                .filter(record -> record.partition() == partition.partition())
                .mapToLong(ConsumerRecord::offset)
                .max()
                .orElseThrow();
    }

    private static List<Putting> puttings(int count) {
        return Stream.generate(() -> Putting.on(0)).limit(count).toList();
    }

    private static List<String> namesOf(List<Putting> before, List<Putting> after) {
        return Stream.of(before, after)
                .flatMap(List::stream)
                .map(Putting::externalId)
                .toList();
    }
}
