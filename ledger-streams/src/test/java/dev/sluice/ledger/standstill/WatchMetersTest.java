package dev.sluice.ledger.standstill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.ledger.standstill.OpenWork.Item;
import dev.sluice.ledger.standstill.OpenWork.Kind;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class WatchMetersTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final TurnableClock clock = new TurnableClock();
    private final Watch watch = Watch.by(clock);

    @Test
    void show_what_stands_still_by_reason_and_what_waits_by_kind() {
        WatchMeters.show(watch, registry);
        watch.standstills().begins("reader", List.of(new TopicPartition("ledger.requests", 2)));
        watch.standstills().ahead("ledger.requests", 2, 5, TurnableClock.START.plusSeconds(90));
        watch.openWork()
                .put(new Item(2, Kind.BROADCAST, "b", Optional.empty(), TurnableClock.START.minusSeconds(7), "waits"));

        assertThat(gauge("sluice.partitions.standing.still", "reason", "ahead_of_clock"))
                .isEqualTo(1);
        assertThat(gauge("sluice.partitions.standing.still", "reason", "record_fails"))
                .isZero();
        assertThat(gauge("sluice.clock.ahead.seconds")).isEqualTo(90);
        assertThat(gauge("sluice.work.open", "kind", "broadcast")).isEqualTo(1);
        clock.turn(Duration.ofSeconds(3));
        assertThat(gauge("sluice.work.oldest.seconds", "kind", "broadcast")).isEqualTo(10);
    }

    @Test
    void ask_the_watch_of_the_runtime_that_was_started_last() {
        WatchMeters.show(Watch.by(clock), registry);

        WatchMeters.show(watch, registry);
        watch.openWork().put(new Item(2, Kind.BROADCAST, "b", Optional.empty(), TurnableClock.START, "waits"));

        assertThat(gauge("sluice.work.open", "kind", "broadcast")).isEqualTo(1);
    }

    private double gauge(String name, String... tags) {
        return registry.get(name).tags(tags).gauge().value();
    }
}
