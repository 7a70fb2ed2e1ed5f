package dev.sluice.ledger.runtime;

import dev.sluice.ledger.runtime.LedgerConfig.Durability;
import dev.sluice.ledger.store.LedgerStoreSettings;
import dev.sluice.ledger.store.LedgerStores;
import dev.sluice.ledger.topology.output.Limits;
import dev.sluice.schema.topic.Topic;
import dev.sluice.schema.topic.Topic.TimestampType;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.TopicConfig;

/** The settings that the ledger's topics must have, and what will do in their stead. */
final class TopicSettings {

    /** How Kafka writes it. */
    private static final String NO_BOUND = "-1";

    private TopicSettings() {}

    /** All settings of a topic that matter. */
    static Map<String, String> of(Topic topic, Durability durability) {
        var settings = new HashMap<>(Map.of(
                TopicConfig.CLEANUP_POLICY_CONFIG,
                topic.cleanup().policy(),
                TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
                topic.timestampType().setting(),
                TopicConfig.RETENTION_MS_CONFIG,
                retentionMs(topic),
                // Time decides what is dropped, never size: a full disk is an alarm, not a silent loss.
                TopicConfig.RETENTION_BYTES_CONFIG,
                "-1",
                TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG,
                Integer.toString(durability.minInsyncReplicas()),
                TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                Integer.toString(Limits.RECORD_BYTES_MAX)));
        settings.putAll(differenceMax(topic.timestampType()));
        return settings;
    }

    /**
     * What a topic of an older ledger may lack, and is given at the start: the first versions kept the exchange for too short a
     * time, and left it to the broker how far from its clock the ledger's time may be.
     */
    static Map<String, String> addedSince(Topic topic) {
        return topic == Topic.EXCHANGE
                ? Map.of(TopicConfig.RETENTION_MS_CONFIG, retentionMs(topic))
                : differenceMax(topic.timestampType());
    }

    /** What the stores' changelogs must have besides what Kafka Streams sets; theirs is the ledger's time too. */
    static Map<String, String> ofChangelogs() {
        return differenceMax(TimestampType.CREATE_TIME);
    }

    /**
     * The same for one that is there. Kafka Streams says for how long outcomes are kept when it makes the topic, and never again:
     * under a longer retention it must be longer.
     */
    static Map<String, String> ofChangelog(String store, LedgerStoreSettings stores) {
        var settings = new HashMap<>(ofChangelogs());
        if (store.equals(LedgerStores.OUTCOMES)) {
            settings.put(TopicConfig.RETENTION_MS_CONFIG, outcomesKeptMs(stores));
        }
        return settings;
    }

    /**
     * What is wrong with the changelog of outcomes, which tells the longest retention that there was. An older version's windows
     * were as long as that made them, and a store of a shorter one drops them before all keys in them are too old.
     */
    static Optional<String> outcomesShortened(Config changelog, LedgerStoreSettings stores) {
        var needed = outcomesKeptMs(stores);
        return Optional.ofNullable(changelog.get(TopicConfig.RETENTION_MS_CONFIG))
                .map(ConfigEntry::value)
                .filter(actual -> !actual.equals(NO_BOUND) && !isAtLeast(needed, actual))
                .map(actual ->
                        ("has retention.ms=%s, as under a longer SLUICE_OUTCOME_RETENTION than %s; start with that one"
                            + " until all that an older version remembered is older than it, then set retention.ms=%s,"
                            + " and shorten it")
                                .formatted(actual, stores.outcomeRetention(), needed));
    }

    private static String outcomesKeptMs(LedgerStoreSettings stores) {
        return Long.toString(LedgerStores.outcomesChangelogKept(stores).toMillis());
    }

    /** What a setting is, where that won't do. More than what is needed will do for sizes, copies and times. */
    static Optional<String> differenceOf(String setting, String expected, Config settings) {
        var entry = settings.get(setting);
        var actual = entry == null || entry.value() == null ? "" : entry.value();
        var atLeast = switch (setting) {
            case TopicConfig.RETENTION_MS_CONFIG,
                    TopicConfig.RETENTION_BYTES_CONFIG,
                    TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG,
                    TopicConfig.MAX_MESSAGE_BYTES_CONFIG -> true;
            default -> false;
        };
        var willDo = atLeast ? isAtLeast(actual, expected) : actual.equals(expected);
        return willDo ? Optional.empty() : Optional.of(actual);
    }

    private static Map<String, String> differenceMax(TimestampType type) {
        if (type.differenceMaxMs().isEmpty()) {
            return Map.of();
        }
        var max = Long.toString(type.differenceMaxMs().getAsLong());
        return Map.of(
                TopicConfig.MESSAGE_TIMESTAMP_BEFORE_MAX_MS_CONFIG,
                max,
                TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG,
                max);
    }

    private static String retentionMs(Topic topic) {
        return Long.toString(topic.retention().map(Duration::toMillis).orElse(-1L));
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
}
