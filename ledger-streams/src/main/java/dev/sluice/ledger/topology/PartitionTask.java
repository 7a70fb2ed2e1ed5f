package dev.sluice.ledger.topology;

import dev.sluice.ledger.store.OpenStores;
import dev.sluice.ledger.store.Outcomes;
import dev.sluice.ledger.store.StoreWriter;
import dev.sluice.ledger.store.StoredLedgerView;
import dev.sluice.ledger.topology.background.DueSweep;
import dev.sluice.ledger.topology.background.ForgetSweep;
import dev.sluice.ledger.topology.background.LayoutMove;
import dev.sluice.ledger.topology.background.Resumption;
import dev.sluice.ledger.topology.background.Round;
import dev.sluice.ledger.topology.background.TimeTick;
import dev.sluice.ledger.topology.background.Turns;
import dev.sluice.ledger.topology.exchange.CatalogBroadcasts;
import dev.sluice.ledger.topology.exchange.Coordination;
import dev.sluice.ledger.topology.exchange.ExchangeFlow;
import dev.sluice.ledger.topology.output.EffectsWriter;
import dev.sluice.ledger.topology.output.Faults;
import dev.sluice.ledger.topology.output.Outgoing;
import dev.sluice.ledger.topology.output.PartitionLedger;
import dev.sluice.ledger.topology.output.Partitioning;
import dev.sluice.ledger.topology.output.Replies;
import dev.sluice.ledger.topology.request.RequestFlow;
import dev.sluice.ledger.topology.request.RequestIntake;
import dev.sluice.ledger.topology.waiting.Settling;
import dev.sluice.ledger.topology.waiting.WaitingIndex;
import dev.sluice.schema.topic.Topic;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/** The parts of one task, put together by hand: all that serves one partition while it is here. */
record PartitionTask(
        PartitionLedger ledger,
        WaitingIndex waiting,
        EffectsWriter writer,
        RequestIntake intake,
        RequestFlow requests,
        ExchangeFlow exchange,
        Resumption resumption,
        Turns turns,
        Round round,
        Faults faults) {

    static PartitionTask open(
            ProcessorContext<byte[], Outgoing> context, LedgerInstance instance, Resumption.Work records) {
        var settings = instance.settings();
        var formats = instance.formats();
        var stores = OpenStores.of(context, settings.stores());
        var partitioning = new Partitioning(context.taskId().partition(), settings.partitions());
        var view = new StoredLedgerView(
                stores, partitioning.own(), account -> partitioning.of(account.toKey()), settings.reserves());
        var ledger = new PartitionLedger(
                stores,
                view,
                new Outcomes(stores, settings.stores()),
                new PartitionLedger.Wiring(instance.rules(), formats, partitioning));
        var waiting = WaitingIndex.of(view, formats, instance.shown().openWork());
        stores.heldBackBy(waiting::oldestRequest);
        var writer = new EffectsWriter(
                new StoreWriter(stores), context, waiting, instance.shown().meters());
        var faults = new Faults(formats);
        var replies = new Replies(formats);
        var settling = new Settling(settings.backlog().postingsMax());
        var broadcasts = new CatalogBroadcasts(ledger, waiting, replies);
        var coordination = new Coordination(ledger, settling, replies);
        var resumption = new Resumption(ledger, waiting, settling, writer, faults);
        var works = new Turns.Works(
                resumption,
                new LayoutMove(ledger, writer, faults),
                new TimeTick(ledger, writer),
                new DueSweep(ledger, settling, writer, faults),
                new ForgetSweep(ledger, writer, faults));
        var schedule = new Turns.Schedule(
                pace(settings),
                instance.turnTaking(),
                (interval, turn) -> context.schedule(interval, PunctuationType.WALL_CLOCK_TIME, turn));
        return new PartitionTask(
                ledger,
                waiting,
                writer,
                new RequestIntake(ledger, faults, settings.topic(Topic.REQUESTS_WRITE)),
                new RequestFlow(ledger, waiting, settling, replies, new RequestFlow.Beyond(broadcasts, coordination)),
                new ExchangeFlow(ledger, waiting, new ExchangeFlow.Parts(broadcasts, coordination), settling, faults),
                resumption,
                new Turns(waiting, settling, works, records, schedule),
                new Round(settings.backlog().rowsMax()),
                faults);
    }

    private static Turns.Pace pace(TopologySettings settings) {
        var sweep = settings.sweep();
        return new Turns.Pace(
                sweep.enabled(), sweep.interval(), settings.backlog().interval(), sweep.itemsMax(), sweep.time());
    }

    /** The task goes: what waits is told by whoever takes it. */
    void close() {
        turns.end();
        waiting.close();
    }
}
