package dev.sluice.gateway.health;

import dev.sluice.gateway.client.Caller;
import dev.sluice.gateway.client.LedgerClient;
import dev.sluice.gateway.client.RequestPartitions;
import dev.sluice.schema.request.ListAssets;
import dev.sluice.schema.request.Request;
import dev.sluice.schema.value.IdempotencyKey;
import io.micronaut.context.annotation.Requires;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A small question to the ledger, again and again, all the way through Kafka, and the memory of who answered: the next
 * partition in turn each time, and with it the one that answered last. So a ledger of which only a part stands still answers,
 * and the partitions that don't are known.
 */
@Singleton
@Requires(property = "sluice.health.probing", notEquals = "false")
final class LedgerPulse {

    private static final Logger LOG = LoggerFactory.getLogger(LedgerPulse.class);
    private static final ListAssets SMALLEST_QUESTION =
            new ListAssets(Optional.empty(), Optional.of(1), Optional.empty());

    private final LedgerClient ledger;
    private final RequestPartitions partitions;
    private final Caller self = new Caller("health", Optional.empty(), Optional.empty());
    private final SortedSet<Integer> silent = new TreeSet<>();
    private Optional<Long> answeredNanos = Optional.empty();
    private int next;
    private int lastThatAnswered;
    private boolean closing;

    LedgerPulse(LedgerClient ledger, RequestPartitions partitions) {
        this.ledger = ledger;
        this.partitions = partitions;
    }

    /** Whether any partition of the ledger has answered not longer ago than this. */
    synchronized boolean answeredWithin(Duration age) {
        return answeredNanos
                .map(then -> System.nanoTime() - then <= age.toNanos())
                .orElse(false);
    }

    /** The partitions that did not answer when they were asked last. */
    synchronized List<Integer> silentPartitions() {
        return List.copyOf(silent);
    }

    @Scheduled(fixedDelay = "${sluice.health.interval}")
    void ask() {
        partitionsToAsk().forEach(this::ask);
    }

    private synchronized List<Integer> partitionsToAsk() {
        var count = partitions.accounts().size();
        if (closing || count == 0) {
            return List.of();
        }
        var inTurn = next;
        next = (next + 1) % count;
        return inTurn == lastThatAnswered ? List.of(inTurn) : List.of(inTurn, lastThatAnswered);
    }

    private void ask(int partition) {
        var account = partitions.accounts().get(partition);
        var key = new IdempotencyKey("health-" + UUID.randomUUID());
        var unused = ledger.ask(new Request(account, key, SMALLEST_QUESTION), self)
                .whenComplete((answer, failure) -> noted(partition, failure == null));
    }

    /** From here on a question that is not answered says nothing about the ledger. */
    @PreDestroy
    synchronized void close() {
        closing = true;
    }

    /** A change is worth a line, a state is not. */
    private synchronized void noted(int partition, boolean answered) {
        if (closing) {
            return;
        }
        if (answered) {
            if (answeredNanos.isEmpty()) {
                LOG.info("The ledger answers");
            }
            answeredNanos = Optional.of(System.nanoTime());
            lastThatAnswered = partition;
            if (silent.remove(partition)) {
                LOG.info("Partition {} of the ledger answers again", partition);
            }
        } else if (silent.add(partition)) {
            LOG.warn("Partition {} of the ledger does not answer", partition);
        }
    }
}
