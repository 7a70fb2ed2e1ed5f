package dev.sluice.ledger.store;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.WindowBytesStoreSupplier;

/**
 * The three stores of a task. Each store adds a partition of its changelog to every transaction, so there are no more than
 * these; {@link LedgerRow} tells what is in the first two, {@link Outcomes} what is in the third.
 *
 * <p>None is cached: a cache in front would save the rewriting of a row within one commit, which is 10 ms, but copies every
 * row twice and merges every scan. The decoded rows that matter are kept in {@link OpenStores}.
 */
public final class LedgerStores {

    /** Accounts, balances, holds, what is due, the catalogue, and the partition's own rows. */
    public static final String BALANCES = "balances";

    /** Lots and their slices. */
    public static final String LOTS = "lots";

    /** Idempotency memory, in segments of time that are dropped whole. */
    public static final String OUTCOMES = "outcomes";

    /** The names of all. */
    public static final List<String> NAMES = List.of(BALANCES, LOTS, OUTCOMES);

    /**
     * For the changelogs of rows that are written over: a restart reads all that compaction has left, so it works sooner (a
     * fifth of the log dirty, and not half) and on smaller segments (the active one is never compacted).
     */
    private static final Map<String, String> OVERWRITTEN = Map.of(
            TopicConfig.CLEANUP_POLICY_CONFIG,
            TopicConfig.CLEANUP_POLICY_COMPACT,
            TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG,
            "0.2",
            TopicConfig.SEGMENT_BYTES_CONFIG,
            String.valueOf(64 << 20));

    /**
     * For the changelog of rows that are written once: Kafka Streams sets compaction and deletion with the store's
     * retention, so that what a segment held is gone from the changelog without a tombstone for each row. Compaction finds
     * next to nothing to do, so it waits.
     */
    private static final Map<String, String> WRITTEN_ONCE = Map.of(
            TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG,
            "0.9",
            TopicConfig.SEGMENT_BYTES_CONFIG,
            String.valueOf(64 << 20));

    private LedgerStores() {}

    /** All stores, to be added to the topology. */
    public static List<StoreBuilder<?>> builders(LedgerStoreSettings settings) {
        return List.of(rows(BALANCES), rows(LOTS), outcomes(settings));
    }

    private static StoreBuilder<?> rows(String name) {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), Serdes.Bytes(), Serdes.ByteArray())
                .withLoggingEnabled(OVERWRITTEN)
                .withCachingDisabled();
    }

    private static StoreBuilder<?> outcomes(LedgerStoreSettings settings) {
        return Stores.windowStoreBuilder(outcomesSupplier(settings), Serdes.Bytes(), Serdes.ByteArray())
                .withLoggingEnabled(WRITTEN_ONCE)
                .withCachingDisabled();
    }

    private static WindowBytesStoreSupplier outcomesSupplier(LedgerStoreSettings settings) {
        return Stores.persistentWindowStore(OUTCOMES, outcomesKept(settings), Outcomes.WINDOW, false);
    }

    /**
     * The time for which the store keeps a window: half as long again as the keys in it are remembered. Under a retention of up to
     * seven days it is the same, and so is {@link #outcomesSegmentMs}; above, it is what older versions had with that retention.
     */
    private static Duration outcomesKept(LedgerStoreSettings settings) {
        var usual = LedgerStoreSettings.DEFAULT.outcomeRetention();
        var retention = settings.outcomeRetention().compareTo(usual) < 0 ? usual : settings.outcomeRetention();
        return retention
                .plus(Duration.ofMillis(Math.ceilDiv(retention.toMillis(), 2)))
                .plusMillis(1);
    }

    /**
     * The length of a segment of the store of outcomes on disk. Kafka Streams derives it from the retention and names the folders
     * by it, so a folder of segments of another length is not found.
     */
    public static long outcomesSegmentMs(LedgerStoreSettings settings) {
        return outcomesSupplier(settings).segmentIntervalMs();
    }

    /** The time for which the changelog of outcomes must keep a record, as Kafka Streams sets it when it makes the topic. */
    public static Duration outcomesChangelogKept(LedgerStoreSettings settings) {
        return outcomesKept(settings).plusDays(1);
    }
}
