package dev.sluice.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.cli.http.LedgerHttp;
import dev.sluice.cli.kafka.SecuredKafka;
import dev.sluice.gateway.Gateway;
import dev.sluice.ledger.runtime.LedgerConfig;
import dev.sluice.ledger.runtime.LedgerRuntime;
import dev.sluice.ledger.runtime.TopicSetup;
import dev.sluice.schema.topic.Topic;
import dev.sluice.schema.value.AccountId;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The table of docs/operations.md, "What each role needs on Kafka", tried on a broker with TLS, users and its authoriser on: it
 * is enough for each role, without any line of it something fails, and what a role is not given it can't do.
 */
class AccessRulesIT {

    private static final String KEY = "sk_test_of_the_secured";
    private static final String LEDGER = "ledger";
    private static final String GATEWAY = "gateway";
    private static final String SERVICE = "service";
    private static final String TILL = "till";

    /** The rights of a role, as the table has them. */
    private static final Map<String, List<Right>> TABLE = Map.of(
            LEDGER,
            List.of(
                    Right.onTopics(AclOperation.READ, "ledger."),
                    Right.onTopics(AclOperation.WRITE, "ledger."),
                    Right.onTopics(AclOperation.CREATE, "ledger."),
                    Right.onTopics(AclOperation.ALTER_CONFIGS, "ledger."),
                    Right.on(ResourceType.GROUP, AclOperation.READ, "ledger.streams"),
                    new Right(
                            ResourceType.TRANSACTIONAL_ID,
                            PatternType.PREFIXED,
                            AclOperation.WRITE,
                            "ledger.streams-")),
            GATEWAY,
            List.of(
                    Right.on(ResourceType.TOPIC, AclOperation.WRITE, "ledger.requests"),
                    Right.on(ResourceType.TOPIC, AclOperation.READ, "ledger.replies"),
                    Right.on(ResourceType.GROUP, AclOperation.READ, "ledger.gateway")),
            SERVICE,
            List.of(
                    Right.on(ResourceType.TOPIC, AclOperation.WRITE, "ledger.requests"),
                    Right.on(ResourceType.TOPIC, AclOperation.READ, "ledger.replies")),
            TILL,
            List.of(
                    Right.on(ResourceType.TOPIC, AclOperation.WRITE, "ledger.requests.write"),
                    Right.on(ResourceType.TOPIC, AclOperation.READ, "ledger.replies")));

    private record Right(ResourceType type, PatternType pattern, AclOperation operation, String name) {

        static Right onTopics(AclOperation operation, String prefix) {
            return new Right(ResourceType.TOPIC, PatternType.PREFIXED, operation, prefix);
        }

        static Right on(ResourceType type, AclOperation operation, String name) {
            return new Right(type, PatternType.LITERAL, operation, name);
        }

        AclBinding of(String user) {
            return new AclBinding(
                    new ResourcePattern(type, name, pattern),
                    new AccessControlEntry("User:" + user, "*", operation, AclPermissionType.ALLOW));
        }
    }

    /** What is tried, beside the ledger's own topics, so that the running ledger is left alone. */
    private static final String TRIAL = "ledger.trial";

    private static TestFolder folder;
    private static SecuredKafka kafka;
    private static Admin administrator;
    private static LedgerRuntime ledger;
    private static Gateway gateway;
    private static LedgerHttp http;

