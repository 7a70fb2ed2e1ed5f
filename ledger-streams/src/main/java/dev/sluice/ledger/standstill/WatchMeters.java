package dev.sluice.ledger.standstill;

import dev.sluice.ledger.standstill.OpenWork.Kind;
import dev.sluice.ledger.standstill.Standstill.Reason;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** The gauges of a watch: what pages somebody when a partition makes no progress. */
public final class WatchMeters {

    private final Watch watch;
    private final MeterRegistry registry;

    private WatchMeters(Watch watch, MeterRegistry registry) {
        this.watch = watch;
        this.registry = registry;
    }

    /** Shows in this registry what the watch sees, for as long as somebody keeps the watch. */
    public static void show(Watch watch, MeterRegistry registry) {
        var gauges = new WatchMeters(watch, registry);
        for (var reason : Reason.values()) {
            gauges.add(
                    "sluice.partitions.standing.still",
                    Tags.of("reason", reason.label()),
                    "Partitions that make no progress: each one should wake somebody",
                    seen -> count(seen, reason));
        }
        gauges.add(
                "sluice.clock.ahead.seconds",
                Tags.empty(),
                "How far a record that waits for its time is ahead of this instance's clock",
                seen -> seconds(seen.standstills().furthestAhead()));
        for (var kind : Kind.values()) {
            var tags = Tags.of("kind", kind.label());
            gauges.add(
                    "sluice.work.open",
                    tags,
                    "What waits inside the ledger",
                    seen -> seen.openWork().count(kind));
            gauges.add(
                    "sluice.work.oldest.seconds",
                    tags,
                    "For how long the oldest of what waits inside the ledger has waited",
                    seen -> seconds(age(seen, kind)));
        }
    }

    /** A gauge asks one object only: that of a runtime that was closed before, in the same process, is no use any more. */
    private void add(String name, Tags tags, String description, ToDoubleFunction<Watch> seen) {
        Optional.ofNullable(registry.find(name).tags(tags).gauge()).ifPresent(registry::remove);
        Gauge.builder(name, watch, seen).tags(tags).description(description).register(registry);
    }

    private static double count(Watch watch, Reason reason) {
        return watch.standstills().all().stream()
                .filter(standstill -> standstill.reason() == reason)
                .count();
    }

    private static Duration age(Watch watch, Kind kind) {
        return watch.openWork()
                .oldestSince(kind)
                .map(since -> Duration.between(since, watch.clock().instant()))
                .filter(Duration::isPositive)
                .orElse(Duration.ZERO);
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1e3;
    }
}
