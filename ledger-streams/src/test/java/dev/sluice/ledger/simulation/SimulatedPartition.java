package dev.sluice.ledger.simulation;

import dev.sluice.ledger.store.LedgerStoreSettings;
import dev.sluice.ledger.store.LedgerStores;
import dev.sluice.ledger.store.OpenStores;
import dev.sluice.ledger.store.Outcome;
import dev.sluice.ledger.store.Outcomes;
import dev.sluice.ledger.store.StoredLedgerView;
import dev.sluice.ledger.topology.TopologySettings;
import dev.sluice.ledger.topology.output.Outgoing;
import dev.sluice.ledger.topology.output.Partitioning;
import dev.sluice.ledger.topology.waiting.KeptRecord;
import dev.sluice.schema.topic.Topic;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.IdempotencyKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;

/**
 * One partition: the real task, on stores in memory, with what is on its way to it. What a transaction read, wrote and sent
 * is kept as a whole, or all of it is taken back and the task is opened anew, as when a transaction of Kafka is aborted.
 */
final class SimulatedPartition {

    private final int own;
    private final TopologySettings settings;
    private final Supplier<Processor<byte[], byte[], byte[], Outgoing>> ledgers;
    private final Breakdown breakdown = new Breakdown();
    private final SimulatedRows balances = new SimulatedRows(LedgerStores.BALANCES, breakdown);
    private final SimulatedRows lots = new SimulatedRows(LedgerStores.LOTS, breakdown);
    private final SimulatedOutcomes outcomes;

    /** What is to be read: the messages of each partition, and the requests. */
    private final List<SimulatedStream> streams;

    private final Supplier<SimulatedClock> clocks;
    private long nextOffset;
    private Instant latestRead = Instant.EPOCH;
    private Instant latestReadHere = Instant.EPOCH;
    private Optional<Task> task = Optional.empty();

    private record Task(
            Processor<byte[], byte[], byte[], Outgoing> ledger,
            SimulatedContext context,
            SimulatedConsumer consumer,
            SimulatedClock clock) {}

    /** The effects of a transaction, for all to see. */
    record Committed(
            int partition, List<SimulatedContext.Sent> sent, Set<Bytes> balancesWritten, Set<Bytes> lotsWritten) {}

    SimulatedPartition(
            int own,
            TopologySettings settings,
            Supplier<Processor<byte[], byte[], byte[], Outgoing>> ledgers,
            Supplier<SimulatedClock> clocks) {
        this.clocks = clocks;
        this.own = own;
        this.settings = settings;
        this.ledgers = ledgers;
        this.outcomes =
                new SimulatedOutcomes(2 * settings.retention().outcomes().toMillis(), breakdown);
        var streamNames = IntStream.range(0, settings.partitions())
                .mapToObj(from -> settings.topic(Topic.EXCHANGE) + "-of-" + from);
        this.streams = Stream.concat(streamNames, Stream.of(settings.topic(Topic.REQUESTS)))
                .map(topic -> new SimulatedStream(new TopicPartition(topic, own)))
                .toList();
    }

    int own() {
        return own;
    }

    void request(byte[] key, byte[] value, Headers headers, Instant at) {
        append(streams.getLast(), key, value, headers, at);
    }

    void message(int from, byte[] key, byte[] value, Headers headers, Instant at) {
        append(streams.get(from), key, value, headers, at);
    }

    private void append(SimulatedStream stream, byte[] key, byte[] value, Headers headers, Instant at) {
        stream.add(new ConsumerRecord<>(
                stream.name().topic(),
                own,
                nextOffset++,
                at.toEpochMilli(),
                TimestampType.LOG_APPEND_TIME,
                key.length,
                value.length,
                key,
                value,
                headers,
                Optional.empty()));
    }

    boolean hasIncoming() {
        return streams.stream().anyMatch(stream -> !stream.onTheirWay().isEmpty());
    }

    /** Whether something waits since its time is not believed. */
    boolean isHeld() {
        return streams.stream().anyMatch(SimulatedStream::isHeld);
    }

    /** The values of the messages that are on their way to this partition, those of each sender in the order of sending. */
    List<byte[]> messages() {
        return streams.stream()
                .limit(settings.partitions())
                .flatMap(stream -> stream.onTheirWay().stream())
                .map(ConsumerRecord::value)
                .toList();
    }

    /** The latest time of all records that were applied. */
    Instant latestRead() {
        return latestRead;
    }

