package dev.sluice.gateway.client;

import dev.sluice.schema.topic.Topic;
import io.micronaut.configuration.kafka.config.AbstractKafkaProducerConfiguration;
import io.micronaut.context.annotation.Requires;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The one producer of this process, with the settings under {@code kafka.producers.requests}; threads share it. */
@Singleton
@Requires(property = "kafka.enabled", notEquals = "false")
final class RequestProducer {

    private final Producer<byte[], byte[]> kafka;

    RequestProducer(
            @Named("requests") AbstractKafkaProducerConfiguration<?, ?> configuration, ClientSettings settings) {
        this.kafka =
                new KafkaProducer<>(configuration.getConfig(), new ByteArraySerializer(), new ByteArraySerializer());
        askForPartitions(Topic.REQUESTS.name(settings.topicPrefix()));
    }

    /** Where partitions are is asked for in the background, so that the first request need not be refused. */
    private void askForPartitions(String topic) {
        try {
            var unused = kafka.partitionsFor(topic);
        } catch (KafkaException notKnownYet) {
            // As expected: this producer waits for nothing. What was asked for comes by itself.
        }
    }

    Producer<byte[], byte[]> kafka() {
        return kafka;
    }

    /** What has been taken is still sent, for a moment. */
    @PreDestroy
    void close() {
        kafka.close(Duration.ofSeconds(2));
    }
}
