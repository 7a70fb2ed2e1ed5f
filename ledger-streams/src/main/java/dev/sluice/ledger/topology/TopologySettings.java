package dev.sluice.ledger.topology;

import dev.sluice.ledger.core.state.ReserveTerms;
import dev.sluice.ledger.store.LedgerStoreSettings;
import dev.sluice.schema.topic.Topic;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * The settings of the topology itself.
 *
 * @param topicPrefix stands before each topic's name and ends with a dot, so that several ledgers share a cluster
 * @param partitions of every topic; fixed for the ledger's life
 * @param retention how long is remembered what is over
 * @param sweep when and how much is booked of what has fallen due on accounts that nobody touches
 * @param backlog what happens where more is due than can be booked at once
 * @param reserves how long value may be reserved
 * @param writeTopic whether requests are taken from {@link Topic#REQUESTS_WRITE} too
 */
public record TopologySettings(
        String topicPrefix,
        int partitions,
        Retention retention,
        Sweep sweep,
        Backlog backlog,
        ReserveTerms reserves,
        boolean writeTopic) {

    public static final String TOPIC_PREFIX_DEFAULT = "ledger.";
    public static final int PARTITIONS_MAX = 1_000;

    /**
     * The retention of what is over.
     *
     * @param outcomes how long the outcome of a request is repeated to who asks with its key; at least a day
     * @param finished how long finished lots and closed holds stay listed, and debits and captures can be reversed
     */
    public record Retention(Duration outcomes, Duration finished) {

        public static final Retention DEFAULT = new Retention(
                LedgerStoreSettings.DEFAULT.outcomeRetention(), LedgerStoreSettings.DEFAULT.finishedRetention());

        public Retention {
            if (finished.isNegative()) {
                throw new IllegalArgumentException(
                        "Expected a retention of zero or more for finished lots, but got " + finished);
            }
        }
    }

    /**
     * The budget and the rhythm of sweeps, which book what falls due because time has passed.
     *
     * @param enabled off only where a test turns the clock by hand
     * @param interval between two turns, as long as nothing is left over
     * @param itemsMax postings booked, postponed records done, and rows forgotten, in one turn
     * @param time of one turn; far below the transaction timeout, since the requests of all partitions of the thread wait
     *     meanwhile. They have as much time before the thread's next turn
     */
    public record Sweep(boolean enabled, Duration interval, int itemsMax, Duration time) {

        public static final Sweep DEFAULT = new Sweep(true, Duration.ofSeconds(1), 10_000, Duration.ofMillis(25));

        public Sweep {
            if (interval.toMillis() < 1 || itemsMax < 1 || time.toMillis() < 1) {
                throw new IllegalArgumentException(
                        "Expected a sweep with an interval, a number of items and a time above zero, but got "
                                + "interval=%s items=%d time=%s".formatted(interval, itemsMax, time));
            }
        }
    }

    /**
     * The limits on work where more is due than can be booked at once.
     *
     * @param postingsMax booked of what is due before requests are decided, between two turns of a partition. A request that
     *     would need more is postponed, lest all others of the partition wait for it
     * @param rowsMax written and sent by the records that share a transaction, before the rest of them is kept for the next: a
     *     hold of 5,000 lots writes 15,000
     * @param interval how often a partition asks for a turn, while something is postponed or left over
     */
    public record Backlog(int postingsMax, int rowsMax, Duration interval) {

        public static final Backlog DEFAULT = new Backlog(2_000, 5_000, Duration.ofMillis(25));

        public Backlog {
            if (postingsMax < 1 || rowsMax < 1 || interval.toMillis() < 1) {
                throw new IllegalArgumentException(
                        "Expected at least one posting, one row and an interval above zero, but got postings=%d rows=%d interval=%s"
                                .formatted(postingsMax, rowsMax, interval));
            }
        }
    }

    /** The memory of an instance for the pages of accounts, if it serves all partitions: an eighth of the heap of 1 GiB. */
    private static final long PAGES_BYTES_MAX = 128L << 20;

    public TopologySettings {
        // Made here once, so that a retention that is too short is refused at the start.
        new LedgerStoreSettings(retention.outcomes(), retention.finished(), PAGES_BYTES_MAX);
        if (!topicPrefix.matches("[A-Za-z0-9_-]{1,80}\\.")) {
            throw new IllegalArgumentException(
                    "Expected a topic prefix of letters, digits, _ and - that ends with a dot, but got " + topicPrefix);
        }
        if (partitions < 1 || partitions > PARTITIONS_MAX) {
            throw new IllegalArgumentException("Expected 1 to 1000 partitions, but got " + partitions);
        }
    }

    /** With reserves of 3 to 180 days, and requests from one topic. */
    public TopologySettings(String topicPrefix, int partitions, Retention retention, Sweep sweep, Backlog backlog) {
        this(topicPrefix, partitions, retention, sweep, backlog, ReserveTerms.DEFAULT, false);
    }

    public TopologySettings withWriteTopic() {
        return new TopologySettings(topicPrefix, partitions, retention, sweep, backlog, reserves, true);
    }

    /** Each partition has the same share of the memory for pages, since all of them may come to one instance. */
    public LedgerStoreSettings stores() {
        return new LedgerStoreSettings(retention.outcomes(), retention.finished(), PAGES_BYTES_MAX / partitions);
    }

    /** The topics that this ledger has. */
    public List<Topic> topics() {
        return Stream.of(Topic.values())
                .filter(topic -> topic != Topic.REQUESTS_WRITE || writeTopic)
                .toList();
    }

    public String topic(Topic topic) {
        return topic.name(topicPrefix);
    }

    /** The application id: the consumer group, the transactional ids and the changelogs are named after it. */
    public String applicationId() {
        return topicPrefix + "streams";
    }
}
