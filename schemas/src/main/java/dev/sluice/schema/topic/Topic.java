package dev.sluice.schema.topic;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Every topic of a ledger: what is on it, who writes it, how long it is kept. All have the same number of partitions,
 * fixed for the ledger's life, because an account's records are on the same partition of each.
 */
public enum Topic {
    /** Key: account id. Value: a request. Written by the gateway and by other services. */
    REQUESTS("requests", Cleanup.DELETE, Optional.of(Duration.ofDays(7)), TimestampType.LOG_APPEND_TIME),
    /**
     * The same for services that may move value and nothing else: only requests of scope {@code write} are taken from it, and no
     * principal of an API key. A ledger has it where that is configured.
     */
    REQUESTS_WRITE("requests.write", Cleanup.DELETE, Optional.of(Duration.ofDays(7)), TimestampType.LOG_APPEND_TIME),
    /** Key: account id. Value: a reply. On the partition that the request named, or that of the key. */
    REPLIES("replies", Cleanup.DELETE, Optional.of(Duration.ofDays(1)), TimestampType.CREATE_TIME),
    /**
     * Key: the target partition's number. Value: a message between partitions. Kept as long as requests: a partition that was
     * down must find both, or a transfer would stay on its way for ever.
     */
    EXCHANGE("exchange", Cleanup.DELETE, Optional.of(Duration.ofDays(7)), TimestampType.LOG_APPEND_TIME),
    /** Key: account id. Value: a journal record, on the partition whose chain it is of. Kept for ever. */
    JOURNAL("journal", Cleanup.DELETE, Optional.empty(), TimestampType.CREATE_TIME),
    /** Key and value: as they came. Headers tell topic, partition, offset and reason. */
    DEAD_LETTERS("dead-letters", Cleanup.DELETE, Optional.of(Duration.ofDays(30)), TimestampType.CREATE_TIME),
    /** Key: id of a program or asset. Value: what it is now. */
    CATALOG("catalog", Cleanup.COMPACT, Optional.empty(), TimestampType.CREATE_TIME);

    /** The broker's policy for old records. */
    public enum Cleanup {
        DELETE("delete"),
        COMPACT("compact");

        private final String policy;

        Cleanup(String policy) {
            this.policy = policy;
        }

        /** The value of {@code cleanup.policy}. */
        public String policy() {
            return policy;
        }
    }

    /** The clock that a record's timestamp is taken from, and its allowed distance from the broker's own. */
    public enum TimestampType {
        /**
         * The writer's. The topology writes the ledger's time, which never goes back, while a broker's clock may: so a broker
         * takes any time. A record that it refused for its time would be written again and again, and stop the partition.
         */
        CREATE_TIME("CreateTime", OptionalLong.of(Long.MAX_VALUE)),
        /**
         * The broker's, when it appends: the ledger's time is made of these, and no producer can choose it. The broker asks
         * nothing about a time that it writes itself.
         */
        LOG_APPEND_TIME("LogAppendTime", OptionalLong.empty());

        private final String setting;
        private final OptionalLong differenceMaxMs;

        TimestampType(String setting, OptionalLong differenceMaxMs) {
            this.setting = setting;
            this.differenceMaxMs = differenceMaxMs;
        }

        /** The value of {@code message.timestamp.type}. */
        public String setting() {
            return setting;
        }

        /**
         * The value of {@code message.timestamp.before.max.ms} and {@code message.timestamp.after.max.ms}; empty where the
         * broker does not look at them.
         */
        public OptionalLong differenceMaxMs() {
            return differenceMaxMs;
        }
    }

    private final String suffix;
    private final Cleanup cleanup;
    private final Optional<Duration> retention;
    private final TimestampType timestampType;

    Topic(String suffix, Cleanup cleanup, Optional<Duration> retention, TimestampType timestampType) {
        this.suffix = suffix;
        this.cleanup = cleanup;
        this.retention = retention;
        this.timestampType = timestampType;
    }

    /** The topic's name in the ledger with this prefix, such as {@code ledger.requests} for {@code ledger.}. */
    public String name(String prefix) {
        return prefix + suffix;
    }

    public Cleanup cleanup() {
        return cleanup;
    }

    /** The time for which records are kept; for ever when empty. */
    public Optional<Duration> retention() {
        return retention;
    }

    public TimestampType timestampType() {
        return timestampType;
    }
}
