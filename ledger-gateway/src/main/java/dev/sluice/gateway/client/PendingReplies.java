package dev.sluice.gateway.client;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
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
    private final Map<Integer, WaitingLine> lines = new ConcurrentHashMap<>();
    private final Semaphore places;
    private final RequestPartitions partitions;
    private final Duration timeout;
    private final Duration expectedWaitMax;
    private final ScheduledThreadPoolExecutor timer;
    private final Counter timeouts;
    private final Counter overloaded;

    PendingReplies(ClientSettings settings, RequestPartitions partitions, MeterRegistry meters) {
        this.partitions = partitions;
        this.expectedWaitMax = settings.expectedWaitMax();
        this.places = new Semaphore(settings.waitingMax());
        this.timeout = settings.replyTimeout();
        this.timer = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("sluice-reply-timeouts").factory());
        // A request that is answered takes its timer with it; otherwise 10 s of timers would pile up.
        timer.setRemoveOnCancelPolicy(true);
        this.timeouts = Counter.builder("sluice.replies.timeouts")
                .description("Requests whose reply did not come in time")
                .register(meters);
        this.overloaded = Counter.builder("sluice.requests.overloaded")
                .description("Requests that were refused at once, since the ledger has too many to answer")
                .register(meters);
        Gauge.builder("sluice.replies.waiting", waiting, ConcurrentHashMap::size)
                .description("Requests that wait for their reply now")
                .register(meters);
    }

    /**
     * Begins to wait.
     *
     * @return the answer to come; already failed where too many wait or it would take too long, or this was closed
     */
    CompletableFuture<Answer> begin(Correlation correlation) {
        var line = lineOf(correlation);
        if (!line.join()) {
            return tooMany(
                    "the ledger's reply within %d ms, but so many requests wait before this one that it would be later"
                            .formatted(expectedWaitMax.toMillis()));
        }
        return begin(correlation, line);
    }

    /** The same for a question of the gateway's own, whether the ledger answers at all: it does so too where it has too much to do. */
    CompletableFuture<Answer> beginAnyway(Correlation correlation) {
        var line = lineOf(correlation);
        line.joinAnyway();
        return begin(correlation, line);
    }

    private CompletableFuture<Answer> begin(Correlation correlation, WaitingLine line) {
        if (!places.tryAcquire()) {
            line.leave(false);
            return tooMany("a free place to wait for the ledger's reply, but too many requests are waiting");
        }
        var reply = new CompletableFuture<Answer>();
        ScheduledFuture<?> expiry;
        try {
            expiry = timer.schedule(() -> expire(reply), timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException closed) {
            line.leave(false);
            places.release();
            return CompletableFuture.failedFuture(new LedgerFailure.Unavailable(
                    "Expected to wait for the ledger's reply, but this gateway is stopping"));
        }
        waiting.put(correlation, reply);
        var unused = reply.whenComplete((answer, failure) -> {
            expiry.cancel(false);
            waiting.remove(correlation);
            line.leave(failure == null);
            places.release();
        });
        return reply;
    }

    private CompletableFuture<Answer> tooMany(String expectation) {
        overloaded.increment();
        return CompletableFuture.failedFuture(new LedgerFailure.Unavailable("Expected " + expectation));
    }

    private WaitingLine lineOf(Correlation correlation) {
        return lines.computeIfAbsent(
                partitions.of(correlation.account()), partition -> new WaitingLine(expectedWaitMax, System::nanoTime));
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
