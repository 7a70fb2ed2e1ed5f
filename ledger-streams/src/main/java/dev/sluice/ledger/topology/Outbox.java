package dev.sluice.ledger.topology;

import dev.sluice.schema.topic.Headers;
import dev.sluice.schema.value.AccountId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.OptionalInt;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** All that leaves a task, and on which partition. What is sent is seen by others when the transaction commits. */
final class Outbox {

    private static final byte[] FALSE = bytes("false");
    private static final byte[] TRUE = bytes("true");

    private final ProcessorContext<byte[], Outgoing> context;
    private final int partition;

    Outbox(ProcessorContext<byte[], Outgoing> context) {
        this.context = context;
        this.partition = context.taskId().partition();
    }

    /** The task's own partition. */
    int partition() {
        return partition;
    }

    /** Answers on the partition that the request named, or on that of the account's key. */
    void reply(Caller to, EncodedReply reply, boolean replayed, Instant now) {
        var headers = new RecordHeaders();
        headers.add(Headers.IDEMPOTENCY_KEY, bytes(to.idempotencyKey().value()));
        to.origin().requestId().ifPresent(id -> headers.add(Headers.REQUEST_ID, bytes(id)));
        headers.add(Headers.STATUS, bytes(reply.status()));
        headers.add(Headers.REPLAYED, replayed ? TRUE : FALSE);
        to.origin().traceparent().ifPresent(trace -> headers.add(Headers.TRACEPARENT, bytes(trace)));
        var named = to.origin().replyPartition().map(OptionalInt::of).orElse(OptionalInt.empty());
        send(LedgerTopology.REPLIES, to.accountId().toKey(), new Outgoing(reply.value(), named), headers, now);
    }

    /** One link of this partition's chain. */
    void journal(AccountId account, byte[] value, Instant now) {
        var outgoing = Outgoing.to(partition, value);
        send(LedgerTopology.JOURNAL, account.toKey(), outgoing, new RecordHeaders(), now);
    }

    /** A message to another partition. */
    void exchange(int partition, byte[] message, Instant now) {
        var outgoing = Outgoing.to(partition, message);
        send(LedgerTopology.EXCHANGE_OUT, Partitioning.address(partition), outgoing, new RecordHeaders(), now);
    }

    void catalog(AccountId entity, byte[] value, Instant now) {
        send(LedgerTopology.CATALOG, entity.toKey(), Outgoing.byKey(value), new RecordHeaders(), now);
    }

    /** A letter without a key may lie on any partition. */
    void deadLetter(byte @Nullable [] key, byte @Nullable [] value, RecordHeaders headers, Instant now) {
        send(LedgerTopology.DEAD_LETTERS, key, Outgoing.byKey(value), headers, now);
    }

    @SuppressWarnings("NullAway") // A record's key may be null, which its constructor does not say.
    private void send(String sink, byte @Nullable [] key, Outgoing outgoing, RecordHeaders headers, Instant now) {
        context.forward(new Record<byte[], Outgoing>(key, outgoing, now.toEpochMilli(), headers), sink);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
