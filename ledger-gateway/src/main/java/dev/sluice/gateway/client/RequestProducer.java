package dev.sluice.gateway.client;

import io.micronaut.configuration.kafka.config.AbstractKafkaProducerConfiguration;
import io.micronaut.context.annotation.Requires;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The one producer of this process, with the settings under {@code kafka.producers.requests}; threads share it. */
@Singleton
@Requires(property = "kafka.enabled", notEquals = "false")
final class RequestProducer {

    private final Producer<byte[], byte[]> kafka;

    RequestProducer(@Named("requests") AbstractKafkaProducerConfiguration<?, ?> configuration) {
        this.kafka =
                new KafkaProducer<>(configuration.getConfig(), new ByteArraySerializer(), new ByteArraySerializer());
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
