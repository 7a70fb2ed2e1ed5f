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
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one producer of this process, with the settings under {@code kafka.producers.requests}; threads share it. */
@Singleton
@Requires(property = "kafka.enabled", notEquals = "false")
final class RequestProducer {

    private static final Logger LOG = LoggerFactory.getLogger(RequestProducer.class);
    private static final Duration BETWEEN_QUESTIONS = Duration.ofMillis(50);

    /** Somebody must give a right first, and each question writes a line. */
    private static final Duration BETWEEN_QUESTIONS_REFUSED = Duration.ofSeconds(10);

    private final Producer<byte[], byte[]> kafka;
    private final Thread partitionsQuestion;
    private volatile boolean knowsPartitions;

    RequestProducer(
            @Named("requests") AbstractKafkaProducerConfiguration<?, ?> configuration,
            ClientSettings settings,
            ReplyPartitions replies,
            RequestPartitions partitions) {
        this.kafka =
                new KafkaProducer<>(configuration.getConfig(), new ByteArraySerializer(), new ByteArraySerializer());
        var topic = Topic.REQUESTS.name(settings.topicPrefix());
        this.partitionsQuestion = Thread.ofVirtual()
                .name("sluice-requests-partitions")
                .start(() -> askForPartitions(topic, replies, partitions));
    }

    /**
     * This producer waits for nothing when it is given a record, so it must know before the first where the partitions are.
     * The topic may come later than this gateway, and must not come by a producer's question, which makes a topic where the
     * brokers allow it, and not as the ledger needs it. So the question waits for replies, whose topic the ledger makes later.
     */
    private void askForPartitions(String topic, ReplyPartitions replies, RequestPartitions partitions) {
        try {
            while (!replies.areAssigned()) {
                Thread.sleep(BETWEEN_QUESTIONS);
            }
            while (!knowsPartitions) {
                try {
                    var count = kafka.partitionsFor(topic).size();
                    partitions.are(count);
                    knowsPartitions = count > 0;
                } catch (AuthorizationException refused) {
                    LOG.error("Requests can't be published: {}", refused.toString());
                    Thread.sleep(BETWEEN_QUESTIONS_REFUSED);
                } catch (KafkaException notKnownYet) {
                    Thread.sleep(BETWEEN_QUESTIONS);
                }
            }
        } catch (InterruptedException | IllegalStateException closed) {
            // Then nobody publishes any more.
        }
    }

    /** Whether a request can be published; before that it would only be refused. */
    boolean knowsPartitions() {
        return knowsPartitions;
    }

    Producer<byte[], byte[]> kafka() {
        return kafka;
    }

    /** What has been taken is still sent, for a moment. */
    @PreDestroy
    void close() {
        partitionsQuestion.interrupt();
        kafka.close(Duration.ofSeconds(2));
    }
}
