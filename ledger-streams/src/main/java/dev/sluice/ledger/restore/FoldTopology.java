package dev.sluice.ledger.restore;

import dev.sluice.ledger.store.LedgerStores;
import dev.sluice.ledger.topology.TopologySettings;
import dev.sluice.ledger.topology.output.Outgoing;
import dev.sluice.ledger.topology.output.Sinks;
import dev.sluice.ledger.topology.output.WireFormats;
import dev.sluice.schema.topic.Topic;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.Processor;

/**
 * The topology that folds the journal into the ledger's own stores. It has the stores, the changelogs and the tasks of {@link
 * dev.sluice.ledger.topology.LedgerTopology}, so what it leaves is what the ledger begins with.
 */
public final class FoldTopology {

    private static final String FOLD = "fold";
    private static final String JOURNAL = "journal-in";

    private FoldTopology() {}

    public static Topology build(TopologySettings settings, Cut cut) {
        var topology = new Topology();
        topology.addSource(
                AutoOffsetReset.earliest(),
                JOURNAL,
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer(),
                settings.topic(Topic.JOURNAL));
        topology.addProcessor(FOLD, () -> processor(settings, cut), JOURNAL);
        LedgerStores.builders(settings.stores()).forEach(store -> topology.addStateStore(store, FOLD));
        sink(topology, Sinks.EXCHANGE, settings.topic(Topic.EXCHANGE));
        sink(topology, Sinks.CATALOG, settings.topic(Topic.CATALOG));
        return topology;
    }

    /** The processor of one task. */
    public static Processor<byte[], byte[], byte[], Outgoing> processor(TopologySettings settings, Cut cut) {
        return new FoldProcessor(settings, cut, WireFormats.create());
    }

    private static void sink(Topology topology, String name, String topic) {
        topology.addSink(name, topic, new ByteArraySerializer(), Outgoing.SERIALIZER, Outgoing.PARTITIONER, FOLD);
    }
}
