package dev.sluice.cli.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 5, unit = TimeUnit.MINUTES)
class EmbeddedKafkaTest {

    private static final String TOPIC = "requests";

    @TempDir
    private Path folder;

    @Test
    void keeps_its_topics_its_records_and_its_identity_across_a_stop() throws Exception {
        String clusterId;
        try (var kafka = start()) {
            clusterId = clusterId(kafka);
            Clients.createTopic(kafka, TOPIC);
            commit(kafka, "first", "second");
        }

        try (var kafka = start()) {
            assertThat(clusterId(kafka)).isEqualTo(clusterId);
            assertThat(Clients.committedValues(kafka, TOPIC)).containsExactlyInAnyOrder("first", "second");

            commit(kafka, "third");
            assertThat(Clients.committedValues(kafka, TOPIC)).containsExactlyInAnyOrder("first", "second", "third");
        }
    }

    @Test
    void hides_the_records_of_an_aborted_transaction() throws Exception {
        try (var kafka = start();
                var producer = Clients.transactionalProducer(kafka, "writer")) {
            Clients.createTopic(kafka, TOPIC);
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(TOPIC, "regretted")).get();
            producer.abortTransaction();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(TOPIC, "meant")).get();
            producer.commitTransaction();

            assertThat(Clients.committedValues(kafka, TOPIC)).containsExactly("meant");
        }
    }

    @Test
    void stamps_records_with_its_own_time_where_the_topic_says_so() throws Exception {
        try (var kafka = start();
                var producer = Clients.producer(kafka)) {
            Clients.createTopic(kafka, TOPIC);
            var longAgo = 1L;
            producer.send(new ProducerRecord<>(TOPIC, null, longAgo, "key", "value"))
                    .get();

            assertThat(Clients.committedRecords(kafka, TOPIC)).singleElement().satisfies(record -> {
                assertThat(record.timestampType()).isEqualTo(TimestampType.LOG_APPEND_TIME);
                assertThat(record.timestamp()).isGreaterThan(longAgo);
            });
        }
    }

    @Test
    void makes_no_topic_that_nobody_asked_for() {
        try (var kafka = start();
                var admin = Clients.admin(kafka)) {
            assertThatExceptionOfType(ExecutionException.class)
                    .isThrownBy(() -> admin.describeTopics(List.of("misspelt"))
                            .allTopicNames()
                            .get())
                    .withCauseInstanceOf(UnknownTopicOrPartitionException.class);
        }
    }

    @Test
    void lets_static_members_ask_for_short_sessions() throws Exception {
        try (var kafka = start();
                var consumer = Clients.consumer(
                        kafka,
                        Map.of(
                                "group.id", "ledger",
                                "group.instance.id", "ledger-1",
                                "session.timeout.ms", 1_000,
                                "heartbeat.interval.ms", 300,
                                "auto.offset.reset", "earliest"))) {
            Clients.createTopic(kafka, TOPIC);
            commit(kafka, "value");
            consumer.subscribe(List.of(TOPIC));

            var values = new ArrayList<String>();
            while (values.isEmpty()) {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> values.add(record.value()));
            }
            assertThat(values).containsExactly("value");
        }
    }

    @Test
    void refuses_a_port_in_use_and_says_which_and_what_to_do() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var config = EmbeddedKafkaConfig.in(folder).withPort(taken.getLocalPort());

            assertThatExceptionOfType(EmbeddedKafkaException.class)
                    .isThrownBy(() -> EmbeddedKafka.start(config))
                    .withMessageContaining("port " + taken.getLocalPort())
                    .withMessageContaining("choose another port");
        }
    }

    @Test
    void refuses_a_folder_in_use_and_says_by_whom_and_what_to_do() {
        try (var kafka = start()) {
            assertThat(kafka.bootstrapServers()).isNotEmpty();

            assertThatExceptionOfType(EmbeddedKafkaException.class)
                    .isThrownBy(this::start)
                    .withMessageContaining(folder.toString())
                    .withMessageContaining("process " + ProcessHandle.current().pid())
                    .withMessageContaining("name another folder");
        }
    }

    @Test
    void leaves_the_folder_free_after_a_start_that_was_refused() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var config = EmbeddedKafkaConfig.in(folder).withPort(taken.getLocalPort());
            assertThatExceptionOfType(EmbeddedKafkaException.class).isThrownBy(() -> EmbeddedKafka.start(config));
        }

        try (var kafka = start()) {
            assertThat(kafka.bootstrapServers()).startsWith("127.0.0.1:");
        }
    }

    @Test
    void listens_on_the_port_that_it_was_given_again_right_after_a_stop() throws Exception {
        String bootstrapServers;
        try (var kafka = start()) {
            bootstrapServers = kafka.bootstrapServers();
            Clients.createTopic(kafka, TOPIC);
        }
        var port = Integer.parseInt(bootstrapServers.substring(bootstrapServers.indexOf(':') + 1));

        try (var kafka = EmbeddedKafka.start(EmbeddedKafkaConfig.in(folder).withPort(port))) {
            assertThat(kafka.bootstrapServers()).isEqualTo(bootstrapServers);
            commit(kafka, "value");
        }
    }

    @Test
    void names_the_folder_that_kafka_refuses() throws Exception {
        stopOnce();
        var identity = folder.resolve("log").resolve("meta.properties");
        Files.writeString(identity, Files.readString(identity).replace("node.id=1", "node.id=2"));

        assertThatExceptionOfType(EmbeddedKafkaException.class)
                .isThrownBy(this::start)
                .withMessageContaining(folder.toString())
                .withMessageContaining("node id 2");
    }

    @Test
    void throws_a_fault_of_the_start_and_neither_ends_the_process_nor_keeps_the_folder() throws Exception {
        stopOnce();
        var vote = folder.resolve("log").resolve("__cluster_metadata-0").resolve("quorum-state");
        var intact = Files.readString(vote);
        Files.writeString(vote, "not JSON");

        var config = EmbeddedKafkaConfig.in(folder).withOnFailure(failure -> fail(failure));
        assertThatExceptionOfType(EmbeddedKafkaException.class)
                .isThrownBy(() -> EmbeddedKafka.start(config))
                .withMessageContaining("cannot go on");

        Files.writeString(vote, intact);
        stopOnce();
    }

    @Test
    void stops_in_order_even_when_its_owner_is_interrupted() {
        var kafka = start();

        Thread.currentThread().interrupt();
        kafka.close();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(folder.resolve("log").resolve(".kafka_cleanshutdown")).exists();
    }

    @Test
    void refuses_a_folder_that_kafka_would_take_for_two() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EmbeddedKafkaConfig.in(Path.of("/data", "a,b")))
                .withMessage("Expected a folder with no comma in its path, but got /data/a,b");
    }

    @Test
    void refuses_a_port_that_cannot_be_one() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EmbeddedKafkaConfig.in(folder).withPort(65_536))
                .withMessage("Expected a port from 0 to 65535, but got 65536");
    }

    @Test
    void keeps_each_acknowledged_record_across_forced_kills() throws Exception {
        try (var kafka = start()) {
            Clients.createTopic(kafka, TOPIC);
        }

        var acknowledged = new ArrayList<String>();
        for (var prefix : List.of("first-", "second-")) {
            acknowledged.addAll(KilledProcess.valuesBeforeTheKill(5_000, folder.toString(), TOPIC, prefix));
        }

        try (var kafka = start()) {
            assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(10_000);
            assertThat(Clients.committedValues(kafka, TOPIC))
                    .containsAll(acknowledged)
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void keeps_whole_transactions_across_a_forced_kill() throws Exception {
        try (var kafka = start()) {
            Clients.createTopic(kafka, TOPIC);
        }

        var committed = KilledProcess.valuesBeforeTheKill(500, folder.toString(), TOPIC, "value-", "writer");

        try (var kafka = start();
                var successor = Clients.transactionalProducer(kafka, "writer")) {
            successor.initTransactions();

            var values = Clients.committedValues(kafka, TOPIC);
            assertThat(values).containsAll(committed).doesNotHaveDuplicates();
            assertThat(recordsOfEachTransaction(values)).containsOnly(ProducerToBeKilled.RECORDS_A_TRANSACTION);
        }
    }

    @Test
    void tells_its_owner_that_it_cannot_go_on_and_leaves_the_process_to_it() throws Exception {
        var failures = new ArrayBlockingQueue<EmbeddedKafkaException>(1);
        var config = EmbeddedKafkaConfig.in(folder).withOnFailure(failures::add);

        try (var kafka = EmbeddedKafka.start(config);
                var admin = Clients.admin(kafka)) {
            replaceByAFile(folder.resolve("log"));
            admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1)));

            assertThat(failures.poll(1, TimeUnit.MINUTES)).isNotNull().hasMessageContaining("cannot go on");
        }
    }

    private EmbeddedKafka start() {
        return EmbeddedKafka.start(EmbeddedKafkaConfig.in(folder));
    }

    private void stopOnce() {
        start().close();
    }

    private static void commit(EmbeddedKafka kafka, String... values) throws Exception {
        try (var producer = Clients.transactionalProducer(kafka, "writer")) {
            producer.initTransactions();
            producer.beginTransaction();
            for (var value : values) {
                producer.send(new ProducerRecord<>(TOPIC, value)).get();
            }
            producer.commitTransaction();
        }
    }

    private static Collection<Integer> recordsOfEachTransaction(List<String> values) {
        return values.stream()
                .map(value -> value.substring(0, value.indexOf(ProducerToBeKilled.SEPARATOR)))
                .collect(Collectors.toMap(transaction -> transaction, transaction -> 1, Integer::sum))
                .values();
    }

    private static String clusterId(EmbeddedKafka kafka) throws Exception {
        try (var admin = Clients.admin(kafka)) {
            return admin.describeCluster().clusterId().get();
        }
    }

    private static void replaceByAFile(Path path) throws IOException {
        try (var files = Files.walk(path)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
        Files.createFile(path);
    }
}
