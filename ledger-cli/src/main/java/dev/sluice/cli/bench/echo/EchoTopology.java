package dev.sluice.cli.bench.echo;

import java.util.Map;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** Requests in, one processor with two stores, replies out. */
final class EchoTopology {

    static final String ROWS = "rows";
    static final String REQUESTS_KEPT = "requests-kept";

    private EchoTopology() {}

    /** @param rows how many are got and put for each request */
    static Topology build(EchoNames names, int rows) {
        var topology = new Topology();
        topology.addSource(
                AutoOffsetReset.earliest(),
                "requests",
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer(),
                names.requests());
        topology.addProcessor("echo", () -> new EchoProcessor(rows), "requests");
        topology.addStateStore(store(ROWS), "echo");
        topology.addStateStore(store(REQUESTS_KEPT), "echo");
        topology.addSink("replies", names.replies(), new ByteArraySerializer(), new ByteArraySerializer(), "echo");
        return topology;
    }

    private static StoreBuilder<KeyValueStore<byte[], byte[]>> store(String name) {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), Serdes.ByteArray(), Serdes.ByteArray())
                .withCachingDisabled()
                .withLoggingEnabled(Map.of());
    }
}
