package dev.sluice.ledger.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.schema.topic.Topic;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigsOptions;
import org.apache.kafka.clients.admin.AlterConfigsResult;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.CreateTopicsResult;
import org.apache.kafka.clients.admin.DescribeConfigsOptions;
import org.apache.kafka.clients.admin.DescribeConfigsResult;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsResult;
import org.apache.kafka.clients.admin.ForwardingAdmin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicCollection;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.LeaderNotAvailableException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.internals.KafkaFutureImpl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TopicSetupTest {

    private static final LedgerConfig CONFIG = LedgerConfig.singleNode("localhost:1", Path.of("not-used"));

    private static final String NO_BOUND = Long.toString(Long.MAX_VALUE);

    private static final String OUTCOMES = "ledger.streams-outcomes-changelog";

    /** As older versions had it: ten and a half days in the store, and one more. */
    private static final String KEPT_FOR_SEVEN_DAYS = "993600001";

    private final Cluster cluster = new Cluster();

    @AfterEach
    void close() {
        cluster.close(Duration.ZERO);
    }

    @Test
    void makes_what_is_missing_and_returns_once_every_partition_has_a_leader() {
        cluster.refuseEnds(new UnknownTopicOrPartitionException("new"));
        cluster.refuseEnds(new LeaderNotAvailableException("not elected"));

        new TopicSetup(cluster, CONFIG, Duration.ofMinutes(1)).run();

        assertThat(cluster.topics).hasSize(CONFIG.ledger().topics().size());
        assertThat(cluster.timesAskedForEnds).isEqualTo(3);
        assertThat(cluster.lastAskedFor)
                .hasSize(CONFIG.ledger().topics().size() * CONFIG.ledger().partitions());
    }

    @Test
    void makes_the_topic_of_scope_write_only_where_it_is_wanted() {
        new TopicSetup(cluster, CONFIG, Duration.ofMinutes(1)).run();
        assertThat(cluster.topics).doesNotContainKey("ledger.requests.write");

        new TopicSetup(cluster, CONFIG.withLedger(CONFIG.ledger().withWriteTopic()), Duration.ofMinutes(1)).run();

        assertThat(cluster.topics).containsKey("ledger.requests.write").hasSize(Topic.values().length);
    }

    @Test
    void keeps_the_exchange_as_long_as_it_must_where_a_first_version_made_it() {
        new TopicSetup(cluster, CONFIG, Duration.ofMinutes(1)).run();
        var exchange = cluster.topics.get(CONFIG.ledger().topic(Topic.EXCHANGE));
        var needed = exchange.configs().get(TopicConfig.RETENTION_MS_CONFIG);
        cluster.set(exchange.name(), TopicConfig.RETENTION_MS_CONFIG, "86400000");

        new TopicSetup(cluster, CONFIG, Duration.ofMinutes(1)).run();

        assertThat(cluster.topics.get(exchange.name()).configs())
                .containsEntry(TopicConfig.RETENTION_MS_CONFIG, needed);
    }

    @ParameterizedTest
    @EnumSource(Topic.class)
    void lets_the_ledger_write_its_own_time_and_chooses_the_clock_of_the_broker_where_time_is_made(Topic topic) {
        var withAllTopics = CONFIG.withLedger(CONFIG.ledger().withWriteTopic());
        new TopicSetup(cluster, withAllTopics, Duration.ofMinutes(1)).run();

        var settings = cluster.topics.get(CONFIG.ledger().topic(topic)).configs();

        var readByTheLedger =
                Set.of(Topic.REQUESTS, Topic.REQUESTS_WRITE, Topic.EXCHANGE).contains(topic);
        assertThat(settings).containsEntry("message.timestamp.type", readByTheLedger ? "LogAppendTime" : "CreateTime");
        if (!readByTheLedger) {
            assertThat(settings)
                    .containsEntry("message.timestamp.before.max.ms", NO_BOUND)
                    .containsEntry("message.timestamp.after.max.ms", NO_BOUND);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Topic.class,
            names = {"REPLIES", "JOURNAL", "DEAD_LETTERS", "CATALOG"})
    void has_topics_take_any_time_that_a_first_version_left_to_the_broker(Topic topic) {
        new TopicSetup(cluster, CONFIG, Duration.ofMinutes(1)).run();
        var name = CONFIG.ledger().topic(topic);
        cluster.set(name, TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG, "3600000");

        new TopicSetup(cluster, CONFIG, Duration.ofMinutes(1)).run();

        assertThat(cluster.topics.get(name).configs())
                .containsEntry(TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG, NO_BOUND);
    }

    @ParameterizedTest
    @ValueSource(strings = {"balances", "lots", "outcomes"})
    void has_changelogs_take_any_time_that_a_first_version_left_to_the_broker(String store) {
        var name = "ledger.streams-%s-changelog".formatted(store);
        cluster.topics.put(
                name,
                new NewTopic(name, 4, (short) 1)
                        .configs(Map.of(
                                "message.timestamp.after.max.ms", "3600000",
                                "message.timestamp.before.max.ms", NO_BOUND,
                                "retention.ms", "-1",
                                "cleanup.policy", "compact")));

        new TopicSetup(cluster, CONFIG, Duration.ofMinutes(1)).run();

        assertThat(cluster.topics.get(name).configs())
                .containsOnly(
                        Map.entry("message.timestamp.after.max.ms", NO_BOUND),
                        Map.entry("message.timestamp.before.max.ms", NO_BOUND),
                        Map.entry("retention.ms", "-1"),
                        Map.entry("cleanup.policy", "compact"));
    }

    @Test
    void keeps_the_changelog_of_outcomes_for_longer_where_keys_are_remembered_for_longer() {
        outcomesKept("3600000");

        new TopicSetup(cluster, CONFIG, Duration.ofMinutes(1)).run();

        assertThat(cluster.topics.get(OUTCOMES).configs()).containsEntry("retention.ms", KEPT_FOR_SEVEN_DAYS);
    }

    @ParameterizedTest
    @ValueSource(strings = {KEPT_FOR_SEVEN_DAYS, "-1"})
    void leaves_a_changelog_of_outcomes_that_is_kept_for_as_long_as_it_must(String retentionMs) {
        outcomesKept(retentionMs);

        new TopicSetup(cluster, CONFIG, Duration.ofMinutes(1)).run();

        assertThat(cluster.topics.get(OUTCOMES).configs()).containsEntry("retention.ms", retentionMs);
    }

    @Test
    void refuses_to_start_where_keys_were_remembered_for_longer_and_says_what_to_do() {
        outcomesKept("1382400001");
        var setup = new TopicSetup(cluster, CONFIG, Duration.ofMinutes(1));

        assertThatThrownBy(setup::run)
                .isInstanceOf(TopicSetup.MismatchException.class)
                .hasMessageContaining("ledger.streams-outcomes-changelog has retention.ms=1382400001")
                .hasMessageContaining("longer SLUICE_OUTCOME_RETENTION than PT168H")
                .hasMessageContaining("set retention.ms=" + KEPT_FOR_SEVEN_DAYS);
    }

    private void outcomesKept(String retentionMs) {
        cluster.topics.put(
                OUTCOMES,
                new NewTopic(OUTCOMES, 4, (short) 1)
                        .configs(Map.of(
                                "message.timestamp.after.max.ms", NO_BOUND,
                                "message.timestamp.before.max.ms", NO_BOUND,
                                "retention.ms", retentionMs)));
    }

    @Test
    void changes_nothing_of_topics_that_are_as_they_must_be() {
        new TopicSetup(cluster, CONFIG, Duration.ofMinutes(1)).run();

        new TopicSetup(cluster, CONFIG, Duration.ofMinutes(1)).run();

        assertThat(cluster.timesAltered).isZero();
    }

    @ParameterizedTest
    @CsvSource({"REQUESTS,CreateTime", "EXCHANGE,CreateTime", "JOURNAL,LogAppendTime"})
    void refuses_to_start_where_somebody_else_would_choose_the_time(Topic topic, String type) {
        new TopicSetup(cluster, CONFIG, Duration.ofMinutes(1)).run();
        cluster.set(CONFIG.ledger().topic(topic), TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, type);
        var setup = new TopicSetup(cluster, CONFIG, Duration.ofMinutes(1));

        assertThatThrownBy(setup::run)
                .isInstanceOf(TopicSetup.MismatchException.class)
                .hasMessageContaining(
                        "%s has message.timestamp.type=%s and needs ",
                        CONFIG.ledger().topic(topic), type);
    }

    @Test
    void leaves_a_journal_that_forgets_to_whoever_made_it_so() {
        new TopicSetup(cluster, CONFIG, Duration.ofMinutes(1)).run();
        cluster.set(CONFIG.ledger().topic(Topic.JOURNAL), TopicConfig.RETENTION_MS_CONFIG, "86400000");
        var setup = new TopicSetup(cluster, CONFIG, Duration.ofMinutes(1));

        assertThatThrownBy(setup::run)
                .isInstanceOf(TopicSetup.MismatchException.class)
                .hasMessageContaining("journal has retention.ms=86400000 and needs -1");
    }

    @Test
    void gives_up_on_leaders_after_its_patience() {
        for (var time = 0; time < 10; time++) {
            cluster.refuseEnds(new LeaderNotAvailableException("never elected"));
        }
        var setup = new TopicSetup(cluster, CONFIG, Duration.ofMillis(1));

        assertThatThrownBy(setup::run)
                .isInstanceOf(KafkaException.class)
                .hasRootCauseInstanceOf(LeaderNotAvailableException.class);
    }

    /** As much of a cluster as the setup asks, in memory. */
    private static final class Cluster extends ForwardingAdmin {

        private static final Node BROKER = new Node(1, "localhost", 1);

        private final Map<String, NewTopic> topics = new HashMap<>();
        private final Deque<RuntimeException> refusals = new ArrayDeque<>();
        private int timesAskedForEnds;
        private int timesAltered;
        private Collection<TopicPartition> lastAskedFor = List.of();

        Cluster() {
            // It never connects: all that is asked is answered here.
            super(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, "localhost:1"));
        }

        void refuseEnds(RuntimeException refusal) {
            refusals.add(refusal);
        }

        void set(String topic, String setting, String value) {
            var configs = new HashMap<>(found(topic).configs());
            configs.put(setting, value);
            topics.put(topic, found(topic).configs(configs));
        }

        @Override
        public AlterConfigsResult incrementalAlterConfigs(
                Map<ConfigResource, Collection<AlterConfigOp>> changes, AlterConfigsOptions options) {
            timesAltered++;
            changes.forEach((resource, operations) -> operations.forEach(operation -> set(
                    resource.name(),
                    operation.configEntry().name(),
                    operation.configEntry().value())));
            return done(changes.keySet());
        }

        @Override
        public CreateTopicsResult createTopics(Collection<NewTopic> created, CreateTopicsOptions options) {
            created.forEach(topic -> topics.put(topic.name(), topic));
            return new CreateTopicsResult(answers(
                    created.stream().map(NewTopic::name).toList(),
                    name -> new CreateTopicsResult.TopicMetadataAndConfig(new UnknownTopicOrPartitionException()))) {};
        }

        @Override
        public DescribeTopicsResult describeTopics(TopicCollection asked, DescribeTopicsOptions options) {
            var names = ((TopicCollection.TopicNameCollection) asked).topicNames();
            return new DescribeTopicsResult(null, answers(names, this::describe)) {};
        }

        @Override
        public DescribeConfigsResult describeConfigs(Collection<ConfigResource> asked, DescribeConfigsOptions options) {
            return new DescribeConfigsResult(answers(
                    asked,
                    resource -> new Config(found(resource.name()).configs().entrySet().stream()
                            .map(setting -> new ConfigEntry(setting.getKey(), setting.getValue()))
                            .toList()))) {};
        }

        @Override
        public ListOffsetsResult listOffsets(Map<TopicPartition, OffsetSpec> asked, ListOffsetsOptions options) {
            timesAskedForEnds++;
            lastAskedFor = asked.keySet();
            return new ListOffsetsResult(answers(asked.keySet(), partition -> {
                if (!refusals.isEmpty()) {
                    throw refusals.peek();
                }
                return new ListOffsetsResultInfo(0, -1, Optional.empty());
            })) {
                {
                    refusals.poll();
                }
            };
        }

        /** Kafka keeps the making of this answer to itself. */
        private static AlterConfigsResult done(Collection<ConfigResource> changed) {
            try {
                var constructor = AlterConfigsResult.class.getDeclaredConstructor(Map.class);
                constructor.setAccessible(true);
                return constructor.newInstance(answers(changed, resource -> null));
            } catch (ReflectiveOperationException e) {
                throw new LinkageError(e.getMessage(), e);
            }
        }

        private NewTopic found(String name) {
            var topic = topics.get(name);
            if (topic == null) {
                throw new UnknownTopicOrPartitionException(name);
            }
            return topic;
        }

        private TopicDescription describe(String name) {
            var partitions = IntStream.range(0, found(name).numPartitions())
                    .mapToObj(number -> new TopicPartitionInfo(number, BROKER, List.of(BROKER), List.of(BROKER)))
                    .toList();
            return new TopicDescription(name, false, partitions);
        }

        private static <K, V> Map<K, KafkaFuture<V>> answers(Collection<K> asked, Function<K, V> answer) {
            return asked.stream().collect(Collectors.toMap(Function.identity(), key -> answer(key, answer)));
        }

        private static <K, V> KafkaFuture<V> answer(K key, Function<K, V> answer) {
            var future = new KafkaFutureImpl<V>();
            try {
                future.complete(answer.apply(key));
            } catch (KafkaException refused) {
                future.completeExceptionally(refused);
            }
            return future;
        }
    }
}
