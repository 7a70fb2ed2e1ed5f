package dev.sluice.gateway.client;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The requests that wait for their replies, by correlation. Bounded, and an entry leaves the moment its future is done,
 * however that came about: by its reply, by time, by a failure to publish, or because the caller hung up and cancelled it.
 */
@Singleton
final class PendingReplies {

    private final ConcurrentHashMap<Correlation, CompletableFuture<Answer>> waiting = new ConcurrentHashMap<>();
    private final Semaphore places;
    private final Duration timeout;
    private final ScheduledThreadPoolExecutor timer;
    private final Counter timeouts;

    PendingReplies(ClientSettings settings, MeterRegistry meters) {
        this.places = new Semaphore(settings.waitingMax());
        this.timeout = settings.replyTimeout();
        this.timer = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("sluice-reply-timeouts").factory());
        // A request that is answered takes its timer with it; otherwise 10 s of timers would pile up.
        timer.setRemoveOnCancelPolicy(true);
        this.timeouts = Counter.builder("sluice.replies.timeouts")
                .description("Requests whose reply did not come in time")
                .register(meters);
        Gauge.builder("sluice.replies.waiting", waiting, ConcurrentHashMap::size)
                .description("Requests that wait for their reply now")
                .register(meters);
    }

    /**
     * Begins to wait.
     *
     * @return the answer to come; already failed where too many wait, or this was closed
     */
    CompletableFuture<Answer> begin(Correlation correlation) {
        if (!places.tryAcquire()) {
            return CompletableFuture.failedFuture(new LedgerFailure.Unavailable(
                    "Expected a free place to wait for the ledger's reply, but too many requests are waiting"));
        }
        var reply = new CompletableFuture<Answer>();
        ScheduledFuture<?> expiry;
        try {
            expiry = timer.schedule(() -> expire(reply), timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException closed) {
            places.release();
            return CompletableFuture.failedFuture(new LedgerFailure.Unavailable(
                    "Expected to wait for the ledger's reply, but this gateway is stopping"));
        }
        waiting.put(correlation, reply);
        var unused = reply.whenComplete((answer, failure) -> {
            expiry.cancel(false);
            waiting.remove(correlation);
            places.release();
        });
        return reply;
    }

    /** The future that waits for this reply; null where nobody does (any more). */
    @Nullable
    CompletableFuture<Answer> waiterFor(Correlation correlation) {
        return waiting.get(correlation);
    }

    int size() {
        return waiting.size();
    }

    @PreDestroy
    void close() {
        timer.shutdownNow();
        waiting.values()
                .forEach(reply -> reply.completeExceptionally(
                        new LedgerFailure.Pending("Expected the ledger's reply, but this gateway is stopping")));
    }

    private void expire(CompletableFuture<Answer> reply) {
        var late = new LedgerFailure.Pending(
                "Expected the ledger's reply within %s ms, but it has not come yet".formatted(timeout.toMillis()));
        if (reply.completeExceptionally(late)) {
            timeouts.increment();
        }
    }
}
