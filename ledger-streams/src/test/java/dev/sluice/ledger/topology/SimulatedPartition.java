package dev.sluice.ledger.topology;

import dev.sluice.ledger.store.LedgerStores;
import dev.sluice.ledger.store.OpenStores;
import dev.sluice.ledger.store.StoredLedgerView;
import dev.sluice.ledger.topology.output.Partitioning;
import dev.sluice.ledger.topology.waiting.KeptRecord;
import dev.sluice.schema.topic.Topic;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.Record;

/**
 * One partition: the real task, on stores in memory, with what is on its way to it. What a transaction read, wrote and sent
 * is kept as a whole, or all of it is taken back and the task is opened anew, as when a transaction of Kafka is aborted.
 */
final class SimulatedPartition {

    private final int own;
    private final TopologySettings settings;
    private final Supplier<LedgerProcessor> ledgers;
    private final Breakdown breakdown = new Breakdown();
    private final SimulatedRows balances = new SimulatedRows(LedgerStores.BALANCES, breakdown);
    private final SimulatedRows lots = new SimulatedRows(LedgerStores.LOTS, breakdown);
    private final SimulatedOutcomes outcomes;

    /** What is to be read: requests, and the messages of each other partition, which come in the order of sending. */
    private final List<Deque<Incoming>> incoming = new ArrayList<>();

    private final Deque<Taken> taken = new ArrayDeque<>();
    private long nextOffset;
    private Optional<Task> task = Optional.empty();

    private record Task(LedgerProcessor ledger, SimulatedContext context) {}

    /** A record of the partition's topics. */
    record Incoming(Topic topic, long offset, Record<byte[], byte[]> record) {}

    private record Taken(Deque<Incoming> queue, Incoming incoming) {}

    /** The effects of a transaction, for all to see. */
    record Committed(
            int partition, List<SimulatedContext.Sent> sent, Set<Bytes> balancesWritten, Set<Bytes> lotsWritten) {}

    SimulatedPartition(int own, TopologySettings settings, Supplier<LedgerProcessor> ledgers) {
        this.own = own;
        this.settings = settings;
        this.ledgers = ledgers;
        this.outcomes =
                new SimulatedOutcomes(2 * settings.retention().outcomes().toMillis(), breakdown);
        for (var queue = 0; queue <= settings.partitions(); queue++) {
            incoming.add(new ArrayDeque<>());
        }
    }

    int own() {
        return own;
    }

    void request(byte[] key, byte[] value, Headers headers, Instant at) {
        append(incoming.getLast(), Topic.REQUESTS, new Record<>(key, value, at.toEpochMilli(), headers));
    }

    void message(int from, byte[] key, byte[] value, Headers headers, Instant at) {
        append(incoming.get(from), Topic.EXCHANGE, new Record<>(key, value, at.toEpochMilli(), headers));
    }

    private void append(Deque<Incoming> queue, Topic topic, Record<byte[], byte[]> record) {
        queue.add(new Incoming(topic, nextOffset++, record));
    }

    boolean hasIncoming() {
        return incoming.stream().anyMatch(queue -> !queue.isEmpty());
    }

    /** The values of the messages that are on their way to this partition, those of each sender in the order of sending. */
    List<byte[]> messages() {
        return incoming.stream()
                .limit(settings.partitions())
                .flatMap(Deque::stream)
                .map(message -> message.record().value())
                .toList();
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
        task = Optional.of(new Task(ledger, context));
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
        task.orElseThrow().context().beginRound();
        for (var records = 0; records < recordsMax && hasIncoming(); records++) {
            var queues = incoming.stream().filter(queue -> !queue.isEmpty()).toList();
            var queue = queues.get(random.nextInt(queues.size()));
            var next = queue.remove();
            taken.push(new Taken(queue, next));
            var open = task.orElseThrow();
            open.context().at(settings.topic(next.topic()), next.offset());
            open.ledger().process(next.record());
        }
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
        taken.clear();
        return committed;
    }

    private void rollBack() {
        close();
        balances.rollBack();
        lots.rollBack();
        outcomes.rollBack();
        while (!taken.isEmpty()) {
            var last = taken.pop();
            last.queue().addFirst(last.incoming());
        }
    }

    /** What is committed, read anew. */
    StoredLedgerView view() {
        return new StoredLedgerView(
                new OpenStores(balances, lots, outcomes, settings.stores()),
                own,
                account -> Partitioning.of(account.toKey(), settings.partitions()));
    }

    SimulatedRows rows(String store) {
        return store.equals(LedgerStores.LOTS) ? lots : balances;
    }
}
