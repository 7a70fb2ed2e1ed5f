package dev.sluice.endtoend;

import dev.sluice.cli.http.LedgerHttp;
import dev.sluice.cli.node.LedgerAndGateway;
import dev.sluice.ledger.core.state.ReserveTerms;
import dev.sluice.ledger.runtime.LedgerConfig;
import dev.sluice.ledger.topology.TopologySettings;
import dev.sluice.ledger.topology.TopologySettings.Backlog;
import dev.sluice.ledger.topology.TopologySettings.Retention;
import dev.sluice.ledger.topology.TopologySettings.Sweep;
import dev.sluice.schema.topic.Topic;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;

/** A ledger of its own, with a gateway, in this process. */
final class LedgerUnderTest implements AutoCloseable {

    static final int PARTITIONS = 4;
    static final String API_KEY = "sk_test_of_the_whole";
    private static final int CONNECTIONS = 256;

    private final KafkaUnderTest kafka;
    private final String topicPrefix;
    private final LedgerAndGateway ledger;
    private final LedgerHttp http;

    private LedgerUnderTest(KafkaUnderTest kafka, String topicPrefix, LedgerAndGateway ledger, LedgerHttp http) {
        this.kafka = kafka;
        this.topicPrefix = topicPrefix;
        this.ledger = ledger;
        this.http = http;
    }

    static LedgerUnderTest start(Path folder) {
        return start(folder, Sweep.DEFAULT, ReserveTerms.DEFAULT);
    }

    /** One where value may be reserved for such terms. */
    static LedgerUnderTest start(Path folder, ReserveTerms reserves) {
        return start(folder, Sweep.DEFAULT, reserves);
    }

    /** One that books what falls due only where somebody touches it. */
    static LedgerUnderTest startWithoutSweep(Path folder) {
        var usual = Sweep.DEFAULT;
        var never = new Sweep(false, usual.interval(), usual.itemsMax(), usual.time());
        return start(folder, never, ReserveTerms.DEFAULT);
    }

    private static LedgerUnderTest start(Path folder, Sweep sweep, ReserveTerms reserves) {
        var kafka = KafkaUnderTest.start(folder.resolve("kafka"));
        // A prefix of its own, since the Kafka may be somebody's and have another ledger on it.
        var topicPrefix = "it-%s.".formatted(UUID.randomUUID());
        try {
            var config = LedgerConfig.singleNode(kafka.bootstrapServers(), folder.resolve("ledger"))
                    .withInstance(new LedgerConfig.Instance(folder.resolve("ledger"), Optional.empty(), 0))
                    .withLedger(new TopologySettings(
                            topicPrefix, PARTITIONS, Retention.DEFAULT, sweep, Backlog.DEFAULT, reserves));
            var ledger = LedgerAndGateway.start(new LedgerAndGateway.Settings(config, 0, API_KEY));
            return new LedgerUnderTest(kafka, topicPrefix, ledger, LedgerHttp.to(ledger.uri(), API_KEY, CONNECTIONS));
        } catch (RuntimeException notStarted) {
            kafka.close();
            throw notStarted;
        }
    }

    LedgerCaller caller() {
        return new LedgerCaller(http);
    }

    LedgerHttp http() {
        return http;
    }

    java.net.URI uri() {
        return ledger.uri();
    }

    String bootstrapServers() {
        return kafka.bootstrapServers();
    }

    String topic(Topic topic) {
        return topic.name(topicPrefix);
    }

    JournalReader journal() {
        return new JournalReader(bootstrapServers(), topic(Topic.JOURNAL));
    }

    @Override
    public void close() {
        http.close();
        ledger.close();
        kafka.close();
    }
}
