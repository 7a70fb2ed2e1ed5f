package dev.sluice.endtoend;

import dev.sluice.cli.http.HttpAnswer;
import dev.sluice.endtoend.LedgerCaller.Value;
import dev.sluice.schema.value.AccountId;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Holds of one cent at a steady pace, one account after the other, whatever else happens: each is timed from when it was to be
 * sent, so that one that is late because others are counts as late.
 */
final class SteadyHolds implements AutoCloseable {

    private static final Duration PACE = Duration.ofMillis(20);
    private static final double MILLION = 1_000_000;

    private final LedgerCaller caller;
    private final Value value;
    private final List<AccountId> accounts;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final Queue<Long> took = new ConcurrentLinkedQueue<>();
    private final Queue<HttpAnswer> failed = new ConcurrentLinkedQueue<>();
    private final Queue<CompletableFuture<?>> calls = new ConcurrentLinkedQueue<>();
    private long dueAt;
    private int sent;

    SteadyHolds(LedgerCaller caller, Value value, List<AccountId> accounts) {
        this.caller = caller;
        this.value = value;
        this.accounts = accounts;
        this.dueAt = System.nanoTime();
        var unused = clock.scheduleAtFixedRate(this::send, 0, PACE.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void send() {
        var began = dueAt;
        dueAt += PACE.toNanos();
        var account = accounts.get(sent++ % accounts.size());
        calls.add(caller.send(
                        LedgerCaller.path(account, "hold"),
                        LedgerCaller.operation(value).put("amount", "0.01"))
                .thenAccept(answer -> {
                    took.add(System.nanoTime() - began);
                    if (!answer.isSuccess()) {
                        failed.add(answer);
                    }
                }));
    }

    /** What was measured since this was last asked. */
    Times takeTimes() {
        var sorted = new long[took.size()];
        Arrays.setAll(sorted, i -> took.remove());
        Arrays.sort(sorted);
        return new Times(sorted);
    }

    /** Sends no more, waits for all answers, and gives those that are not what was asked for. */
    List<HttpAnswer> stop() throws InterruptedException {
        clock.shutdown();
        if (!clock.awaitTermination(1, TimeUnit.MINUTES)) {
            throw new AssertionError("Expected the clock to stop");
        }
        CompletableFuture.allOf(calls.toArray(CompletableFuture[]::new)).join();
        return List.copyOf(failed);
    }

    int sent() {
        return sent;
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }

    /** In nanoseconds, the shortest first. */
    @SuppressWarnings("ArrayRecordComponent") // Nobody compares these.
    record Times(long[] sorted) {

        double quantileMs(double quantile) {
            return sorted.length == 0
                    ? 0
                    : sorted[(int) Math.min(sorted.length - 1, quantile * sorted.length)] / MILLION;
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%,7d requests   p50 %7.1f ms   p99 %7.1f ms   max %7.1f ms",
                    sorted.length,
                    quantileMs(0.5),
                    quantileMs(0.99),
                    quantileMs(1));
        }
    }
}
