package dev.sluice.ledger.topology;

import dev.sluice.ledger.commit.CommittedWhenQuiet;
import dev.sluice.ledger.commit.QuietThreads;
import dev.sluice.ledger.standstill.Watch;
import dev.sluice.ledger.standstill.WatchedProcessor;
import dev.sluice.ledger.store.LedgerStores;
import dev.sluice.ledger.topology.LedgerInstance.Shown;
import dev.sluice.ledger.topology.background.TurnTaking;
import dev.sluice.ledger.topology.output.LedgerMeters;
import dev.sluice.ledger.topology.output.Outgoing;
import dev.sluice.ledger.topology.output.Rules;
import dev.sluice.ledger.topology.output.Sinks;
import dev.sluice.ledger.topology.output.WireFormats;
import dev.sluice.schema.topic.Topic;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * The whole topology. One sub-topology, so that a task is a partition of the ledger with all that it needs: requests and
 * messages of other partitions come in, one processor with three stores takes them one by one, and what it has to say goes
 * out. Keys and values are bytes up to the processor, since what can't be read must not stop it.
 *
 * <p>The names are those of the changelogs and of what operators see: they never change.
 */
public final class LedgerTopology {

    static final String LEDGER = "ledger";

    static final String REQUESTS = "requests";
    static final String REQUESTS_WRITE = "requests-write";
    static final String EXCHANGE_IN = "exchange-in";

    private LedgerTopology() {}

    /** The topology of a ledger with these rules, on an instance that has this watch and these threads. */
    public static Topology build(
            TopologySettings settings, Rules rules, MeterRegistry registry, Watch watch, QuietThreads threads) {
        var shown = new Shown(new LedgerMeters(registry), watch.openWork());
        var instance =
                new LedgerInstance(settings, rules, WireFormats.create(), shown, new TurnTaking(System::nanoTime));
        return build(
                settings,
                () -> new CommittedWhenQuiet<>(
                        new WatchedProcessor<>(new LedgerProcessor(instance), watch.standstills()), threads));
    }

    static Topology build(TopologySettings settings, ProcessorSupplier<byte[], byte[], byte[], Outgoing> ledger) {
        var topology = new Topology();
        source(topology, REQUESTS, settings.topic(Topic.REQUESTS));
        source(topology, EXCHANGE_IN, settings.topic(Topic.EXCHANGE));
        if (settings.writeTopic()) {
            source(topology, REQUESTS_WRITE, settings.topic(Topic.REQUESTS_WRITE));
            topology.addProcessor(LEDGER, ledger, REQUESTS, REQUESTS_WRITE, EXCHANGE_IN);
        } else {
            topology.addProcessor(LEDGER, ledger, REQUESTS, EXCHANGE_IN);
        }
        for (StoreBuilder<?> store : LedgerStores.builders(settings.stores())) {
            topology.addStateStore(store, LEDGER);
        }
        sink(topology, Sinks.REPLIES, settings.topic(Topic.REPLIES));
        sink(topology, Sinks.EXCHANGE, settings.topic(Topic.EXCHANGE));
        sink(topology, Sinks.JOURNAL, settings.topic(Topic.JOURNAL));
        sink(topology, Sinks.DEAD_LETTERS, settings.topic(Topic.DEAD_LETTERS));
        sink(topology, Sinks.CATALOG, settings.topic(Topic.CATALOG));
        return topology;
    }

    private static void source(Topology topology, String name, String topic) {
        topology.addSource(
                AutoOffsetReset.earliest(),
                name,
                LedgerTopology::appendTime,
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer(),
                topic);
    }

    private static void sink(Topology topology, String name, String topic) {
        topology.addSink(name, topic, new ByteArraySerializer(), Outgoing.SERIALIZER, Outgoing.PARTITIONER, LEDGER);
    }

    /** The broker's append time. A record without one is not skipped, as Streams would: it counts as old, and time stands. */
    private static long appendTime(ConsumerRecord<Object, Object> record, long partitionTime) {
        return Math.max(0, record.timestamp());
    }
}
