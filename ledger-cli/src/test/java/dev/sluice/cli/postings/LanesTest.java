package dev.sluice.cli.postings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, unit = TimeUnit.SECONDS)
class LanesTest {

    private final List<String> made = new ArrayList<>();

    @Test
    void makes_the_next_call_of_a_lane_when_the_one_before_is_finished() throws InterruptedException {
        var lanes = new Lanes<String>(10);
        var first = new CompletableFuture<Void>();
        lanes.add("ann", () -> noted("ann 1", first));
        lanes.add("ann", () -> noted("ann 2", new CompletableFuture<>()));
        assertThat(made).containsExactly("ann 1");

        first.complete(null);

        assertThat(made).containsExactly("ann 1", "ann 2");
    }

    @Test
    void does_not_let_one_lane_wait_for_another() throws InterruptedException {
        var lanes = new Lanes<String>(10);
        lanes.add("ann", () -> noted("ann", new CompletableFuture<>()));
        lanes.add("bob", () -> noted("bob", new CompletableFuture<>()));

        assertThat(made).containsExactly("ann", "bob");
    }

    @Test
    void goes_on_with_a_lane_after_a_call_that_failed() throws InterruptedException {
        var lanes = new Lanes<String>(10);
        lanes.add("ann", () -> CompletableFuture.failedFuture(new IllegalStateException()));
        lanes.add("ann", () -> noted("ann 2", CompletableFuture.completedFuture(null)));

        lanes.await();

        assertThat(made).containsExactly("ann 2");
    }

    @Test
    void keeps_the_order_of_each_lane_and_the_bound_of_all_under_load() throws InterruptedException {
        var lanes = new Lanes<Integer>(8);
        var unfinished = new AtomicInteger();
        var mostUnfinished = new AtomicInteger();
        var seen = new ArrayList<List<Integer>>();
        for (var lane = 0; lane < 5; lane++) {
            seen.add(new ArrayList<>());
        }
        try (var threads = Executors.newFixedThreadPool(4)) {
            for (var number = 0; number < 5_000; number++) {
                var call = number;
                lanes.add(call % 5, () -> {
                    mostUnfinished.accumulateAndGet(unfinished.incrementAndGet(), Math::max);
                    return CompletableFuture.runAsync(
                            () -> {
                                seen.get(call % 5).add(call);
                                unfinished.decrementAndGet();
                            },
                            threads);
                });
            }
            lanes.await();
        }

        assertThat(mostUnfinished.get()).isBetween(2, 8);
        assertThat(seen).allSatisfy(calls -> assertThat(calls).hasSize(1_000).isSorted());
    }

    private CompletableFuture<Void> noted(String call, CompletableFuture<Void> done) {
        made.add(call);
        return done;
    }
}
