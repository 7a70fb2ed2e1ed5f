package dev.sluice.ledger.runtime;

import dev.sluice.ledger.standstill.OpenWork;
import dev.sluice.ledger.standstill.OpenWork.Item;
import dev.sluice.ledger.standstill.OpenWork.Kind;
import dev.sluice.ledger.standstill.Standstill;
import dev.sluice.ledger.standstill.Watch;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * An instance's word on itself, from before it has started, when it only lives, until it has stopped. An instance is ready
 * while it serves its partitions, also where one of them stands still: a platform that took it away would take the others
 * with it. Which one stands still, and why, is told beside.
 */
public final class Health {

    /** Requests that concern several partitions take three or five commits, so what is open for so long is worth a look. */
    private static final Duration OVERDUE = Duration.ofMinutes(1);

    private static final int ITEMS_MAX = 100;

    private volatile Optional<Started> instance = Optional.empty();

    /** An instance that has started, as health sees it. */
    interface Started {
        boolean isAlive();

        boolean isReady();

        Watch watch();

        Optional<ThreadReplacements.Ends> threadsEnded();
    }

    /**
     * The health report for a platform, or for whoever looks at it.
     *
     * @param status {@code up} or {@code down}
     * @param standingStill the partitions of this instance that make no progress
     * @param overdue what has waited for more than a minute inside the ledger, at most the hundred oldest
     * @param threadsEnded present where a thread has ended since the start
     */
    record Report(
            String status,
            List<Standstill> standingStill,
            List<Item> overdue,
            Optional<ThreadReplacements.Ends> threadsEnded) {}

    /**
     * The answer to an operator who asks for what is stuck.
     *
     * @param at by this instance's clock
     * @param standingStill the partitions of this instance that make no progress
     * @param openWork how many things of each kind wait inside the ledger; nearly all of them for milliseconds
     * @param oldest the hundred that have waited for longest
     */
    record Stuck(Instant at, List<Standstill> standingStill, Map<String, Integer> openWork, List<Item> oldest) {}

    /** The instance has started. */
    public void startedAs(LedgerRuntime runtime) {
        startedAs((Started) runtime);
    }

    void startedAs(Started started) {
        instance = Optional.of(started);
    }

    /** Whether this instance can still become ready by itself; also while it waits for its broker. */
    boolean isAlive() {
        return instance.map(Started::isAlive).orElse(true);
    }

    boolean isReady() {
        return instance.map(Started::isReady).orElse(false);
    }

    Report report(boolean up) {
        return new Report(
                up ? "up" : "down",
                standingStill(),
                instance.map(Health::overdue).orElse(List.of()),
                instance.flatMap(Started::threadsEnded));
    }

    Stuck stuck() {
        return new Stuck(
                instance.map(started -> started.watch().clock().instant())
                        .orElseGet(Instant::now)
                        .truncatedTo(ChronoUnit.MILLIS),
                standingStill(),
                instance.map(started -> counts(started.watch().openWork())).orElse(Map.of()),
                instance.map(started -> started.watch().openWork().oldest(ITEMS_MAX))
                        .orElse(List.of()));
    }

    private List<Standstill> standingStill() {
        return instance.map(started -> started.watch().standstills().all()).orElse(List.of());
    }

    private static List<Item> overdue(Started started) {
        var before = started.watch().clock().instant().minus(OVERDUE);
        return started.watch().openWork().oldest(ITEMS_MAX).stream()
                .filter(item -> item.since().isBefore(before))
                .toList();
    }

    private static Map<String, Integer> counts(OpenWork openWork) {
        return Arrays.stream(Kind.values()).collect(Collectors.toMap(Kind::label, openWork::count));
    }
}
