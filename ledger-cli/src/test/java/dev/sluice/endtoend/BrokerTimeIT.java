package dev.sluice.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.endtoend.DirectLedger.Putting;
import dev.sluice.ledger.store.LedgerStores;
import dev.sluice.ledger.topology.output.Rules;
import dev.sluice.schema.topic.Topic;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.common.config.TopicConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The ledger's time when a broker's clock has jumped: it never goes back, so that it may be far ahead of the broker's. */
class BrokerTimeIT {

    private static final Duration JUMP = Duration.ofHours(2);
    private static final Duration TOLERANCE = Duration.ofHours(3);
    private static final String NO_BOUND = Long.toString(Long.MAX_VALUE);

    @RegisterExtension
    private final DirectLedger ledger = new DirectLedger();

    @Test
    void goes_on_on_the_topics_of_an_older_ledger_when_a_broker_was_two_hours_ahead() throws Exception {
        ledger.start();
        var before = Putting.on(0);
        ledger.send(before);
        ledger.awaitReply(before);
        ledger.stop();
        Topics.alter(ledger.bootstrapServers(), written(), bounds(Optional.empty()));
        assertThat(Topics.setting(
                        ledger.bootstrapServers(),
                        ledger.topic(Topic.JOURNAL),
                        TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG))
                .as("what a broker goes by that was told nothing")
                .isEqualTo("3600000");
        var stamped = Putting.on(0);
        ledger.sendStamped(JUMP, stamped);
        var after = Putting.on(0);
        ledger.send(after);

        ledger.start(Rules.ofTheLedger(), TOLERANCE);
        List.of(stamped, after).forEach(ledger::awaitReply);

        assertThat(ledger.replies())
                .containsExactlyInAnyOrder(before.externalId(), stamped.externalId(), after.externalId());
        for (var topic : written()) {
            assertThat(Topics.setting(
                            ledger.bootstrapServers(), topic, TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG))
                    .as(topic)
                    .isEqualTo(NO_BOUND);
        }
    }

    @Test
    void makes_topics_that_take_any_time_of_the_ledger() throws Exception {
        ledger.start();

        for (var topic : written()) {
            for (var setting : bounds(Optional.of(NO_BOUND)).entrySet()) {
                assertThat(Topics.setting(ledger.bootstrapServers(), topic, setting.getKey()))
                        .as(topic)
                        .isEqualTo(setting.getValue().orElseThrow());
            }
        }
    }

    /** All topics to which the ledger writes its own time. */
    private List<String> written() {
        return Stream.concat(
                        Stream.of(Topic.REPLIES, Topic.JOURNAL, Topic.DEAD_LETTERS, Topic.CATALOG)
                                .map(ledger::topic),
                        LedgerStores.NAMES.stream().map(ledger::changelog))
                .toList();
    }

    private static Map<String, Optional<String>> bounds(Optional<String> value) {
        return Map.of(
                TopicConfig.MESSAGE_TIMESTAMP_BEFORE_MAX_MS_CONFIG, value,
                TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG, value);
    }
}
