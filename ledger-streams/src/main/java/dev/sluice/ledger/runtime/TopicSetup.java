package dev.sluice.ledger.runtime;

import dev.sluice.ledger.store.LedgerStores;
import dev.sluice.schema.topic.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the topics that are missing and checks those that are there. A ledger whose topics differ from what it was told
 * does not start: with another number of partitions an account would be served in two places, with another kind of
 * timestamp time would be the producers' to choose, and with a shorter retention the journal would forget.
 *
 * <p>Any number of instances may do this at once: what another has made meanwhile is checked like what was there before.
 */
public final class TopicSetup {

    private static final Logger LOG = LoggerFactory.getLogger(TopicSetup.class);
    private static final Duration PAUSE = Duration.ofMillis(250);
    private static final Duration BETWEEN_LOG_LINES = Duration.ofSeconds(5);

    /** The topics that are not as they must be, with their differences. Nothing was changed. */
    public static final class MismatchException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        MismatchException(List<String> differences) {
            super("Expected the ledger's topics as they are set, but%n  %s"
                    .formatted(String.join("%n  ".formatted(), differences)));
        }
    }

    private final Admin admin;
    private final LedgerConfig config;
    private final Duration patience;
    private final boolean restores;

    /**
     * A setup that asks this cluster.
     *
     * @param patience how long is waited for a cluster that does not answer, or not yet
     */
    public TopicSetup(Admin admin, LedgerConfig config, Duration patience) {
        this(admin, config, patience, false);
    }

    private TopicSetup(Admin admin, LedgerConfig config, Duration patience, boolean restores) {
        this.admin = admin;
        this.config = config;
        this.patience = patience;
        this.restores = restores;
    }

    /** The same for a restore, which is not kept off by its own mark. */
    TopicSetup ofRestore() {
        return new TopicSetup(admin, config, patience, true);
    }

    /**
     * Returns when all topics are there as they must be, and each partition has a leader that can be written to.
     *
     * @throws MismatchException when they are not
     * @throws KafkaException when the cluster can't be asked, within the patience
     */
    public void run() {
        var deadline = System.nanoTime() + patience.toNanos();
        var nextLogLine = System.nanoTime() + BETWEEN_LOG_LINES.toNanos();
        while (true) {
            try {
                if (createAndCheck()) {
                    requireLeaders();
                    return;
                }
            } catch (AuthenticationException | AuthorizationException refused) {
                throw refused;
            } catch (RetriableException notYet) {
                if (System.nanoTime() > deadline) {
                    throw new KafkaException(
                            "Expected Kafka at %s to answer within %s, but it does not"
                                    .formatted(config.cluster(), patience),
                            notYet);
                }
                if (System.nanoTime() > nextLogLine) {
                    LOG.info("Waiting for Kafka at {}: {}", config.cluster(), notYet.getMessage());
                    nextLogLine = System.nanoTime() + BETWEEN_LOG_LINES.toNanos();
                }
            }
            pause();
        }
    }

    /** Whether all topics were there; what was missing is made, and looked at in the next round. */
    private boolean createAndCheck() {
        var prefix = config.ledger().topicPrefix();
        if (!restores && describe(UnfinishedRestore.topic(prefix)).isPresent()) {
            throw new MismatchException(List.of(UnfinishedRestore.told(prefix)));
        }
        var found = describe();
        if (broughtUpToDate(found)) {
            return false;
        }
        var differences = differences(found);
        if (!differences.isEmpty()) {
            throw new MismatchException(differences);
        }
        for (var topic : config.ledger().topics()) {
            if (!found.containsKey(topic)) {
                create(topic);
            }
        }
        return found.size() == config.ledger().topics().size();
    }

    /**
     * Whether topics of an older ledger lacked something that changes nothing of what is in them, and have it from now on. Any
     * other difference is for whoever set it to change.
     */
    private boolean broughtUpToDate(Map<Topic, Found> found) {
        var changes = new HashMap<ConfigResource, Collection<AlterConfigOp>>();
        found.forEach((topic, as) -> TopicSettings.addedSince(topic)
                .forEach((setting, needed) ->
                        change(setting, needed, as.settings(), as.description().name(), changes)));
        for (var store : LedgerStores.NAMES) {
            var name = changelog(store);
            settings(name)
                    .ifPresent(as -> TopicSettings.ofChangelog(
                                    store, config.ledger().stores())
                            .forEach((setting, needed) -> change(setting, needed, as, name, changes)));
        }
        if (changes.isEmpty()) {
            return false;
        }
        waitFor(admin.incrementalAlterConfigs(changes).all());
        changes.forEach((topic, operations) -> LOG.info("Topic {} has from now on {}", topic.name(), operations));
        return true;
    }

    private static void change(
            String setting,
            String needed,
            Config settings,
            String topic,
            Map<ConfigResource, Collection<AlterConfigOp>> changes) {
        if (TopicSettings.differenceOf(setting, needed, settings).isPresent()) {
            changes.computeIfAbsent(new ConfigResource(ConfigResource.Type.TOPIC, topic), none -> new ArrayList<>())
                    .add(new AlterConfigOp(new ConfigEntry(setting, needed), AlterConfigOp.OpType.SET));
        }
    }

    /**
     * Only a leader can tell the end of its log. A new topic is known before its partitions are led, and a producer that
     * writes to it with several requests on their way can then have the first refused and the second accepted; the broker
     * never lets the first in after that, and it is tried again until it expires, two minutes later (KAFKA-15591).
     */
    private void requireLeaders() {
        var ends = new HashMap<TopicPartition, OffsetSpec>();
        for (var topic : config.ledger().topics()) {
            for (var partition = 0; partition < config.ledger().partitions(); partition++) {
                ends.put(new TopicPartition(config.ledger().topic(topic), partition), OffsetSpec.latest());
            }
        }
        waitFor(admin.listOffsets(ends).all());
    }

    /** A topic as it was found on the cluster. */
    private record Found(TopicDescription description, Config settings) {}

    private Map<Topic, Found> describe() {
        var found = new EnumMap<Topic, Found>(Topic.class);
        for (var topic : config.ledger().topics()) {
            describe(config.ledger().topic(topic)).ifPresent(as -> found.put(topic, as));
        }
        return found;
    }

    private Optional<Found> describe(String name) {
        try {
            var description =
                    waitFor(admin.describeTopics(List.of(name)).allTopicNames()).get(name);
            return settings(name).map(settings -> new Found(Objects.requireNonNull(description), settings));
        } catch (UnknownTopicOrPartitionException missing) {
            return Optional.empty();
        }
    }

    private Optional<Config> settings(String name) {
        var resource = new ConfigResource(ConfigResource.Type.TOPIC, name);
        try {
            return Optional.ofNullable(
                    waitFor(admin.describeConfigs(List.of(resource)).all()).get(resource));
        } catch (UnknownTopicOrPartitionException missing) {
            return Optional.empty();
        }
    }

    private void create(Topic topic) {
        var name = config.ledger().topic(topic);
        var replicationFactor = (short) config.durability().replicationFactor();
        var creation = new NewTopic(name, config.ledger().partitions(), replicationFactor);
        try {
            waitFor(admin.createTopics(List.of(creation.configs(TopicSettings.of(topic, config.durability()))))
                    .all());
            LOG.info("Made topic {} with {} partitions", name, config.ledger().partitions());
        } catch (TopicExistsException madeMeanwhile) {
            // By another instance; it is looked at in the next round.
        }
    }

    private List<String> differences(Map<Topic, Found> found) {
        var differences = new ArrayList<String>();
        found.forEach((topic, as) -> {
            var name = as.description().name();
            var partitions = as.description().partitions();
            if (partitions.size() != config.ledger().partitions()) {
                differences.add(("%s has %d partitions and the setting is %d; the number is fixed for a ledger's life, "
                                + "so set it as it was, or choose another topic prefix for a new ledger")
                        .formatted(name, partitions.size(), config.ledger().partitions()));
            }
            var replicas = partitions.getFirst().replicas().size();
            if (replicas < config.durability().replicationFactor()) {
                differences.add("%s has %d replicas and the setting is %d"
                        .formatted(name, replicas, config.durability().replicationFactor()));
            }
            TopicSettings.of(topic, config.durability())
                    .forEach((setting, expected) -> TopicSettings.differenceOf(setting, expected, as.settings())
                            .ifPresent(actual -> differences.add(
                                    "%s has %s=%s and needs %s".formatted(name, setting, actual, expected))));
        });
        var outcomes = changelog(LedgerStores.OUTCOMES);
        settings(outcomes)
                .flatMap(as ->
                        TopicSettings.outcomesShortened(as, config.ledger().stores()))
                .ifPresent(wrong -> differences.add(outcomes + " " + wrong));
        return differences;
    }

    private String changelog(String store) {
        return "%s-%s-changelog".formatted(config.ledger().applicationId(), store);
    }

    private static <T> T waitFor(KafkaFuture<T> answer) {
        try {
            return answer.get();
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof RuntimeException cause ? cause : new KafkaException(failed.getCause());
        } catch (InterruptedException stopped) {
            throw interrupted(stopped);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException stopped) {
            throw interrupted(stopped);
        }
    }

    private static RuntimeException interrupted(InterruptedException stopped) {
        Thread.currentThread().interrupt();
        return new KafkaException("Stopped while the topics were looked at", stopped);
    }
}
