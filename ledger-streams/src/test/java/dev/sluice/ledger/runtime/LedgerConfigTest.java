package dev.sluice.ledger.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LedgerConfigTest {

    private static final Map<String, String> LEAST = Map.of("SLUICE_KAFKA_BOOTSTRAP_SERVERS", "kafka:9092");

    @Test
    void needs_nothing_but_the_address_of_kafka() {
        var config = LedgerConfig.fromEnvironment(LEAST);

        assertThat(config.cluster().bootstrapServers()).isEqualTo("kafka:9092");
        assertThat(config.ledger().topicPrefix()).isEqualTo("ledger.");
        assertThat(config.ledger().partitions()).isEqualTo(32);
        assertThat(config.durability()).isEqualTo(LedgerConfig.Durability.PRODUCTION);
        assertThat(config.engine().commitIntervalMs()).isEqualTo(50);
    }

    @Test
    void says_which_variable_is_missing() {
        assertThatThrownBy(() -> LedgerConfig.fromEnvironment(Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("SLUICE_KAFKA_BOOTSTRAP_SERVERS: ");
    }

    @ParameterizedTest
    @CsvSource({
        "SLUICE_PARTITIONS,many,a whole number",
        "SLUICE_SWEEP_INTERVAL,1s,a duration such as PT1S or P7D",
        "SLUICE_SWEEP_ENABLED,perhaps,true or false",
        "SLUICE_KAFKA_ACKS,1,a name that begins with SLUICE_KAFKA_SECURITY_",
    })
    void says_which_variable_cannot_be_used(String name, String value, String expected) {
        assertThatThrownBy(() -> LedgerConfig.fromEnvironment(with(Map.of(name, value))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("%s: Expected %s".formatted(name, expected));
    }

    @Test
    void tells_a_single_node_the_same_but_where_its_parts_are(@TempDir Path folder) {
        var told = LedgerConfig.Tuning.from(Map.of(
                "SLUICE_SWEEP_ENABLED", "false",
                "SLUICE_PARTITIONS", "6",
                "SLUICE_RESERVE_DAY", "PT2S",
                "SLUICE_COMMIT_INTERVAL_MS", "20",
                "SLUICE_STATE_DIR", "elsewhere"));

        var config = LedgerConfig.singleNode("nowhere:9092", folder, told);

        assertThat(config.ledger().sweep().enabled()).isFalse();
        assertThat(config.ledger().partitions()).isEqualTo(6);
        assertThat(config.ledger().reserves().day()).isEqualTo(Duration.ofSeconds(2));
        assertThat(config.engine().commitIntervalMs()).isEqualTo(20);
        assertThat(config.instance().stateDir()).isEqualTo(folder);
        assertThat(config.durability()).isEqualTo(LedgerConfig.Durability.SINGLE_NODE);
        assertThat(LedgerConfig.singleNode("nowhere:9092", folder).ledger().partitions())
                .isEqualTo(4);
    }

    @Test
    void keeps_no_more_in_sync_replicas_than_a_small_cluster_can_spare() {
        var config = LedgerConfig.fromEnvironment(with(Map.of("SLUICE_REPLICATION_FACTOR", "1")));

        assertThat(config.durability().minInsyncReplicas()).isEqualTo(1);
    }

    @Test
    void refuses_to_remember_outcomes_for_less_than_a_day() {
        assertThatThrownBy(() -> LedgerConfig.fromEnvironment(with(Map.of("SLUICE_FINISHED_RETENTION", "P6D"))))
                .hasMessageContaining("SLUICE_FINISHED_RETENTION: Expected at least PT168H");
        assertThatThrownBy(() -> LedgerConfig.fromEnvironment(with(Map.of("SLUICE_OUTCOME_RETENTION", "PT23H"))))
                .hasMessageContaining("24 hours");
    }

    @ParameterizedTest
    @ValueSource(strings = {"SLUICE_OUTCOME_RETENTION", "SLUICE_FINISHED_RETENTION"})
    void refuses_a_retention_that_no_time_reaches_back(String setting) {
        LedgerConfig.fromEnvironment(with(Map.of(setting, "P36525D")));

        assertThatThrownBy(() -> LedgerConfig.fromEnvironment(with(Map.of(setting, "P400000000000D"))))
                .hasMessageContaining(setting + ": Expected at most PT876600H, a hundred years");
    }

    @Test
    void hands_security_on_to_every_client_and_never_shows_it(@TempDir Path folder) {
        var config = LedgerConfig.fromEnvironment(with(Map.of(
                "SLUICE_KAFKA_SECURITY_PROTOCOL", "SASL_SSL",
                "SLUICE_KAFKA_SASL_JAAS_CONFIG", "password=secret",
                "SLUICE_STATE_DIR", folder.toString())));

        var properties = StreamsSettings.of(config, "one");

        assertThat(properties)
                .containsEntry("security.protocol", "SASL_SSL")
                .containsEntry("sasl.jaas.config", "password=secret");
        assertThat(config.toString()).doesNotContain("secret");
    }

    @Test
    void sets_what_kafka_streams_takes(@TempDir Path folder) {
        var config = LedgerConfig.singleNode("nowhere:9092", folder);
        var streams = new StreamsConfig(StreamsSettings.of(config, "one"));

        var consumer = streams.getMainConsumerConfigs("group", "client", 0);
        assertThat(consumer)
                .containsEntry("group.instance.id", "one-0")
                .containsEntry("isolation.level", "read_committed");
        assertThat(streams.getProducerConfigs("client")).containsEntry("acks", "all");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 10, 40})
    void commits_as_often_as_it_is_told(int commitIntervalMs) {
        var config = LedgerConfig.fromEnvironment(
                with(Map.of("SLUICE_COMMIT_INTERVAL_MS", String.valueOf(commitIntervalMs))));

        var streams = new StreamsConfig(StreamsSettings.of(config, "one"));

        assertThat(streams.getLong(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG)).isEqualTo(commitIntervalMs);
    }

    @Test
    void reads_so_many_bytes_ahead_and_no_more(@TempDir Path folder) {
        var streams = new StreamsConfig(StreamsSettings.of(LedgerConfig.singleNode("nowhere:9092", folder), "one"));

        for (var consumer : List.of(
                streams.getMainConsumerConfigs("group", "client", 0), streams.getRestoreConsumerConfigs("client"))) {
            assertThat(consumer)
                    .containsEntry("max.partition.fetch.bytes", 1024 * 1024)
                    .containsEntry("fetch.max.bytes", 16 * 1024 * 1024);
        }
        assertThat(streams.getMainConsumerConfigs("group", "client", 0)).containsEntry("max.poll.records", 2_000);
        assertThat(streams.getInt(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG))
                .isEqualTo(2_000);
    }

    @Test
    void lets_neither_topic_of_a_task_wait_for_the_other(@TempDir Path folder) {
        var streams = new StreamsConfig(StreamsSettings.of(LedgerConfig.singleNode("nowhere:9092", folder), "one"));

        // With any other value, a task does nothing at all while one of its topics is held and the other has records.
        assertThat(streams.getLong(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG)).isEqualTo(-1L);
    }

    @Test
    void has_changelogs_that_refuse_no_record_for_its_time(@TempDir Path folder) {
        var settings = StreamsSettings.of(LedgerConfig.singleNode("nowhere:9092", folder), "one");

        assertThat(settings)
                .containsEntry("topic.message.timestamp.before.max.ms", Long.toString(Long.MAX_VALUE))
                .containsEntry("topic.message.timestamp.after.max.ms", Long.toString(Long.MAX_VALUE));
    }

    @Test
    void believes_records_that_are_up_to_a_minute_ahead_unless_it_is_told_otherwise() {
        assertThat(LedgerConfig.fromEnvironment(LEAST).engine().clockTolerance())
                .isEqualTo(Duration.ofMinutes(1));
        assertThat(LedgerConfig.fromEnvironment(with(Map.of("SLUICE_CLOCK_TOLERANCE", "PT2H")))
                        .engine()
                        .clockTolerance())
                .isEqualTo(Duration.ofHours(2));
        assertThatThrownBy(() -> LedgerConfig.fromEnvironment(with(Map.of("SLUICE_CLOCK_TOLERANCE", "PT-1S"))))
                .hasMessageStartingWith("Expected a clock tolerance from zero to ");
    }

    @Test
    void sweeps_for_far_less_time_than_a_transaction_may_be_open(@TempDir Path folder) {
        var config = LedgerConfig.singleNode("nowhere:9092", folder);
        var timeoutMs = (int) StreamsSettings.of(config, "one").get("producer.transaction.timeout.ms");

        assertThat(config.ledger().sweep().time()).isLessThan(Duration.ofMillis(timeoutMs / 10));
    }

    @Test
    void keeps_the_name_that_it_gave_itself(@TempDir Path folder) {
        var instance = LedgerConfig.singleNode("nowhere:9092", folder).instance();

        assertThat(InstanceName.of(instance)).isNotEmpty().isEqualTo(InstanceName.of(instance));
    }

    private static Map<String, String> with(Map<String, String> more) {
        var environment = new HashMap<>(LEAST);
        environment.putAll(more);
        return environment;
    }
}
