package dev.sluice.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.ledger.runtime.Health;
import dev.sluice.ledger.runtime.HealthServer;
import dev.sluice.ledger.runtime.LedgerConfig;
import dev.sluice.ledger.runtime.LedgerRuntime;
import dev.sluice.ledger.topology.TopologySettings;
import dev.sluice.ledger.topology.TopologySettings.Backlog;
import dev.sluice.ledger.topology.TopologySettings.Retention;
import dev.sluice.ledger.topology.TopologySettings.Sweep;
import dev.sluice.ledger.topology.output.Rules;
import dev.sluice.schema.json.LedgerMapper;
import dev.sluice.schema.topic.Headers;
import dev.sluice.schema.topic.Topic;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.IdempotencyKey;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.utils.Utils;
import org.awaitility.Awaitility;

/**
 * A ledger without a gateway, asked over its topics. One thread serves all of its partitions; the clock that it compares
 * records' times with can be turned, and faults can be put where its rules would be. It can be stopped and started again.
 */
final class DirectLedger implements AutoCloseable {

    static final int PARTITIONS = 4;

    private static final JsonMapper MAPPER = LedgerMapper.create();
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final KafkaUnderTest kafka;
    private final LedgerConfig config;
    private final MeterRegistry meters = new SimpleMeterRegistry();
    private volatile Duration clockIsOffBy = Duration.ZERO;
    private Optional<Running> running = Optional.empty();

    private record Running(LedgerRuntime runtime, HealthServer health) {}

    /** A request to make a participant, whose account is on the partition that was asked for. */
    record Putting(String externalId) {

        static Putting on(int partition) {
            return Stream.generate(() -> new Putting(LedgerCaller.newName("participant")))
                    .filter(putting -> partitionOf(putting.account()) == partition)
                    .findFirst()
                    .orElseThrow();
        }

        AccountId account() {
            return AccountId.ofParticipant(externalId);
        }

        private byte[] value() {
            return MAPPER.createObjectNode()
                    .put("type", "put_participant")
                    .put("version", 1)
                    .put("account_id", account().toString())
                    .put("idempotency_key", externalId)
                    .put("external_id", externalId)
                    .toString()
                    .getBytes(StandardCharsets.UTF_8);
        }
    }

    DirectLedger(Path folder) {
        this.kafka = KafkaUnderTest.start(folder.resolve("kafka"));
        var state = folder.resolve("ledger");
        // A prefix of its own, since the Kafka may be somebody's and have another ledger on it.
        this.config = LedgerConfig.singleNode(kafka.bootstrapServers(), state)
                .withLedger(new TopologySettings(
                        "it-%s.".formatted(UUID.randomUUID()),
                        PARTITIONS,
                        Retention.DEFAULT,
                        Sweep.DEFAULT,
                        Backlog.DEFAULT))
                .withInstance(new LedgerConfig.Instance(state, Optional.of("direct"), 0));
    }

    void start() throws TimeoutException, InterruptedException {
        start(Rules.ofTheLedger(), LedgerConfig.Engine.CLOCK_TOLERANCE_DEFAULT);
    }

    void start(Rules rules, Duration clockTolerance) throws TimeoutException, InterruptedException {
        start(rules, new LedgerConfig.Engine(1, 10, LedgerConfig.Engine.STORE_MEMORY_MB_DEFAULT, clockTolerance));
    }

    /** Commits so often. */
    void startCommittingEvery(Duration interval) throws TimeoutException, InterruptedException {
        var engine = new LedgerConfig.Engine(
                1,
                Math.toIntExact(interval.toMillis()),
                LedgerConfig.Engine.STORE_MEMORY_MB_DEFAULT,
                LedgerConfig.Engine.CLOCK_TOLERANCE_DEFAULT);
        start(Rules.ofTheLedger(), engine);
    }