    @BeforeAll
    static void the_ledger_and_a_gateway_start_with_no_more_than_the_table_gives_them() throws Exception {
        folder = TestFolder.make();
        kafka = SecuredKafka.start(
                folder.path(),
                TABLE.keySet().stream()
                        .flatMap(role -> Stream.of(role, trialOf(role)))
                        .toArray(String[]::new));
        administrator = Admin.create(settings(SecuredKafka.ADMINISTRATOR));
        for (var role : TABLE.keySet()) {
            for (var right : TABLE.get(role)) {
                give(role, right);
                give(trialOf(role), right);
            }
        }
        administrator
                .createTopics(List.of(new NewTopic(TRIAL, 1, (short) 1)))
                .all()
                .get();
        ledger = LedgerRuntime.start(config(), new SimpleMeterRegistry());
        ledger.awaitRunning(Duration.ofMinutes(1));
        gateway = Gateway.start(gatewaySettings());
        http = LedgerHttp.to(gateway.uri(), KEY, 4);
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> http.await(http.get("/v1/programs")).status() == 200);
    }

    @AfterAll
    static void stop() throws Exception {
        for (var part : Stream.<AutoCloseable>of(http, gateway, ledger, administrator, kafka, folder)
                .toList()) {
            part.close();
        }
    }

    private static LedgerConfig config() {
        var usual =
                LedgerConfig.singleNode(kafka.bootstrapServers(), folder.path().resolve("state"));
        return new LedgerConfig(
                new LedgerConfig.Cluster(kafka.bootstrapServers(), kafka.settingsOf(LEDGER)),
                usual.ledger().withWriteTopic(),
                usual.durability(),
                usual.engine(),
                new LedgerConfig.Instance(folder.path().resolve("state"), Optional.of("one"), 0));
    }

    private static Map<String, Object> gatewaySettings() {
        var all = new HashMap<String, Object>(Map.of(
                "sluice.http-port",
                -1,
                "micronaut.server.host",
                "127.0.0.1",
                "sluice.kafka-bootstrap-servers",
                kafka.bootstrapServers(),
                "sluice.keys[0].name",
                "test",
                "sluice.keys[0].sha256",
                LedgerUnderTest.sha256(KEY),
                "sluice.keys[0].scopes",
                List.of("read", "write", "admin")));
        kafka.settingsOf(GATEWAY).forEach((name, value) -> all.put("kafka." + name, value));
        return all;
    }

    private static Map<String, Object> settings(String user) {
        var all = new HashMap<String, Object>(kafka.settingsOf(user));
        all.put("bootstrap.servers", kafka.bootstrapServers());
        return all;
    }

    @Test
    void a_service_asks_and_is_answered() throws Exception {
        produce(SERVICE, "ledger.requests", "make-ann", putParticipant("make-ann"));

        assertThat(statusOfReply(SERVICE, "make-ann")).isEqualTo("completed");
    }

    @Test
    void a_service_that_only_moves_value_is_answered_and_can_fund_nothing() throws Exception {
        produce(TILL, "ledger.requests.write", "make-ann-too", putParticipant("make-ann-too"));
        produce(TILL, "ledger.requests.write", "fund", """
            {"type":"fund_wallet","version":1,"account_id":"%s","idempotency_key":"fund",\
            "asset_id":"6ba7b810-9dad-11d1-80b4-00c04fd430c8","amount":"1","description":"d"}\
            """.formatted(ANN));

        assertThat(statusOfReply(TILL, "make-ann-too")).isEqualTo("completed");
        assertThat(statusOfReply(TILL, "fund")).isEqualTo("wrong_topic");
        assertThatThrownBy(() -> produce(TILL, "ledger.requests", "k", putParticipant("k")))
                .hasCauseInstanceOf(AuthorizationException.class);
    }

    static Stream<String> whatOnlyTheLedgerWrites() {
        return Stream.of(Topic.values())
                .filter(topic -> topic != Topic.REQUESTS && topic != Topic.REQUESTS_WRITE)
                .map(topic -> topic.name("ledger."));
    }

    @ParameterizedTest
    @MethodSource("whatOnlyTheLedgerWrites")
    void nobody_else_writes_what_the_ledger_writes(String topic) {
        for (var role : List.of(GATEWAY, SERVICE, TILL)) {
            assertThatThrownBy(() -> produce(role, topic, "forged", "{}"))
                    .as(role)
                    .hasCauseInstanceOf(AuthorizationException.class);
        }
    }

    /** Another user with the same rights, from whom they can be taken while the ledger and the gateway run on. */
    private static String trialOf(String role) {
        return role + "trial";
    }

    static Stream<Line> lines() {
        return Stream.of(
                line(LEDGER, 0, user -> read(user, TRIAL, Optional.empty())),
                line(LEDGER, 1, user -> produce(user, TRIAL, "k", "{}")),
                line(LEDGER, 2, AccessRulesIT::makeATopic),
                line(LEDGER, 3, AccessRulesIT::bringTopicsUpToDate),
                line(LEDGER, 4, user -> read(user, TRIAL, Optional.of("ledger.streams"))),
                line(LEDGER, 5, AccessRulesIT::beginTransactions),
                line(GATEWAY, 0, user -> produce(user, "ledger.requests", "k", putParticipant("k"))),
                line(GATEWAY, 1, user -> read(user, "ledger.replies", Optional.empty())),
                line(GATEWAY, 2, user -> read(user, "ledger.replies", Optional.of("ledger.gateway"))),
                line(SERVICE, 0, user -> produce(user, "ledger.requests", "k", putParticipant("k"))),
                line(SERVICE, 1, user -> read(user, "ledger.replies", Optional.empty())),
                line(TILL, 0, user -> produce(user, "ledger.requests.write", "k", putParticipant("k"))),
                line(TILL, 1, user -> read(user, "ledger.replies", Optional.empty())));
    }

    private static Line line(String role, int index, Work work) {
        return new Line(role, TABLE.get(role).get(index), work);
    }

    /** One right, and what can't be done without it. */
    record Line(String role, Right right, Work work) {
        @Override
        public String toString() {
            return role + ": " + right.operation() + " on " + right.name();
        }
    }

    private interface Work {
        void runAs(String user) throws Exception;
    }

    @Test
    void the_test_takes_away_each_right_of_the_table() {
        assertThat(lines().map(line -> line.right().of(line.role())))
                .containsExactlyInAnyOrderElementsOf(TABLE.entrySet().stream()
                        .flatMap(role -> role.getValue().stream().map(right -> right.of(role.getKey())))
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("lines")
    void without_a_line_of_the_table_something_fails(Line line) throws Exception {
        var user = trialOf(line.role());
        line.work().runAs(user);

        take(user, line.right());

        try {
            Awaitility.await("refusal without " + line)
                    .atMost(Duration.ofSeconds(15))
                    .pollInSameThread()
                    .until(() -> isRefused(line.work(), user));
        } finally {
            give(user, line.right());
        }
    }

    private static boolean isRefused(Work work, String user) {
        try {
            work.runAs(user);
            return false;
        } catch (Exception failed) {
            for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
                if (cause instanceof AuthorizationException) {
                    return true;
                }
            }
            throw new AssertionError("Expected a refusal of access, but got another failure", failed);
        }
    }

    private static void makeATopic(String user) throws Exception {
        var name = "ledger.made-" + UUID.randomUUID();
        try (var admin = Admin.create(settings(user))) {
            admin.createTopics(List.of(new NewTopic(name, 1, (short) 1))).all().get();
        }
        administrator.deleteTopics(List.of(name)).all().get();
    }

    /** As a start does where an older release made them. */
    private static void bringTopicsUpToDate(String user) throws Exception {
        var exchange = new ConfigResource(ConfigResource.Type.TOPIC, "ledger.exchange");
        var shorter = new AlterConfigOp(new ConfigEntry("retention.ms", "86400000"), AlterConfigOp.OpType.SET);
        administrator
                .incrementalAlterConfigs(Map.of(exchange, List.of(shorter)))
                .all()
                .get();
        try (var admin = Admin.create(settings(user))) {
            new TopicSetup(admin, config(), Duration.ofSeconds(15)).run();
        }
    }

    private static void beginTransactions(String user) {
        var producer = producer(user, Map.of(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "ledger.streams-trial"));
        try (producer) {
            producer.initTransactions();
        }
    }

    private static void read(String user, String topic, Optional<String> group) {
        var settings = settings(user);
        group.ifPresent(name -> settings.put(ConsumerConfig.GROUP_ID_CONFIG, name));
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            var partition = new TopicPartition(topic, 0);
            consumer.assign(List.of(partition));
            if (group.isPresent()) {
                consumer.committed(Set.of(partition));
            } else {
                consumer.poll(Duration.ofMillis(500));
            }
        }
    }

    private static final AccountId ANN = AccountId.ofParticipant("ann");

    private static String putParticipant(String key) {
        return """
            {"type":"put_participant","version":1,"account_id":"%s","idempotency_key":"%s","external_id":"ann"}\
            """.formatted(ANN, key);
    }

    private static void produce(String user, String topic, String requestId, String value) throws Exception {
        try (var producer = producer(user, Map.of())) {
            var record = new ProducerRecord<>(topic, ANN.toKey(), value.getBytes(StandardCharsets.UTF_8));
            record.headers().add("request-id", requestId.getBytes(StandardCharsets.UTF_8));
            producer.send(record).get();
        }
    }

    private static KafkaProducer<byte[], byte[]> producer(String user, Map<String, Object> more) {
        var settings = settings(user);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 10_000);
        settings.putAll(more);
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private static String statusOfReply(String user, String requestId) {
        var settings = settings(user);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            var partitions = new ArrayList<TopicPartition>();
            consumer.partitionsFor("ledger.replies")
                    .forEach(info -> partitions.add(new TopicPartition(info.topic(), info.partition())));
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var found = new ArrayList<String>();
            Awaitility.await().atMost(Duration.ofSeconds(20)).pollInSameThread().until(() -> {
                for (var record : consumer.poll(Duration.ofMillis(200))) {
                    var id = record.headers().lastHeader("request-id");
                    if (id != null && requestId.equals(new String(id.value(), StandardCharsets.UTF_8))) {
                        found.add(
                                new String(record.headers().lastHeader("status").value(), StandardCharsets.UTF_8));
                    }
                }
                return !found.isEmpty();
            });
            return found.getFirst();
        }
    }

    private static void give(String role, Right right) throws Exception {
        administrator.createAcls(List.of(right.of(role))).all().get();
    }

    private static void take(String role, Right right) throws Exception {
        administrator.deleteAcls(List.of(right.of(role).toFilter())).all().get();
    }
}
