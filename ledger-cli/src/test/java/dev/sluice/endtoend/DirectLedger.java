package dev.sluice.endtoend;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.ledger.runtime.LedgerConfig;
import dev.sluice.ledger.runtime.LedgerConfig.Engine;
import dev.sluice.ledger.topology.TopologySettings;
import dev.sluice.ledger.topology.TopologySettings.Backlog;
import dev.sluice.ledger.topology.TopologySettings.Retention;
import dev.sluice.ledger.topology.TopologySettings.Sweep;
import dev.sluice.ledger.topology.output.Rules;
import dev.sluice.schema.json.LedgerMapper;
import dev.sluice.schema.json.RequestJson;
import dev.sluice.schema.request.Request;
import dev.sluice.schema.topic.Headers;
import dev.sluice.schema.topic.Topic;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.IdempotencyKey;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A ledger without a gateway, asked over its topics. One thread of an instance serves all of its partitions; the clock that
 * it compares records' times with can be turned, and faults can be put where its rules would be. It can be stopped and
 * started again.
 *
 * <p>A test class that registers it as an extension has a Kafka of its own for each test, and starts instances on it; all are
 * stopped after the test.
 */
final class DirectLedger implements BeforeEachCallback, AfterEachCallback {

    static final int PARTITIONS = 4;

    private static final JsonMapper MAPPER = LedgerMapper.create();

    private final Deque<DirectInstance> instances = new ArrayDeque<>();
    private TestFolder folder;
    private KafkaUnderTest kafka;
    private LedgerConfig config;
    private volatile Duration clockIsOffBy = Duration.ZERO;

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

    @Override
    public void beforeEach(ExtensionContext context) {
        folder = TestFolder.make();
        kafka = KafkaUnderTest.start(folder.path().resolve("kafka"));
        // A prefix of its own, since the Kafka may be somebody's and have another ledger on it.
        config = LedgerConfig.singleNode(kafka.bootstrapServers(), folder.path())
                .withLedger(new TopologySettings(
                        "it-%s.".formatted(UUID.randomUUID()),
                        PARTITIONS,
                        Retention.DEFAULT,
                        Sweep.DEFAULT,
                        Backlog.DEFAULT));
    }

    /** Also where there was no Kafka to start. */
    @Override
    public void afterEach(ExtensionContext context) {
        stop();
        if (kafka != null) {
            kafka.close();
        }
        folder.close();
    }

    DirectInstance start() throws TimeoutException, InterruptedException {
        return start(Rules.ofTheLedger(), Engine.CLOCK_TOLERANCE_DEFAULT);
    }

    /** Starts an instance, or one more beside those that run. */
    DirectInstance start(Rules rules, Duration clockTolerance) throws TimeoutException, InterruptedException {
        return start(rules, new Engine(1, 10, Engine.STORE_MEMORY_MB_DEFAULT, clockTolerance));
    }

    /** Starts an instance that commits so often. */
    DirectInstance startCommittingEvery(Duration interval) throws TimeoutException, InterruptedException {
        var engine = new Engine(
                1,
                Math.toIntExact(interval.toMillis()),
                Engine.STORE_MEMORY_MB_DEFAULT,
                Engine.CLOCK_TOLERANCE_DEFAULT);
        return start(Rules.ofTheLedger(), engine);
    }

    private DirectInstance start(Rules rules, Engine engine) throws TimeoutException, InterruptedException {
        var name = "direct-" + instances.size();
        var started = DirectInstance.start(
                config.withEngine(engine)
                        .withInstance(new LedgerConfig.Instance(stateFolder(name), Optional.of(name), 0)),
                rules,
                () -> Instant.now().plus(clockIsOffBy));
        instances.add(started);
        return started;
    }

    /** Stops all instances. */
    void stop() {
        while (!instances.isEmpty()) {
            instances.removeLast().close();
        }
    }

    /** From now on the instances' clock is wrong by so much. */
    void turnClock(Duration offBy) {
        clockIsOffBy = offBy;
    }

    /** Where the first instance keeps its state. */
    Path stateFolder() {
        return stateFolder("direct-0");
    }

    private Path stateFolder(String name) {
        return folder.path().resolve(name);
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

    /** Puts the request where it belongs, and tells its offset. */
    long send(Putting putting) {
        return send(partitionOf(putting.account()), putting);
    }

    /** Puts the request on a partition, wherever it belongs. */
    long send(int partition, Putting putting) {
        return send(partition, null, putting);
    }

    /** Puts any request where it belongs. */
    void send(Request request) {
        Topics.produce(
                bootstrapServers(),
                new ProducerRecord<>(
                        topic(Topic.REQUESTS),
                        partitionOf(request.accountId()),
                        request.accountId().toKey(),
                        new RequestJson(MAPPER).write(request)));
    }

    /** Puts a request where it belongs, as a broker would stamp it whose clock was so far ahead. */
    long sendStamped(Duration ahead, Putting putting) {
        var requests = List.of(topic(Topic.REQUESTS));
        Topics.alter(
                bootstrapServers(),
                requests,
                Map.of(
                        TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, Optional.of("CreateTime"),
                        TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG, Optional.of(Long.toString(Long.MAX_VALUE))));
        var offset = send(partitionOf(putting.account()), Instant.now().plus(ahead), putting);
        Topics.alter(
                bootstrapServers(),
                requests,
                Map.of(
                        TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, Optional.of("LogAppendTime"),
                        TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG, Optional.empty()));
        return offset;
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
                bootstrapServers(), topic(Topic.REPLIES), reply -> key.value().equals(keyOf(reply)));
    }

    /** The idempotency keys of all replies there are, in no particular order. */
    List<String> replies() {
        return Topics.readAll(bootstrapServers(), topic(Topic.REPLIES)).stream()
                .map(DirectLedger::keyOf)
                .toList();
    }

    private static String keyOf(ConsumerRecord<byte[], byte[]> reply) {
        return new String(reply.headers().lastHeader(Headers.IDEMPOTENCY_KEY).value(), StandardCharsets.UTF_8);
    }

    static int partitionOf(AccountId account) {
        return Utils.toPositive(Utils.murmur2(account.toKey())) % PARTITIONS;
    }
}
