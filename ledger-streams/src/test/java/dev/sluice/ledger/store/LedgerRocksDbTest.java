package dev.sluice.ledger.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.FlushOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.Statistics;
import org.rocksdb.TickerType;

/** Tests of what the settings make of look-ups in a real RocksDB that Kafka Streams has set up before. */
class LedgerRocksDbTest {

    private static final int ROWS = 20_000;
    private static final int LOOK_UPS = 5_000;

    @TempDir
    private Path folder;

    @Test
    void a_look_up_in_vain_reads_hardly_a_block_also_where_all_rows_are_in_the_last_level() throws RocksDBException {
        var settings = new LedgerRocksDb();
        try (var statistics = new Statistics();
                var options = asKafkaStreamsHasThem(statistics)) {
            settings.setConfig("outcomes", options, Map.of());
            try (var rows = RocksDB.open(options, folder.toString())) {
                for (var row = 0; row < ROWS; row++) {
                    rows.put(key("there", row), key("value", row));
                }
                flushed(rows);
                rows.compactRange();
                var before = blocksAskedFor(statistics);

                for (var row = 0; row < LOOK_UPS; row++) {
                    assertThat(rows.get(key("there", row + ROWS))).isNull();
                }

                // A filter errs once in a hundred times.
                assertThat(blocksAskedFor(statistics) - before).isLessThan(LOOK_UPS / 20);
            } finally {
                settings.close("outcomes", options);
            }
        }
    }

    /** As {@code RocksDBStore} of Kafka Streams does before it asks for our settings. */
    private static Options asKafkaStreamsHasThem(Statistics statistics) {
        return new Options()
                .setCreateIfMissing(true)
                .setStatistics(statistics)
                .setOptimizeFiltersForHits(true)
                .setTableFormatConfig(new BlockBasedTableConfig());
    }

    private static void flushed(RocksDB rows) throws RocksDBException {
        try (var flush = new FlushOptions().setWaitForFlush(true)) {
            rows.flush(flush);
        }
    }

    private static long blocksAskedFor(Statistics statistics) {
        return statistics.getTickerCount(TickerType.BLOCK_CACHE_DATA_HIT)
                + statistics.getTickerCount(TickerType.BLOCK_CACHE_DATA_MISS);
    }

    private static byte[] key(String prefix, int row) {
        return "%s-%08d".formatted(prefix, row * 2_654_435_761L % 100_000_000).getBytes(UTF_8);
    }
}
