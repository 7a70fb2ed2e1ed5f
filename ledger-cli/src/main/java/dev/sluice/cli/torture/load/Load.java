package dev.sluice.cli.torture.load;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/** All callers at work. */
public final class Load implements AutoCloseable {

    private static final int ANSWERED_REMEMBERED = 2_000;
    private static final Duration STOPS_WITHIN = Duration.ofSeconds(30);

    private final Strength strength;
    private final String bootstrapServers;
    private final int partitions;
    private final Gateways gateways;
    private final Calls calls = new Calls(Clock.systemUTC());
    private final Outcomes outcomes = new Outcomes();
    private final Waits waits = new Waits(System::nanoTime);
    private final Memory<Call> answered = new Memory<>(ANSWERED_REMEMBERED);
    private final AtomicBoolean goesOn = new AtomicBoolean(true);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /**
     * The strength of the load.
     *
     * @param pauseMs of a caller between two calls, on average
     */
    public record Strength(long seed, int callers, int pauseMs) {}

    /**
     * A load on all of these gateways.
     *
     * @param partitions of the ledger, to choose wrong ones
     */
    public Load(List<URI> addresses, String apiKey, String bootstrapServers, int partitions, Strength strength) {
        this.gateways = new Gateways(addresses, apiKey);
        this.bootstrapServers = bootstrapServers;
        this.partitions = partitions;
        this.strength = strength;
    }

    public Outcomes outcomes() {
        return outcomes;
    }

    public Waits waits() {
        return waits;
    }

    /** Makes what the load needs. Returns false where that could not be. */
    public boolean prepare(Duration patience) {
        for (var step : Cast.preparation()) {
            step.forEach(outcomes::offered);
            if (!settle(step, patience) || !outcomes.refusals().isEmpty()) {
                return false;
            }
        }
        return true;
    }

    public void start() {
        for (var number = 0; number < strength.callers(); number++) {
            var caller = caller(number, strength.pauseMs());
            threads.execute(() -> caller.callWhile(goesOn::get));
        }
        threads.execute(() -> {
            try (var direct =
                    new DirectProducer(bootstrapServers, partitions, new Random(strength.seed()), calls, outcomes)) {
                direct.produceWhile(goesOn::get);
            }
        });
    }

    /** No more new calls; who waits still waits. */
    public void stop() throws InterruptedException {
        goesOn.set(false);
        threads.shutdown();
        if (!threads.awaitTermination(STOPS_WITHIN.toSeconds(), TimeUnit.SECONDS)) {
            threads.shutdownNow();
        }
    }

    /** Repeats what is not answered until it is. Returns false where that is in vain. */
    public boolean settle(Duration patience) {
        return settle(outcomes.open(), patience);
    }

    private boolean settle(Collection<Call> open, Duration patience) {
        var deadline = System.nanoTime() + patience.toNanos();
        BooleanSupplier inTime = () -> System.nanoTime() - deadline < 0;
        var lanes = new ArrayList<List<Call>>();
        for (var number = 0; number < strength.callers(); number++) {
            lanes.add(new ArrayList<>());
        }
        var next = 0;
        for (var call : open) {
            lanes.get(next++ % lanes.size()).add(call);
        }
        try (var settling = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var number = 0; number < lanes.size(); number++) {
                var caller = caller(-1 - number, 1);
                var lane = lanes.get(number);
                settling.execute(() -> lane.forEach(call -> caller.ask(call, inTime, false)));
            }
        }
        return open.stream().flatMap(call -> call.key().stream()).allMatch(outcomes.told()::containsKey);
    }

    private Caller caller(int number, int pauseMs) {
        return new Caller(
                strength.seed() * 1_000 + number,
                gateways,
                calls,
                outcomes,
                new Caller.Shared(waits, answered, pauseMs));
    }

    @Override
    public void close() {
        goesOn.set(false);
        threads.shutdownNow();
        gateways.close();
    }
}
