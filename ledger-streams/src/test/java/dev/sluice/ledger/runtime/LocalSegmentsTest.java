package dev.sluice.ledger.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.ledger.commit.QuietThreads;
import dev.sluice.ledger.standstill.Watch;
import dev.sluice.ledger.store.LedgerStores;
import dev.sluice.ledger.topology.LedgerTopology;
import dev.sluice.ledger.topology.TopologySettings;
import dev.sluice.ledger.topology.output.Rules;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalSegmentsTest {

    @TempDir
    private Path folder;

    private final AtomicInteger thrownAway = new AtomicInteger();

    @Test
    void what_is_of_unknown_segments_goes_once() {
        LocalSegments.prepare(folder, 5, thrownAway::incrementAndGet);
        LocalSegments.prepare(folder, 5, thrownAway::incrementAndGet);

        assertThat(thrownAway).hasValue(1);
    }

    @Test
    void what_is_of_other_segments_goes_there_and_back() {
        LocalSegments.prepare(folder, 5, thrownAway::incrementAndGet);
        LocalSegments.prepare(folder, 6, thrownAway::incrementAndGet);
        LocalSegments.prepare(folder, 5, thrownAway::incrementAndGet);

        assertThat(thrownAway).hasValue(3);
    }

    @Test
    void what_could_not_be_thrown_away_is_tried_again() {
        assertThatThrownBy(() -> LocalSegments.prepare(folder, 5, () -> {
                    throw new IllegalStateException("locked");
                }))
                .hasMessage("locked");
        LocalSegments.prepare(folder, 5, thrownAway::incrementAndGet);

        assertThat(thrownAway).hasValue(1);
    }

    @Test
    void kafka_streams_throws_away_the_stores_of_a_task_and_nothing_else() throws IOException {
        var config = LedgerConfig.singleNode("localhost:1", folder);
        var segment = folder.resolve("ledger.streams/0_0/rocksdb/outcomes/outcomes.0/CURRENT");
        Files.createDirectories(segment.getParent());
        Files.writeString(segment, "MANIFEST");
        var name = InstanceName.of(config.instance());
        try (var streams = new KafkaStreams(topology(config), StreamsSettings.of(config, name))) {
            LocalSegments.prepare(folder, 5, streams::cleanUp);
        }

        assertThat(folder.resolve("ledger.streams/0_0")).doesNotExist();
        assertThat(InstanceName.of(config.instance())).isEqualTo(name);
    }

    private static Topology topology(LedgerConfig config) {
        return LedgerTopology.build(
                config.ledger(),
                Rules.ofTheLedger(),
                new SimpleMeterRegistry(),
                Watch.by(InstantSource.system()),
                new QuietThreads());
    }

    @Test
    void a_longer_retention_has_other_segments_and_a_shorter_one_the_same() {
        assertThat(segments(Duration.ofDays(10))).isNotEqualTo(segments(Duration.ofDays(7)));
        assertThat(segments(Duration.ofDays(3))).isEqualTo(segments(Duration.ofDays(7)));
    }

    private long segments(Duration retention) {
        var ledger = LedgerConfig.singleNode("localhost:1", folder).ledger();
        var settings = new TopologySettings(
                ledger.topicPrefix(),
                ledger.partitions(),
                new TopologySettings.Retention(retention, ledger.retention().finished()),
                ledger.sweep(),
                ledger.backlog());
        return LedgerStores.outcomesSegmentMs(settings.stores());
    }
}
