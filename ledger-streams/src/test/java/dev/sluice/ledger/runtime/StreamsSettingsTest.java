package dev.sluice.ledger.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;

/** The settings as Kafka Streams hands them to its clients: with its own for what is not said, and over what it does not allow. */
class StreamsSettingsTest {

    private final StreamsConfig streams =
            new StreamsConfig(StreamsSettings.of(LedgerConfig.singleNode("kafka:9092", Path.of("state")), "one"));

    @Test
    void sends_no_batch_before_the_one_ahead_of_it_is_in() {
        assertThat(producer().getInt(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION))
                .isEqualTo(1);
    }

    @Test
    void gives_up_a_batch_when_its_transaction_and_its_last_request_have_timed_out() {
        var transactionMs = producer().getInt(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG);
        var requestMs = producer().getInt(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG);

        assertThat(producer().getInt(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG))
                .isEqualTo(transactionMs + requestMs)
                .isLessThan(
                        streams.getLong(StreamsConfig.TASK_TIMEOUT_MS_CONFIG).intValue())
                .isLessThan(maxPollIntervalMs());
    }

    @Test
    void commits_long_before_the_transaction_times_out() {
        assertThat(streams.getLong(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG) * 100)
                .isLessThanOrEqualTo(producer().getInt(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG));
    }

    /** Made as the producer itself does, which refuses settings that do not go together. */
    private ProducerConfig producer() {
        var settings = streams.getProducerConfigs("one");
        settings.putAll(Map.of(
                ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                "one",
                ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
                ByteArraySerializer.class,
                ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
                ByteArraySerializer.class));
        return new ProducerConfig(settings);
    }

    /** A thread that waits for a batch polls nothing. */
    private int maxPollIntervalMs() {
        return (int) streams.getMainConsumerConfigs("group", "one", 0).get(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG);
    }
}
