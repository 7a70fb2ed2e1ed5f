package dev.sluice.gateway.client;

import dev.sluice.schema.json.LedgerMapper;
import dev.sluice.schema.json.MessageJson;
import dev.sluice.schema.reply.Reply;
import dev.sluice.schema.topic.Headers;
import io.micronaut.configuration.kafka.ConsumerAware;
import io.micronaut.configuration.kafka.annotation.KafkaListener;
import io.micronaut.configuration.kafka.annotation.OffsetStrategy;
import io.micronaut.configuration.kafka.annotation.Topic;
import io.micronaut.context.annotation.Property;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads replies and hands each to who waits for it. Committed ones only, so what a caller is told has happened, has.
 *
 * <p>No offset is kept: what was written before a partition was assigned is for callers that are gone. The settings are under
 * {@code kafka.consumers.replies}.
 */
@KafkaListener(
        groupId = "replies",
        clientId = "sluice-gateway-replies",
        batch = true,
        offsetStrategy = OffsetStrategy.DISABLED,
        isolation = IsolationLevel.READ_COMMITTED,
        properties = @Property(name = "group.id", value = "${sluice.reply-group}"))
final class ReplyListener implements ConsumerRebalanceListener, ConsumerAware<byte[], byte[]> {

    private static final Logger LOG = LoggerFactory.getLogger(ReplyListener.class);

    private final PendingReplies pending;
    private final ReplyPartitions partitions;
    private final MessageJson<Reply> json = MessageJson.ofReplies(LedgerMapper.create());
    private @Nullable Consumer<byte[], byte[]> consumer;

    ReplyListener(PendingReplies pending, ReplyPartitions partitions) {
        this.pending = pending;
        this.partitions = partitions;
    }

    @Override
    public void setKafkaConsumer(Consumer<byte[], byte[]> consumer) {
        this.consumer = consumer;
    }

    @Topic("${sluice.topic-prefix}replies")
    void receive(List<ConsumerRecord<byte[], byte[]>> replies) {
        replies.forEach(this::deliver);
    }

    /** Looks at the key and headers first: other gateways' and other services' replies are passed over without parsing. */
    private void deliver(ConsumerRecord<byte[], byte[]> reply) {
        var attempt = header(reply, Headers.REQUEST_ID);
        var key = header(reply, Headers.IDEMPOTENCY_KEY);
        if (attempt == null || key == null || reply.key() == null) {
            return;
        }
        var waiter = pending.waiterFor(new Correlation(text(reply.key()), key, attempt));
        if (waiter == null) {
            return;
        }
        try {
            waiter.complete(new Answer(
                    json.read(reply.value()),
                    "true".equals(header(reply, Headers.REPLAYED)),
                    Optional.ofNullable(header(reply, Headers.POSITION))));
        } catch (RuntimeException unreadable) {
            // Whatever is wrong with it, the next one in this batch is somebody else's.
            LOG.error(
                    "The reply at {}-{} offset {} can't be read: {}",
                    reply.topic(),
                    reply.partition(),
                    reply.offset(),
                    unreadable.getMessage());
            waiter.completeExceptionally(new LedgerFailure.Unreadable("Expected a reply of this contract's version"));
        }
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
        if (assigned.isEmpty()) {
            return;
        }
        var reader = Objects.requireNonNull(consumer, "a listener is given its consumer before its partitions");
        try {
            reader.seekToEnd(assigned);
            // A seek is lazy. The end must be known before the partition is named, or a quick reply could be before it.
            assigned.forEach(reader::position);
        } catch (KafkaException notKnown) {
            LOG.warn(
                    "The end of {} is not known yet; a first reply may be missed and must be asked for again",
                    assigned);
        }
        partitions.add(numbers(assigned));
        LOG.info("Replies are read from {}", assigned);
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
        partitions.remove(numbers(revoked));
        LOG.info("Replies are no longer read from {}", revoked);
    }

    private static Set<Integer> numbers(Collection<TopicPartition> partitions) {
        return partitions.stream().map(TopicPartition::partition).collect(Collectors.toSet());
    }

    private static @Nullable String header(ConsumerRecord<byte[], byte[]> reply, String name) {
        var header = reply.headers().lastHeader(name);
        return header == null || header.value() == null ? null : text(header.value());
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