    /** Returns when all partitions are served, or stand still. */
    private void start(Rules rules, LedgerConfig.Engine engine) throws TimeoutException, InterruptedException {
        var health = new Health();
        var server = HealthServer.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), health, Optional.empty());
        var runtime = LedgerRuntime.start(
                config.withEngine(engine), meters, rules, () -> Instant.now().plus(clockIsOffBy));
        running = Optional.of(new Running(runtime, server));
        health.startedAs(runtime);
        runtime.awaitRunning(PATIENCE);
    }

    void stop() {
        running.ifPresent(started -> {
            started.runtime().close();
            started.health().close();
        });
        running = Optional.empty();
    }

    /** From now on the instance's clock is wrong by so much. */
    void turnClock(Duration offBy) {
        clockIsOffBy = offBy;
    }

    Path stateFolder() {
        return config.instance().stateDir();
    }

    String topic(Topic topic) {
        return config.ledger().topic(topic);
    }

    String changelog(String store) {
        return "%s-%s-changelog".formatted(config.ledger().applicationId(), store);
    }

    String bootstrapServers() {
        return kafka.bootstrapServers();
    }

    URI health() {
        return URI.create(
                "http://127.0.0.1:%d".formatted(running.orElseThrow().health().port()));
    }

    /** Sets something of topics, and returns when the brokers go by it; what is set to nothing has the brokers' default. */
    void alter(Collection<String> topics, Map<String, Optional<String>> settings) throws Exception {
        try (var admin = admin()) {
            var changes = new HashMap<ConfigResource, Collection<AlterConfigOp>>();
            for (var topic : topics) {
                changes.put(
                        new ConfigResource(ConfigResource.Type.TOPIC, topic),
                        settings.entrySet().stream()
                                .map(DirectLedger::operation)
                                .toList());
            }
            admin.incrementalAlterConfigs(changes).all().get();
        }
        for (var topic : topics) {
            for (var set : settings.entrySet()) {
                if (set.getValue().isPresent()) {
                    Awaitility.await()
                            .until(
                                    () -> setting(topic, set.getKey()),
                                    set.getValue().get()::equals);
                }
            }
        }
    }

    String setting(String topic, String name) throws Exception {
        var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        try (var admin = admin()) {
            return admin.describeConfigs(List.of(resource))
                    .all()
                    .get()
                    .get(resource)
                    .get(name)
                    .value();
        }
    }

    private static AlterConfigOp operation(Map.Entry<String, Optional<String>> setting) {
        return setting.getValue()
                .map(value -> new AlterConfigOp(new ConfigEntry(setting.getKey(), value), AlterConfigOp.OpType.SET))
                .orElseGet(() -> new AlterConfigOp(new ConfigEntry(setting.getKey(), ""), AlterConfigOp.OpType.DELETE));
    }

    private Admin admin() {
        return Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers()));
    }

    /** Puts the request where it belongs, and tells its offset. */
    long send(Putting putting) {
        return send(partitionOf(putting.account()), putting);
    }

    /** Puts the request on a partition, wherever it belongs. */
    long send(int partition, Putting putting) {
        return send(partition, null, putting);
    }

    private long send(int partition, Instant at, Putting putting) {
        return Topics.produce(
                        bootstrapServers(),
                        new ProducerRecord<>(
                                topic(Topic.REQUESTS),
                                partition,
                                at == null ? null : at.toEpochMilli(),
                                putting.account().toKey(),
                                putting.value()))
                .offset();
    }

    void awaitReply(Putting putting) {
        awaitReply(IdempotencyKey.of(putting.externalId()));
    }

    void awaitReply(IdempotencyKey key) {
        Topics.await(
                bootstrapServers(), topic(Topic.REPLIES), reply -> key.value().equals(keyOf(reply.headers())));
    }

    /** The idempotency keys of all replies there are, in no particular order. */
    List<String> replies() {
        return Topics.readAll(bootstrapServers(), topic(Topic.REPLIES)).stream()
                .map(reply -> keyOf(reply.headers()))
                .toList();
    }

    /** Puts a request where it belongs, as a broker would stamp it whose clock was so far ahead. */
    long sendStamped(Duration ahead, Putting putting) throws Exception {
        var requests = List.of(topic(Topic.REQUESTS));
        alter(
                requests,
                Map.of(
                        TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, Optional.of("CreateTime"),
                        TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG, Optional.of(Long.toString(Long.MAX_VALUE))));
        var offset = send(partitionOf(putting.account()), Instant.now().plus(ahead), putting);
        alter(
                requests,
                Map.of(
                        TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, Optional.of("LogAppendTime"),
                        TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG, Optional.empty()));
        return offset;
    }

    /** What stands still, by the ledger's readiness, which must be up. */
    List<JsonNode> standingStill() {
        var readiness = get("/health/readiness");
        if (readiness.statusCode() != 200) {
            throw new AssertionError("Expected the ledger to be ready, but it says " + readiness.body());
        }
        return List.copyOf(
                json(readiness.body()).path("standing_still").valueStream().toList());
    }

    JsonNode readiness() {
        return json(get("/health/readiness").body());
    }

    double gauge(String name, String... tags) {
        return meters.get(name).tags(tags).gauge().value();
    }

    @Override
    public void close() {
        stop();
        kafka.close();
    }

    private HttpResponse<String> get(String path) {
        try (var client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(health().resolve(path)).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static JsonNode json(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (IOException e) {
            throw new AssertionError(text, e);
        }
    }

    private static String keyOf(org.apache.kafka.common.header.Headers headers) {
        return new String(headers.lastHeader(Headers.IDEMPOTENCY_KEY).value(), StandardCharsets.UTF_8);
    }

    private static int partitionOf(AccountId account) {
        return Utils.toPositive(Utils.murmur2(account.toKey())) % PARTITIONS;
    }
}
