package dev.sluice.endtoend;

import static dev.sluice.endtoend.LedgerCaller.operation;
import static dev.sluice.endtoend.LedgerCaller.refused;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.cli.http.HttpAnswer;
import dev.sluice.cli.http.LedgerHttp;
import dev.sluice.endtoend.LedgerCaller.Value;
import dev.sluice.schema.rejection.FieldChecks;
import dev.sluice.schema.request.LotFilter;
import dev.sluice.schema.topic.Topic;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.InventoryMode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.common.config.TopicConfig;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Requests near the size up to which Kafka takes them, with Kafka's own producer. */
class RecordSizeIT {

    private static final int BYTES_MAX = 20_000;
    private static final int LOTS_ABOVE_THAT = 1_000;

    @RegisterExtension
    private static final LedgerUnderTest ledger = LedgerUnderTest.usual();

    private static final LedgerCaller caller = ledger.caller();

    private Value value;
    private AccountId ann;

    @BeforeEach
    void giveAnn100() {
        value = caller.newValue(InventoryMode.LOT);
        ann = caller.newParticipantWith(value, "100.00");
    }

    @Test
    void the_largest_request_that_the_contract_allows_reaches_the_ledger() {
        var request = holdOf(LotFilter.LOT_IDS_MAX);
        var metadata = request.putObject("metadata");
        for (var key = 0; key < FieldChecks.METADATA_KEYS_MAX; key++) {
            metadata.put("key-" + key, "\u20ac".repeat(FieldChecks.METADATA_VALUE_LENGTH_MAX));
        }

        assertDecided(caller.operate(ann, "hold", request));
    }

    @Test
    void what_a_gateway_may_not_publish_is_413_and_nothing_was_booked() {
        try (var gateway = ledger.gatewayWith(Map.of("kafka.producers.requests.max.request.size", BYTES_MAX));
                var http = LedgerHttp.to(gateway.uri(), LedgerUnderTest.API_KEY, 4)) {
            var strict = new LedgerCaller(http);
            Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> strict.get("/v1/programs?limit=1").status() == 200);

            assertTooLarge(strict.operate(ann, "hold", holdOf(LOTS_ABOVE_THAT)));
            assertDecided(strict.operate(ann, "hold", holdOf(10)));
            assertThat(strict.balance(ann, value)).isEqualTo("100.00/0.00");
        }
    }

    @Test
    void what_the_brokers_do_not_take_is_413_too() {
        brokersTake(Integer.toString(BYTES_MAX));
        try {
            assertTooLarge(caller.operate(ann, "hold", holdOf(LOTS_ABOVE_THAT)));
            assertThat(caller.balance(ann, value)).isEqualTo("100.00/0.00");
        } finally {
            brokersTake(Integer.toString(8 * 1024 * 1024));
        }
    }

    private static void brokersTake(String bytesMax) {
        Topics.alter(
                ledger.bootstrapServers(),
                List.of(ledger.topic(Topic.REQUESTS)),
                Map.of(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Optional.of(bytesMax)));
    }

    /** A hold of lots that there are not. */
    private ObjectNode holdOf(int lots) {
        var request = operation(value);
        var ids = request.putArray("lot_ids");
        for (var lot = 0; lot < lots; lot++) {
            ids.add(UUID.randomUUID().toString());
        }
        return request;
    }

    private static void assertDecided(HttpAnswer answer) {
        refused(answer, 404, "lot_not_found");
    }

    private static void assertTooLarge(HttpAnswer answer) {
        var problem = refused(answer, 413, "request_too_large");
        assertThat(problem.path("detail").asText())
                .matches("Expected a request that Kafka takes as one record, but as it is published it has \\d+ bytes;"
                        + " nothing was sent");
    }
}
