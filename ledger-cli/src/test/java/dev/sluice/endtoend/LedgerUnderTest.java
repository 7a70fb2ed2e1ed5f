package dev.sluice.endtoend;

import dev.sluice.cli.http.LedgerHttp;
import dev.sluice.cli.node.LedgerAndGateway;
import dev.sluice.gateway.Gateway;
import dev.sluice.ledger.core.state.ReserveTerms;
import dev.sluice.ledger.runtime.LedgerConfig;
import dev.sluice.ledger.topology.TopologySettings;
import dev.sluice.ledger.topology.TopologySettings.Backlog;
import dev.sluice.ledger.topology.TopologySettings.Retention;
import dev.sluice.ledger.topology.TopologySettings.Sweep;
import dev.sluice.schema.topic.Topic;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A ledger of its own, with a gateway, in this process. A test class that registers it as a static extension has it from
 * before its first test until after its last; where there is no Kafka, the class is skipped.
 */
final class LedgerUnderTest implements BeforeAllCallback, AfterAllCallback {

    static final int PARTITIONS = 4;
    static final String API_KEY = "sk_test_of_the_whole";
    private static final int CONNECTIONS = 256;

    private final Sweep sweep;
    private final ReserveTerms reserves;

    // A prefix of its own, since the Kafka may be somebody's and have another ledger on it.
    private final String topicPrefix = "it-%s.".formatted(UUID.randomUUID());

    /** What has been started, the latest first. */
    private final Deque<AutoCloseable> started = new ArrayDeque<>();

    private Optional<Running> running = Optional.empty();

    private record Running(KafkaUnderTest kafka, LedgerAndGateway ledger, LedgerHttp http) {}

    private LedgerUnderTest(Sweep sweep, ReserveTerms reserves) {
        this.sweep = sweep;
        this.reserves = reserves;
    }

    /** One with the usual settings. */
    static LedgerUnderTest usual() {
        return new LedgerUnderTest(Sweep.DEFAULT, ReserveTerms.DEFAULT);
    }

    /** One that books what falls due only where somebody touches it. */
    static LedgerUnderTest withoutSweep() {
        var usual = Sweep.DEFAULT;
        return new LedgerUnderTest(
                new Sweep(false, usual.interval(), usual.itemsMax(), usual.time()), ReserveTerms.DEFAULT);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        var folder = closedLater(TestFolder.make()).path();
        var kafka = closedLater(KafkaUnderTest.start(folder.resolve("kafka")));
        var ledger = closedLater(LedgerAndGateway.start(
                new LedgerAndGateway.Settings(config(kafka, folder.resolve("ledger")), 0, API_KEY)));
        var http = closedLater(LedgerHttp.to(ledger.uri(), API_KEY, CONNECTIONS));
        running = Optional.of(new Running(kafka, ledger, http));
    }

    private LedgerConfig config(KafkaUnderTest kafka, Path stateFolder) {
        return LedgerConfig.singleNode(kafka.bootstrapServers(), stateFolder)
                .withInstance(new LedgerConfig.Instance(stateFolder, Optional.empty(), 0))
                .withLedger(new TopologySettings(
                        topicPrefix, PARTITIONS, Retention.DEFAULT, sweep, Backlog.DEFAULT, reserves, false));
    }

    private <T extends AutoCloseable> T closedLater(T thing) {
        started.push(thing);
        return thing;
    }

    /** Also where only some of it could be started. */
    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        while (!started.isEmpty()) {
            started.pop().close();
        }
    }

    /** A caller of the ledger, which is asked for when it is first called. */
    LedgerCaller caller() {
        return new LedgerCaller(this::http);
    }

    /** One more gateway of the same ledger, with other settings. */
    Gateway gatewayWith(Map<String, Object> settings) {
        var all = new HashMap<String, Object>(Map.of(
                "sluice.http-port",
                -1,
                "micronaut.server.host",
                "127.0.0.1",
                "sluice.kafka-bootstrap-servers",
                bootstrapServers(),
                "sluice.topic-prefix",
                topicPrefix,
                "sluice.keys[0].name",
                "test",
                "sluice.keys[0].sha256",
                sha256(API_KEY),
                "sluice.keys[0].scopes",
                List.of("read", "write", "admin")));
        all.putAll(settings);
        return Gateway.start(all);
    }

    private static String sha256(String key) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError(impossible);
        }
    }

    LedgerHttp http() {
        return running().http();
    }

    URI uri() {
        return running().ledger().uri();
    }

    String bootstrapServers() {
        return running().kafka().bootstrapServers();
    }

    String topic(Topic topic) {
        return topic.name(topicPrefix);
    }

    JournalReader journal() {
        return new JournalReader(bootstrapServers(), topic(Topic.JOURNAL));
    }

    private Running running() {
        return running.orElseThrow(() -> new IllegalStateException("Expected the ledger to run, but it does not yet"));
    }
}
