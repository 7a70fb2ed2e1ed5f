package dev.sluice.ledger.store;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.CompactionStyle;
import org.rocksdb.CompressionType;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.TablePropertiesCollectorFactory;
import org.rocksdb.WriteBufferManager;

/**
 * The RocksDB options of the stores: memory bounded over all stores of the process, cheap look-ups of what is not there, and
 * few tombstones. Named to Kafka Streams by {@code rocksdb.config.setter}.
 */
public final class LedgerRocksDb implements RocksDBConfigSetter {

    /**
     * The Streams setting for {@link #MEMORY_BYTES_DEFAULT}; the first store that is opened decides it for the process.
     */
    public static final String MEMORY_BYTES_CONFIG = "sluice.rocksdb.memory.bytes";

    /** For blocks, indices, filters and write buffers of all stores together, outside the heap. */
    public static final long MEMORY_BYTES_DEFAULT = 192L << 20;

    /** Of all write buffers together; when they have more, the fullest is flushed, whatever its own size. */
    private static final double WRITE_BUFFERS_SHARE = 0.33;

    /** Indices and filters are looked at with every look-up, so blocks of rows may not push them out. */
    private static final double FILTERS_SHARE = 0.3;

    /** Small, so that what is deleted soon leaves memory soon: a scan over tombstones in a write buffer skips none. */
    private static final long WRITE_BUFFER_BYTES = 8L << 20;

    private static final int WRITE_BUFFERS_MAX = 3;

    /** Rows are small and are got one by one; a larger block would be read and kept for one of them. */
    private static final long BLOCK_BYTES = 4096;

    /** One look-up in a hundred goes to a file in vain. */
    private static final double BLOOM_BITS = 10;

    /** The write buffer has a Bloom filter too: a look-up in vain need not search it. */
    private static final double WRITE_BUFFER_BLOOM_SHARE = 0.05;

    /** A file of which a part has this many deletions is compacted without waiting for its turn. */
    private static final long DELETIONS_WINDOW = 4096;

    private static final long DELETIONS_MAX = 2048;

    private static final long LEVEL_BYTES = 64L << 20;
    private static final long FILE_BYTES = 16L << 20;
    private static final int LOG_FILES_MAX = 2;

    /** The cache and write buffers that all stores of the process share; never closed, since they live as long as the process. */
    private record Memory(Cache cache, WriteBufferManager writeBuffers) {

        static Memory of(long bytes) {
            RocksDB.loadLibrary();
            var cache = new LRUCache(bytes, -1, false, FILTERS_SHARE);
            return new Memory(cache, new WriteBufferManager((long) (bytes * WRITE_BUFFERS_SHARE), cache));
        }
    }

    private static final Map<String, Memory> SHARED = new ConcurrentHashMap<>();

    /** What must be closed with a store. */
    private final Map<String, BloomFilter> filters = new ConcurrentHashMap<>();

    @Override
    public void setConfig(String storeName, Options options, Map<String, Object> configs) {
        var memory = SHARED.computeIfAbsent("process", process -> Memory.of(memoryBytes(configs)));
        tables(storeName, options, memory);
        writeBuffers(options, memory);
        compaction(options);
        // RocksDB's own log: enough to see what happened last, and no periodic statistics in it.
        options.setKeepLogFileNum(LOG_FILES_MAX);
        options.setStatsDumpPeriodSec(0);
    }

    private void tables(String storeName, Options options, Memory memory) {
        var filter = new BloomFilter(BLOOM_BITS, false);
        filters.put(storeName, filter);
        options.setTableFormatConfig(tableConfig(options)
                .setBlockCache(memory.cache())
                .setBlockSize(BLOCK_BYTES)
                .setCacheIndexAndFilterBlocks(true)
                .setCacheIndexAndFilterBlocksWithHighPriority(true)
                // Those of the newest files, which every look-up asks, stay.
                .setPinL0FilterAndIndexBlocksInCache(true)
                // Whole keys only: scans cross from one account to the next, which filters by prefix don't allow.
                .setFilterPolicy(filter)
                .setWholeKeyFiltering(true));
    }

    private static BlockBasedTableConfig tableConfig(Options options) {
        return options.tableFormatConfig() instanceof BlockBasedTableConfig config
                ? config
                : new BlockBasedTableConfig();
    }

    private static void writeBuffers(Options options, Memory memory) {
        options.setWriteBufferManager(memory.writeBuffers());
        options.setWriteBufferSize(WRITE_BUFFER_BYTES);
        options.setMaxWriteBufferNumber(WRITE_BUFFERS_MAX);
        options.setMemtablePrefixBloomSizeRatio(WRITE_BUFFER_BLOOM_SHARE);
        options.setMemtableWholeKeyFiltering(true);
    }

    /** By levels: fewer files to ask for a row, less space for rows that are written over, tombstones gone sooner. */
    private static void compaction(Options options) {
        options.setCompactionStyle(CompactionStyle.LEVEL);
        options.setLevelCompactionDynamicLevelBytes(true);
        options.setMaxBytesForLevelBase(LEVEL_BYTES);
        options.setTargetFileSizeBase(FILE_BYTES);
        options.setTablePropertiesCollectorFactory(
                List.of(TablePropertiesCollectorFactory.NewCompactOnDeletionCollectorFactory(
                        DELETIONS_WINDOW, DELETIONS_MAX, 0.5)));
        // Only the last level, where most rows lie still.
        options.setBottommostCompressionType(CompressionType.LZ4_COMPRESSION);
        // Kafka Streams leaves the filters of the last level out, where a look-up in vain would then read a block and
        // unpack it. Each fresh idempotency key is looked up in vain, and most rows lie there.
        options.setOptimizeFiltersForHits(false);
    }

    private static long memoryBytes(Map<String, Object> configs) {
        var configured = configs.get(MEMORY_BYTES_CONFIG);
        return configured == null ? MEMORY_BYTES_DEFAULT : Long.parseLong(configured.toString());
    }

    @Override
    public void close(String storeName, Options options) {
        var filter = filters.remove(storeName);
        if (filter != null) {
            filter.close();
        }
    }
}
