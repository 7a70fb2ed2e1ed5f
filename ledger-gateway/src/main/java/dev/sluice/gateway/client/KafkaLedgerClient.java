package dev.sluice.gateway.client;

import dev.sluice.schema.journal.Actor.ApiKey;
import dev.sluice.schema.json.LedgerMapper;
import dev.sluice.schema.json.RequestJson;
import dev.sluice.schema.request.Request;
import dev.sluice.schema.topic.Headers;
import dev.sluice.schema.topic.Topic;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Publishes to the requests topic, keyed by account, and names the partition on which the reply is waited for. */
@Singleton
@Requires(bean = RequestProducer.class)
final class KafkaLedgerClient implements LedgerClient {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaLedgerClient.class);

    private final Producer<byte[], byte[]> producer;
    private final BooleanSupplier canPublish;
    private final String topic;
    private final PendingReplies pending;
    private final ReplyPartitions partitions;
    private final Counter publishFailures;
    private final AttemptNames attempts = new AttemptNames();
    private final RequestJson json = new RequestJson(LedgerMapper.create());

    @Inject
    KafkaLedgerClient(
            RequestProducer producer,
            ClientSettings settings,
            PendingReplies pending,
            ReplyPartitions partitions,
            MeterRegistry meters) {
        this(producer.kafka(), producer::knowsPartitions, settings, pending, partitions, meters);
    }

    KafkaLedgerClient(
            Producer<byte[], byte[]> producer,
            BooleanSupplier canPublish,
            ClientSettings settings,
            PendingReplies pending,
            ReplyPartitions partitions,
            MeterRegistry meters) {
        this.producer = producer;
        this.canPublish = canPublish;
        this.topic = Topic.REQUESTS.name(settings.topicPrefix());
        this.pending = pending;
        this.partitions = partitions;
        this.publishFailures = Counter.builder("sluice.publish.failures")
                .description("Requests that could not be published")
                .register(meters);
    }

    @Override
    public CompletableFuture<Answer> ask(Request request, Caller caller) {
        var replyPartition = partitions.next();
        if (replyPartition.isEmpty()) {
            return CompletableFuture.failedFuture(new LedgerFailure.Unavailable(
                    "Expected a partition to receive replies on, but none is assigned to this gateway yet"));
        }
        if (!canPublish.getAsBoolean()) {
            return CompletableFuture.failedFuture(new LedgerFailure.Unavailable(
                    "Expected to know where to publish requests, but Kafka has not told this gateway yet"));
        }
        var attempt = attempts.next(caller.requestId());
        var correlation = new Correlation(
                request.accountId().toString(), request.idempotencyKey().value(), attempt);
        // Without a key the gateway asks for itself.
        var reply = caller.apiKey().isPresent() ? pending.begin(correlation) : pending.beginAnyway(correlation);
        if (!reply.isDone()) {
            publish(recordOf(request, caller, attempt, replyPartition.getAsInt()), reply);
        }
        return reply;
    }

    private ProducerRecord<byte[], byte[]> recordOf(
            Request request, Caller caller, String attempt, int replyPartition) {
        var published = new ProducerRecord<>(topic, request.accountId().toKey(), json.write(request));
        var headers = published.headers();
        headers.add(Headers.REPLY_PARTITION, bytes(Integer.toString(replyPartition)));
        headers.add(Headers.REQUEST_ID, bytes(attempt));
        caller.apiKey().map(ApiKey::new).ifPresent(key -> headers.add(Headers.PRINCIPAL, bytes(key.principal())));
        caller.traceparent().ifPresent(context -> headers.add(Headers.TRACEPARENT, bytes(context)));
        return published;
    }

    private void publish(ProducerRecord<byte[], byte[]> published, CompletableFuture<Answer> reply) {
        var here = Thread.currentThread();
        try {
            var unused = producer.send(published, (metadata, failure) -> {
                if (failure instanceof RecordTooLargeException) {
                    tooLarge(reply, published);
                } else if (failure != null) {
                    // Kafka calls back on the sending thread itself where the record was never taken.
                    failed(reply, failure, Thread.currentThread().equals(here));
                }
            });
        } catch (RecordTooLargeException notTaken) {
            tooLarge(reply, published);
        } catch (KafkaException | IllegalStateException notTaken) {
            failed(reply, notTaken, true);
        }
    }

    /** The producer measures a record before it takes it, and the brokers before they append it. */
    private static void tooLarge(CompletableFuture<Answer> reply, ProducerRecord<byte[], byte[]> published) {
        reply.completeExceptionally(new LedgerFailure.TooLarge(
                "Expected a request that Kafka takes as one record, but as it is published it has %d bytes"
                        .formatted(published.value().length)));
    }

    private void failed(CompletableFuture<Answer> reply, Exception failure, boolean neverSent) {
        publishFailures.increment();
        LOG.warn("A request could not be published: {}", failure.toString());
        var surelyNotAppended = neverSent || failure instanceof AuthorizationException;
        reply.completeExceptionally(
                surelyNotAppended
                        ? new LedgerFailure.Unavailable("Expected Kafka to take the request, but it can't now")
                        : new LedgerFailure.Pending("Expected Kafka to confirm the request, but it has not"));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
