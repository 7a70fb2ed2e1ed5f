package dev.sluice.ledger.topology.output;

import dev.sluice.schema.json.OperationTypes;
import dev.sluice.schema.rejection.RejectionCode;
import dev.sluice.schema.request.Operation;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/**
 * The counters and gauges of the instance, over all its partitions. Counted when a thing happens, so a transaction that is aborted
 * and done again counts twice: the journal is what tells how much was booked. Every counter is made at the start, since making
 * one costs more than the request that it counts.
 */
public final class LedgerMeters {

    /** The outcome under which a request is counted. */
    public enum Outcome {
        ACCEPTED("accepted"),
        ANSWERED("answered"),
        REFUSED("refused"),
        REPLAYED("replayed"),
        /** The first attempt is not over yet: this one waits with it. */
        WAITING("waiting"),
        CONFLICT("conflict"),
        FORWARDED("forwarded"),
        /** Too much is due on its account to be booked at once: it is decided later, and counted again. */
        POSTPONED("postponed");

        private final String tag;

        Outcome(String tag) {
            this.tag = tag;
        }
    }

    private final Map<Class<?>, Map<Outcome, Counter>> requests = new HashMap<>();
    private final Map<RejectionCode, Counter> deadLetters = new EnumMap<>(RejectionCode.class);
    private final Counter internalErrors;
    private final Counter sweepBooked;
    private final Counter sweepForgotten;

    public LedgerMeters(MeterRegistry registry) {
        OperationTypes.all().forEach((name, type) -> requests.put(type, countersOf(registry, name)));
        for (var code : RejectionCode.values()) {
            deadLetters.put(
                    code,
                    Counter.builder("sluice.dead.letters")
                            .description("Records that could not be used, by reason")
                            .tag("reason", code.wireName())
                            .register(registry));
        }
        internalErrors = Counter.builder("sluice.internal.errors")
                .description("Faults of the ledger itself: each one should wake somebody")
                .register(registry);
        sweepBooked = Counter.builder("sluice.sweep.booked")
                .description("Entries booked because time had passed, on accounts that nobody touched")
                .register(registry);
        sweepForgotten = Counter.builder("sluice.sweep.forgotten")
                .description("Rows forgotten because their retention was over")
                .register(registry);
    }

    /** Shows what a record did. */
    public void count(Count count) {
        switch (count) {
            case Count.RequestCounted(var operation, var outcome) -> request(operation, outcome);
            case Count.DeadLetterCounted(var reason) -> deadLetter(reason);
            case Count.FaultCounted() -> internalErrors.increment();
            case Count.SweepCounted(var entries) -> sweepBooked.increment(entries);
            case Count.ForgottenCounted(var rows) -> sweepForgotten.increment(rows);
        }
    }

    private void request(Operation operation, Outcome outcome) {
        var counters = requests.get(operation.getClass());
        var counter = counters == null ? null : counters.get(outcome);
        if (counter != null) {
            counter.increment();
        }
    }

    private void deadLetter(RejectionCode reason) {
        var counter = deadLetters.get(reason);
        if (counter != null) {
            counter.increment();
        }
    }

    /** Not {@code sluice.requests}, which the gateway measures and which may be in the same registry. */
    private static Map<Outcome, Counter> countersOf(MeterRegistry registry, String operation) {
        var counters = new EnumMap<Outcome, Counter>(Outcome.class);
        for (var outcome : Outcome.values()) {
            counters.put(
                    outcome,
                    Counter.builder("sluice.ledger.requests")
                            .description("Requests, by operation and what became of them")
                            .tag("operation", operation)
                            .tag("outcome", outcome.tag)
                            .register(registry));
        }
        return counters;
    }
}
