package dev.sluice.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.cli.http.LedgerHttp;
import dev.sluice.schema.topic.Topic;
import dev.sluice.schema.value.InventoryMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A journal of which one partition has a record that can't be believed. */
class DamagedHistoryIT {

    private static final int DAMAGED = 1;

    @RegisterExtension
    private static final LedgerUnderTest ledger = LedgerUnderTest.usual();

    @TempDir
    private Path folder;

    private final LedgerCaller caller = ledger.caller();

    @Test
    void a_damaged_record_stops_its_partition_which_says_where_and_why_and_no_other() throws Exception {
        try (var history = HistoryUnderTest.start(ledger, folder);
                var writer = history.writer();
                var gateway = ledger.gatewayWith(history.settings());
                var http = LedgerHttp.to(gateway.uri(), LedgerUnderTest.API_KEY, 4)) {
            HistoryUnderTest.awaitAnswers(http);
            creditMany();
            history.awaitAll();
            var sound = partitions(http);
            assertThat(sound)
                    .allSatisfy(partition ->
                            assertThat(partition.path("status").asText()).isEqualTo("READING"));

            var damaged = damage();
            creditMany();

            var stopped = awaitStopped(http);
            assertThat(stopped.path("reason").asText())
                    .contains("Expected sequence %d at offset %d of partition %d"
                            .formatted(sound.get(DAMAGED).path("next_sequence").asLong(), damaged, DAMAGED))
                    .contains("but got");
            assertThat(stopped.path("entries")).isEqualTo(sound.get(DAMAGED).path("entries"));
            assertThat(http.get("/v1/integrity").get().json().path("status").asText())
                    .isEqualTo("FAULTY");
            awaitOthers(http, sound);
            assertThat(writer.isAlive()).isTrue();
        }
    }

    /** Sends a record of the partition a second time, with another amount, and tells its offset. */
    private static long damage() {
        var journal = ledger.topic(Topic.JOURNAL);
        var real = Topics.readAll(ledger.bootstrapServers(), journal).stream()
                .filter(record -> record.partition() == DAMAGED)
                .filter(record -> new String(record.value(), StandardCharsets.UTF_8).contains("\"CREDIT\""))
                .findFirst()
                .orElseThrow();
        var changed = new String(real.value(), StandardCharsets.UTF_8).replace("100.00", "900.00");
        return Topics.produce(
                        ledger.bootstrapServers(),
                        new ProducerRecord<>(journal, DAMAGED, real.key(), changed.getBytes(StandardCharsets.UTF_8)))
                .offset();
    }

    private void creditMany() {
        var value = caller.newValue(InventoryMode.LOT);
        for (var number = 0; number < 40; number++) {
            caller.newParticipantWith(value, "100.00");
        }
    }

    private static List<JsonNode> partitions(LedgerHttp http) throws Exception {
        var answer = http.get("/v1/integrity").get();
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json().path("data").valueStream().toList();
    }

    private static JsonNode awaitStopped(LedgerHttp http) {
        return Awaitility.await()
                .atMost(HistoryUnderTest.PATIENCE)
                .until(
                        () -> partitions(http).get(DAMAGED),
                        partition -> partition.path("status").asText().equals("STOPPED"));
    }

    private static void awaitOthers(LedgerHttp http, List<JsonNode> before) {
        Awaitility.await()
                .atMost(HistoryUnderTest.PATIENCE)
                .untilAsserted(() -> assertThat(partitions(http))
                        .filteredOn(partition -> partition.path("partition").asInt() != DAMAGED)
                        .hasSize(LedgerUnderTest.PARTITIONS - 1)
                        .allSatisfy(partition -> {
                            assertThat(partition.path("status").asText()).isEqualTo("READING");
                            assertThat(partition.path("entries").asLong())
                                    .isGreaterThan(before.get(
                                                    partition.path("partition").asInt())
                                            .path("entries")
                                            .asLong());
                        }));
    }
}
