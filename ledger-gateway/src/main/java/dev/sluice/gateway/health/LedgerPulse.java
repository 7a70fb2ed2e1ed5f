package dev.sluice.gateway.health;

import dev.sluice.gateway.client.Caller;
import dev.sluice.gateway.client.LedgerClient;
import dev.sluice.schema.request.ListAssets;
import dev.sluice.schema.request.Request;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.IdempotencyKey;
import io.micronaut.context.annotation.Requires;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the ledger a small question again and again, all the way through Kafka, and remembers when it last answered. */
@Singleton
@Requires(property = "sluice.health.probing", notEquals = "false")
final class LedgerPulse {

    private static final Logger LOG = LoggerFactory.getLogger(LedgerPulse.class);
    private static final AccountId ANY_ACCOUNT = new AccountId(new UUID(0, 0));
    private static final ListAssets SMALLEST_QUESTION =
            new ListAssets(Optional.empty(), Optional.of(1), Optional.empty());

    private final LedgerClient ledger;
    private final Caller self = new Caller("health", Optional.of("gateway"), Optional.empty());
    private volatile Optional<Long> answeredNanos = Optional.empty();
    private volatile boolean closing;
    private boolean answers;

    LedgerPulse(LedgerClient ledger) {
        this.ledger = ledger;
    }

    /** Whether the ledger has answered not longer ago than this. */
    boolean answeredWithin(Duration age) {
        return answeredNanos
                .map(then -> System.nanoTime() - then <= age.toNanos())
                .orElse(false);
    }

    @Scheduled(fixedDelay = "${sluice.health.interval}")
    void ask() {
        if (closing) {
            return;
        }
        var key = new IdempotencyKey("health-" + UUID.randomUUID());
        var unused = ledger.ask(new Request(ANY_ACCOUNT, key, SMALLEST_QUESTION), self)
                .whenComplete((answer, failure) -> noted(failure == null));
    }

    /** From here on a question that is not answered says nothing about the ledger. */
    @PreDestroy
    void close() {
        closing = true;
    }

    /** A change is worth a line, a state is not. */
    private synchronized void noted(boolean answered) {
        if (closing) {
            return;
        }
        if (answered) {
            answeredNanos = Optional.of(System.nanoTime());
        }
        if (answered != answers) {
            LOG.info(answered ? "The ledger answers" : "The ledger does not answer");
            answers = answered;
        }
    }
}