    /** The clock of the machine that the partition is on, or was on last. */
    Instant machineTime() {
        return task.orElseThrow().clock().instant();
    }

    boolean isOpen() {
        return task.isPresent();
    }

    void open() {
        var context = new SimulatedContext(
                own,
                Map.of(LedgerStores.BALANCES, balances, LedgerStores.LOTS, lots, LedgerStores.OUTCOMES, outcomes),
                breakdown);
        var ledger = ledgers.get();
        ledger.init(context);
        var clock = clocks.get();
        task = Optional.of(new Task(ledger, context, new SimulatedConsumer(streams, clock), clock));
    }

    void close() {
        task.ifPresent(open -> open.ledger().close());
        task = Optional.empty();
    }

    /** The work of one transaction. */
    interface Work {
        void on(SimulatedPartition partition);
    }

    /**
     * Does the work, and commits.
     *
     * @param effectsMax the task breaks down after so many writes and sends; never when empty
     * @param crashes whether it is killed before it has committed, at the latest
     * @return what others see; empty where all was taken back, and the task is closed
     */
    Optional<Committed> transaction(Work work, Optional<Integer> effectsMax, boolean crashes) {
        effectsMax.ifPresentOrElse(breakdown::after, breakdown::never);
        try {
            work.on(this);
            if (!crashes) {
                return Optional.of(commit());
            }
        } catch (Throwable brokenDown) {
            breakdown.rethrowIfOther(brokenDown);
            // As Kafka Streams does, which closes the task, aborts the transaction and begins again.
        } finally {
            breakdown.never();
        }
        rollBack();
        return Optional.empty();
    }

    /** Takes up to so many records, of topics and senders in any order. */
    void process(int recordsMax, Random random) {
        var open = task.orElseThrow();
        open.context().beginRound();
        for (var record : open.consumer().poll(recordsMax, random)) {
            open.context().at(topicOf(record), record.offset());
            var at = Instant.ofEpochMilli(record.timestamp());
            latestReadHere = at.isAfter(latestReadHere) ? at : latestReadHere;
            open.ledger().process(new Record<>(record.key(), record.value(), record.timestamp(), record.headers()));
        }
    }

    private String topicOf(ConsumerRecord<byte[], byte[]> record) {
        var requests = settings.topic(Topic.REQUESTS);
        return record.topic().equals(requests) ? requests : settings.topic(Topic.EXCHANGE);
    }

    /** Lets the partition work in the background. */
    void turn(Instant wallClock) {
        task.orElseThrow().context().clock(wallClock.toEpochMilli());
    }

    /** Whether records wait until what is due on their accounts is booked. */
    boolean hasPostponed() {
        try (var postponed = view().allPostponed()) {
            return postponed.hasNext();
        }
    }

    /** The messages among the records that are kept. */
    List<byte[]> keptMessages() {
        var votes = new ArrayList<byte[]>();
        try (var postponed = view().allPostponed()) {
            while (postponed.hasNext()) {
                var record = KeptRecord.decode(postponed.next().getValue());
                if (record.kind() != KeptRecord.Kind.REQUEST) {
                    votes.add(record.value());
                }
            }
        }
        return votes;
    }

    private Committed commit() {
        var committed = new Committed(own, task.orElseThrow().context().takeSent(), balances.written(), lots.written());
        balances.commit();
        lots.commit();
        outcomes.commit();
        streams.forEach(SimulatedStream::commit);
        latestRead = latestReadHere;
        return committed;
    }

    private void rollBack() {
        close();
        balances.rollBack();
        lots.rollBack();
        outcomes.rollBack();
        streams.forEach(SimulatedStream::rollBack);
        latestReadHere = latestRead;
    }

    /** What is committed, read anew. */
    StoredLedgerView view() {
        return new StoredLedgerView(
                new OpenStores(balances, lots, outcomes, stores()),
                own,
                account -> Partitioning.of(account.toKey(), settings.partitions()));
    }

    /** What is remembered of a request at this time. */
    Optional<Outcome> outcome(AccountId account, IdempotencyKey key, Instant now) {
        return new Outcomes(new OpenStores(balances, lots, outcomes, stores()), stores()).find(account, key, now);
    }

    private LedgerStoreSettings stores() {
        var retention = settings.retention();
        return new LedgerStoreSettings(
                retention.outcomes(), retention.finished(), LedgerStoreSettings.PAGES_BYTES_DEFAULT);
    }

    SimulatedRows rows(String store) {
        return store.equals(LedgerStores.LOTS) ? lots : balances;
    }
}
