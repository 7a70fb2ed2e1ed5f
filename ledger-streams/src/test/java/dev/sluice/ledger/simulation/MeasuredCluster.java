package dev.sluice.ledger.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.ledger.store.LedgerStores;
import dev.sluice.ledger.topology.TopologySettings;
import dev.sluice.ledger.topology.output.Limits;
import dev.sluice.ledger.topology.output.Rules;
import dev.sluice.ledger.topology.output.Sinks;
import dev.sluice.schema.journal.EntryType;
import dev.sluice.schema.rejection.RejectionCode;
import dev.sluice.schema.reply.Completed;
import dev.sluice.schema.reply.Refused;
import dev.sluice.schema.reply.Reply;
import dev.sluice.schema.reply.Result;
import dev.sluice.schema.request.GetBalances;
import dev.sluice.schema.request.Operation;
import dev.sluice.schema.request.Request;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.IdempotencyKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.apache.kafka.common.utils.Bytes;

/**
 * A cluster that is asked one thing after another, and that sees how large all is that it writes and sends, and after each
 * transaction that no invariant is broken.
 */
public final class MeasuredCluster {

    /** Whatever it costs, a request is over after so many transactions of each partition. */
    private static final int TRANSACTIONS_MAX = 500;

    private static final int RECORDS_MAX = 1_000;

    private final SimulatedCluster cluster;
    private final Correspondence correspondence;
    private final ClusterInvariants invariants;
    private final Random order = new Random(7);
    private final Map<String, Integer> largest = new TreeMap<>();
    private final List<Reply> replies = new ArrayList<>();
    private final IntFunction<IdempotencyKey> keys;
    private int asked;

    /**
     * @param keys those of the requests, by how many there were before
     */
    public MeasuredCluster(TopologySettings settings, IntFunction<IdempotencyKey> keys) {
        this.keys = keys;
        this.cluster = new SimulatedCluster(settings, Rules.ofTheLedger());
        this.correspondence = new Correspondence(cluster.settings().retention().outcomes());
        this.invariants = new ClusterInvariants(cluster, correspondence, false);
        cluster.partitions().forEach(SimulatedPartition::open);
    }

    public Instant now() {
        return cluster.now();
    }

    public void turnClockBy(Duration step) {
        cluster.turnClockBy(step);
    }

    /** Whether one partition serves both. */
    public boolean isTogether(AccountId one, AccountId other) {
        return cluster.home(one) == cluster.home(other);
    }

    /** The types of all entries that were booked. */
    public Set<EntryType> entryTypes() {
        return invariants.entryTypes();
    }

    /** Asks under the next key. */
    public Reply ask(AccountId account, Operation operation) {
        return ask(account, keys.apply(asked), operation);
    }

    public Reply ask(AccountId account, IdempotencyKey key, Operation operation) {
        send(account, key, operation);
        work();
        assertThat(replies).as("the replies to a %s", operation.getClass()).hasSize(1);
        return replies.removeFirst();
    }

    /** Asks all of it at once, which has to be done, and is done in this order. */
    public <R extends Result> List<R> done(AccountId account, List<? extends Operation> operations, Class<R> result) {
        operations.forEach(operation -> send(account, IdempotencyKey.of("key " + asked), operation));
        work();
        var done = IntStream.range(0, operations.size())
                .mapToObj(index -> done(replies.get(index), operations.get(index), result))
                .toList();
        replies.clear();
        return done;
    }

    private void send(AccountId account, IdempotencyKey key, Operation operation) {
        asked++;
        var request = new Request(account, key, operation);
        var home = cluster.home(account);
        cluster.send(home, request, correspondence.attempt(request, home, true), cluster.now());
    }

    private void work() {
        for (var transactions = 0; isBusy(); transactions++) {
            assertThat(transactions).as("transactions").isLessThan(TRANSACTIONS_MAX);
            cluster.partitions().forEach(this::work);
        }
    }

    /** Asks what has to be done. */
    public <R extends Result> R done(AccountId account, Operation operation, Class<R> result) {
        return done(ask(account, operation), operation, result);
    }

    public <R extends Result> R done(AccountId account, IdempotencyKey key, Operation operation, Class<R> result) {
        return done(ask(account, key, operation), operation, result);
    }

    private static <R extends Result> R done(Reply reply, Operation operation, Class<R> result) {
        if (reply instanceof Completed completed) {
            return result.cast(completed.result());
        }
        throw new AssertionError("Expected a %s to be done, but got %s".formatted(operation.getClass(), reply));
    }

    /**
     * Asks, and sees that it came to a result or a documented refusal, that no record of it was too large, and that the next
     * request is served.
     */
    public Reply tried(AccountId account, Operation operation) {
        largest.clear();
        var reply = ask(account, operation);
        if (reply instanceof Refused refused) {
            assertThat(refused.rejection().code())
                    .as("what a %s came to", operation.getClass())
                    .isNotEqualTo(RejectionCode.INTERNAL_ERROR);
        }
        assertThat(largest.values())
                .as("the bytes of the largest records of a %s, %s", operation.getClass(), largest)
                .allMatch(bytes -> bytes < Limits.RECORD_BYTES_MAX);
        ask(account, new GetBalances(Optional.empty()));
        return reply;
    }

    /** Asks what has to be done, and sees the same. */
    public <R extends Result> R doneWithin(AccountId account, Operation operation, Class<R> result) {
        return done(tried(account, operation), operation, result);
    }

    /** Nobody waits, nothing is on its way, and the books of all partitions close. */
    public void checkEnd() {
        invariants.checkEnd();
    }

    private boolean isBusy() {
        return cluster.partitions().stream().anyMatch(partition -> partition.hasIncoming() || partition.hasPostponed());
    }

    private void work(SimulatedPartition partition) {
        SimulatedPartition.Work work = at -> {
            at.process(RECORDS_MAX, order);
            at.turn(cluster.now());
        };
        var committed = cluster.transaction(partition.own(), work, Optional.empty(), false, order)
                .orElseThrow();
        committed.sent().forEach(this::see);
        rowsOf(partition, LedgerStores.BALANCES, committed.balancesWritten());
        rowsOf(partition, LedgerStores.LOTS, committed.lotsWritten());
        invariants.check(committed);
    }

    private void rowsOf(SimulatedPartition partition, String store, Set<Bytes> written) {
        for (var key : written) {
            var row = partition.rows(store).get(key);
            largest.merge(store, key.get().length + (row == null ? 0 : row.length), Math::max);
        }
    }

    private void see(SimulatedContext.Sent sent) {
        largest.merge(sent.sink(), bytesOf(sent), Math::max);
        if (sent.sink().equals(Sinks.REPLIES)) {
            replies.add(SimulatedCluster.FORMATS.replies().read(sent.value()));
        }
    }

    /** As Kafka's producer counts, which has to take it. */
    private static int bytesOf(SimulatedContext.Sent sent) {
        var bytes = sent.value().length + sent.record().key().length;
        for (var header : sent.record().headers()) {
            bytes += header.key().length() + header.value().length;
        }
        return bytes;
    }
}
