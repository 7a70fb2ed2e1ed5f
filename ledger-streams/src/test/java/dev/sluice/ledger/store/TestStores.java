package dev.sluice.ledger.store;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.WindowStore;

/** The stores as a task has them: on RocksDB, with their changelogs, and used from within a record's processing only. */
final class TestStores implements AutoCloseable {

    private static final String APPLICATION = "test";

    private final Path folder = newFolder();
    private final AtomicReference<Consumer<ProcessorContext<Void, Void>>> step = new AtomicReference<>();
    private final AtomicReference<OpenStores> stores = new AtomicReference<>();
    private final TopologyTestDriver driver;
    private final TestInputTopic<byte[], byte[]> steps;

    TestStores() {
        this(LedgerStoreSettings.DEFAULT);
    }

    TestStores(LedgerStoreSettings settings) {
        var topology = new Topology();
        topology.addSource("steps", new ByteArrayDeserializer(), new ByteArrayDeserializer(), "steps");
        topology.addProcessor("stepper", Stepper::new, "steps");
        LedgerStores.builders(settings).forEach(store -> topology.addStateStore(store, "stepper"));
        var properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, APPLICATION);
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "nowhere:1");
        properties.put(StreamsConfig.DEFAULT_KEY_SERDE_CLASS_CONFIG, Serdes.ByteArraySerde.class);
        properties.put(StreamsConfig.DEFAULT_VALUE_SERDE_CLASS_CONFIG, Serdes.ByteArraySerde.class);
        properties.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, LedgerRocksDb.class);
        properties.put(StreamsConfig.STATE_DIR_CONFIG, folder.toString());
        this.driver = new TopologyTestDriver(topology, properties);
        this.steps = driver.createInputTopic("steps", new ByteArraySerializer(), new ByteArraySerializer());
        reopen();
    }

    private final class Stepper extends ContextualProcessor<byte[], byte[], Void, Void> {

        @Override
        public void process(Record<byte[], byte[]> ignored) {
            step.get().accept(context());
        }
    }

    private static Path newFolder() {
        try {
            return Files.createTempDirectory("sluice-stores");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Does something as a record's processing would. */
    void run(Consumer<OpenStores> todo) {
        inTask(context -> {
            var open = stores.get();
            try {
                todo.accept(open);
                new StoreWriter(open).write(open.take());
            } finally {
                open.discard();
            }
        });
    }

    /** Forgets what is in memory, as a task does that starts again. */
    void reopen() {
        inTask(context -> stores.set(OpenStores.of(context, LedgerStoreSettings.DEFAULT)));
    }

    private void inTask(Consumer<ProcessorContext<Void, Void>> todo) {
        step.set(todo);
        steps.pipeInput(new byte[0]);
    }

    /** All keys of the stores of rows, of those in pages too. */
    List<Bytes> keys() {
        var keys = new ArrayList<Bytes>();
        inTask(context -> {
            KeyValueStore<Bytes, byte[]> balances = context.getStateStore(LedgerStores.BALANCES);
            var rows = LogicalRows.of(balances, context.getStateStore(LedgerStores.LOTS));
            keys.addAll(rows.balances().keySet());
            keys.addAll(rows.lots().keySet());
        });
        return keys;
    }

    /** Stores with other settings that are given all outcomes of these with their windows, as the changelog has them. */
    TestStores rebuilt(LedgerStoreSettings settings) {
        var rebuilt = new TestStores(settings);
        inTask(context -> {
            WindowStore<Bytes, byte[]> store = context.getStateStore(LedgerStores.OUTCOMES);
            try (var all = store.all()) {
                all.forEachRemaining(row -> rebuilt.putOutcome(
                        row.key.key(), row.value, row.key.window().start()));
            }
        });
        return rebuilt;
    }

    /** Puts a row as an older version would have. */
    void putOutcome(Bytes key, byte[] value, long windowMs) {
        inTask(context -> {
            WindowStore<Bytes, byte[]> store = context.getStateStore(LedgerStores.OUTCOMES);
            store.put(key, value, windowMs);
        });
    }

    void putBalancesRow(Bytes key, byte[] value) {
        inTask(context -> {
            KeyValueStore<Bytes, byte[]> store = context.getStateStore(LedgerStores.BALANCES);
            store.put(key, value);
        });
    }

    /** How many rows the idempotency memory has, dropped ones not counted. */
    int outcomeRows() {
        var rows = new AtomicInteger();
        inTask(context -> {
            WindowStore<Bytes, byte[]> store = context.getStateStore(LedgerStores.OUTCOMES);
            try (var all = store.all()) {
                all.forEachRemaining(row -> rows.incrementAndGet());
            }
        });
        return rows.get();
    }

    /** How many records went to a store's changelog since this was last asked. */
    int changelogRecords(String store) {
        var topic = APPLICATION + "-" + store + "-changelog";
        var bytes = new ByteArrayDeserializer();
        return driver.producedTopicNames().contains(topic)
                ? driver.createOutputTopic(topic, bytes, bytes)
                        .readRecordsToList()
                        .size()
                : 0;
    }

    @Override
    public void close() {
        driver.close();
        try (var left = Files.walk(folder)) {
            left.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
