package dev.sluice.ledger.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.ledger.commit.QuietThreads;
import dev.sluice.ledger.standstill.Watch;
import dev.sluice.ledger.topology.TopologySettings.Backlog;
import dev.sluice.ledger.topology.TopologySettings.Retention;
import dev.sluice.ledger.topology.TopologySettings.Sweep;
import dev.sluice.ledger.topology.output.Outgoing;
import dev.sluice.ledger.topology.output.Rules;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LedgerTopologyTest {

    private static final TopologySettings SETTINGS =
            new TopologySettings("ledger.", 4, Retention.DEFAULT, Sweep.DEFAULT, Backlog.DEFAULT);

    /** A name that changes by itself loses the state that is kept under it. Where this fails on purpose, state must move. */
    @Test
    void keeps_the_names_under_which_state_is_kept() throws IOException {
        assertThat(described(SETTINGS)).isEqualToNormalizingNewlines(golden());
    }

    @Test
    void reads_one_topic_more_and_is_the_same_otherwise_where_requests_of_scope_write_have_one() throws IOException {
        var expected = golden().replace("<-- requests, exchange-in", "<-- requests, requests-write, exchange-in")
                .replace("    Processor: ledger", """
                    Source: requests-write (topics: [ledger.requests.write])
                      --> ledger
                    Processor: ledger\
                    """.indent(4).stripTrailing());

        assertThat(described(SETTINGS.withWriteTopic())).isEqualToNormalizingNewlines(expected);
    }

    private static String described(TopologySettings settings) {
        var topology = LedgerTopology.build(
                settings,
                Rules.ofTheLedger(),
                new SimpleMeterRegistry(),
                Watch.by(InstantSource.system()),
                new QuietThreads());
        return topology.describe().toString().strip();
    }

    @Test
    void sends_a_record_to_the_partition_that_it_names() {
        assertThat(partitionOf(OptionalInt.of(2), 4)).isEqualTo(Optional.of(Set.of(2)));
    }

    @Test
    void sends_a_record_by_its_key_where_the_partition_that_it_names_is_not_there() {
        assertThat(partitionOf(OptionalInt.of(4), 4)).isEmpty();
        assertThat(partitionOf(OptionalInt.of(-1), 4)).isEmpty();
        assertThat(partitionOf(OptionalInt.empty(), 4)).isEmpty();
    }

    private static Optional<Set<Integer>> partitionOf(OptionalInt named, int partitions) {
        var outgoing = new Outgoing(new byte[0], named);
        return Outgoing.PARTITIONER.partitions("any", new byte[0], outgoing, partitions);
    }

    private static String golden() throws IOException {
        try (var file = LedgerTopologyTest.class.getResourceAsStream("/topology.txt")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8).strip();
        }
    }
}
