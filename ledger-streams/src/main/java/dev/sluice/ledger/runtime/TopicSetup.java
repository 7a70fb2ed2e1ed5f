package dev.sluice.ledger.runtime;

import dev.sluice.ledger.topology.output.Limits;
import dev.sluice.schema.topic.Topic;
import java.time.Duration;
import java.util.ArrayList;
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
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
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

    /** Which topics are not as they must be, and how. Nothing was changed. */
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

    /**
     * A setup that asks this cluster.
     *
     * @param patience how long is waited for a cluster that does not answer, or not yet
     */
    public TopicSetup(Admin admin, LedgerConfig config, Duration patience) {
        this.admin = admin;
        this.config = config;
        this.patience = patience;
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
        var found = describe();
        if (lengthened(found)) {
            return false;
        }
        var differences = differences(found);
        if (!differences.isEmpty()) {
            throw new MismatchException(differences);
        }
        for (var topic : Topic.values()) {
            if (!found.containsKey(topic)) {
                create(topic);
            }
        }
        return found.size() == Topic.values().length;
    }

    /**
     * Whether the exchange was kept for too short a time, as by the first versions, and is kept longer from now on. It is the
     * ledger's own, and nothing is lost by it; any other topic's time is for whoever set it to change.
     */
    private boolean lengthened(Map<Topic, Found> found) {
        var exchange = found.get(Topic.EXCHANGE);
        var needed = Long.toString(retentionMs(Topic.EXCHANGE));
        if (exchange == null
                || differenceOf(TopicConfig.RETENTION_MS_CONFIG, needed, exchange.settings())
                        .isEmpty()) {
            return false;
        }
        var name = exchange.description().name();
        var longer =
                new AlterConfigOp(new ConfigEntry(TopicConfig.RETENTION_MS_CONFIG, needed), AlterConfigOp.OpType.SET);
        try {
            admin.incrementalAlterConfigs(Map.of(new ConfigResource(ConfigResource.Type.TOPIC, name), List.of(longer)))
                    .all()
                    .get();
            LOG.info("Keeping {} for {} ms from now on", name, needed);
            return true;
        } catch (ExecutionException failed) {
            throw causeOf(failed);
        } catch (InterruptedException stopped) {
            throw interrupted(stopped);
        }
    }

    /**
     * Only a leader can tell the end of its log. A new topic is known before its partitions are led, and a producer that
     * writes to it with several requests on their way can then have the first refused and the second accepted; the broker
     * never lets the first in after that, and it is tried again until it expires, two minutes later (KAFKA-15591).
     */
    private void requireLeaders() {
        var ends = new HashMap<TopicPartition, OffsetSpec>();
        for (var topic : Topic.values()) {
            for (var partition = 0; partition < config.ledger().partitions(); partition++) {
                ends.put(new TopicPartition(config.ledger().topic(topic), partition), OffsetSpec.latest());
            }
        }
        try {
            admin.listOffsets(ends).all().get();
        } catch (ExecutionException failed) {
            throw causeOf(failed);
        } catch (InterruptedException stopped) {
            throw interrupted(stopped);
        }
    }

    private record Found(TopicDescription description, Config settings) {}

    private Map<Topic, Found> describe() {
        var found = new EnumMap<Topic, Found>(Topic.class);
        for (var topic : Topic.values()) {
            describe(config.ledger().topic(topic)).ifPresent(as -> found.put(topic, as));
        }
        return found;
    }

    private Optional<Found> describe(String name) {
        var resource = new ConfigResource(ConfigResource.Type.TOPIC, name);
        try {
            var description =
                    admin.describeTopics(List.of(name)).allTopicNames().get();
            var settings = admin.describeConfigs(List.of(resource)).all().get();
            return Optional.of(new Found(
                    Objects.requireNonNull(description.get(name)), Objects.requireNonNull(settings.get(resource))));
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof UnknownTopicOrPartitionException) {
                return Optional.empty();
            }
            throw causeOf(failed);
        } catch (InterruptedException stopped) {
            throw interrupted(stopped);
        }
    }

    private void create(Topic topic) {
        var name = config.ledger().topic(topic);
        var durability = config.durability();
        var replicationFactor = (short) durability.replicationFactor();
        var creation = new NewTopic(name, config.ledger().partitions(), replicationFactor);
        try {
            admin.createTopics(List.of(creation.configs(settingsOf(topic))))
                    .all()
                    .get();
            LOG.info("Made topic {} with {} partitions", name, config.ledger().partitions());
        } catch (ExecutionException failed) {
            if (!(failed.getCause() instanceof TopicExistsException)) {
                throw causeOf(failed);
            }
        } catch (InterruptedException stopped) {
            throw interrupted(stopped);
        }
    }

    private Map<String, String> settingsOf(Topic topic) {
        return Map.of(
                TopicConfig.CLEANUP_POLICY_CONFIG,
                topic.cleanup().policy(),
                TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
                topic.timestampType().setting(),
                TopicConfig.RETENTION_MS_CONFIG,
                Long.toString(retentionMs(topic)),
                // Time decides what is dropped, never size: a full disk is an alarm, not a silent loss.
                TopicConfig.RETENTION_BYTES_CONFIG,
                "-1",
                TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG,
                Integer.toString(config.durability().minInsyncReplicas()),
                TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                Integer.toString(Limits.RECORD_BYTES_MAX));
    }

    private static long retentionMs(Topic topic) {
        return topic.retention().map(Duration::toMillis).orElse(-1L);
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
            settingsOf(topic).forEach((setting, expected) -> differenceOf(setting, expected, as.settings())
                    .ifPresent(actual ->
                            differences.add("%s has %s=%s and needs %s".formatted(name, setting, actual, expected))));
        });
        return differences;
    }

    /** What the setting is, where that won't do. More than what is needed will do for sizes, copies and times. */
    private static Optional<String> differenceOf(String setting, String expected, Config settings) {
        var entry = settings.get(setting);
        var actual = entry == null || entry.value() == null ? "" : entry.value();
        var atLeast =
                switch (setting) {
                    case TopicConfig.RETENTION_MS_CONFIG,
                            TopicConfig.RETENTION_BYTES_CONFIG,
                            TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG,
                            TopicConfig.MAX_MESSAGE_BYTES_CONFIG -> true;
                    default -> false;
                };
        var willDo = atLeast ? isAtLeast(actual, expected) : actual.equals(expected);
        return willDo ? Optional.empty() : Optional.of(actual);
    }

    /** Kafka writes "no bound" as -1. */
    private static boolean isAtLeast(String actual, String expected) {
        try {
            var number = Long.parseLong(actual);
            var needed = Long.parseLong(expected);
            return number == -1 || (needed != -1 && number >= needed);
        } catch (NumberFormatException notANumber) {
            return false;
        }
    }

    private static RuntimeException causeOf(ExecutionException failed) {
        return failed.getCause() instanceof RuntimeException cause ? cause : new KafkaException(failed.getCause());
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
