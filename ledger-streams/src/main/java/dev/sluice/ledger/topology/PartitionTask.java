package dev.sluice.ledger.topology;

import dev.sluice.ledger.store.Forgetting;
import dev.sluice.ledger.store.OpenStores;
import dev.sluice.ledger.store.Outcomes;
import dev.sluice.ledger.store.StateWriter;
import dev.sluice.ledger.store.StoredLedgerView;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/** The parts of one task, put together by hand: all that serves one partition while it is here. */
record PartitionTask(
        Partitioning partitioning,
        Books books,
        RequestFlow requests,
        Exchange exchange,
        DueSweep sweep,
        Outbox outbox,
        DeadLetters deadLetters,
        Faults faults) {

    static PartitionTask open(
            ProcessorContext<byte[], Outgoing> context,
            TopologySettings settings,
            Rules rules,
            WireFormats formats,
            LedgerMeters meters) {
        var partitioning = new Partitioning(context.taskId().partition(), settings.partitions());
        var stores = OpenStores.of(context);
        var view = new StoredLedgerView(
                stores, partitioning.own(), account -> partitioning.of(account.toKey()), settings.reserves());
        var writer = new StateWriter(stores);
        var outbox = new Outbox(context);
        var wiring = new Wiring(partitioning, outbox, formats, meters);
        var deadLetters = new DeadLetters(outbox, meters);
        var faults = new Faults(formats, outbox, deadLetters, meters);
        var books = new Books(rules, view, writer, outbox, formats.journal());
        var memory = new Memory(new Outcomes(stores, settings.stores()), formats);
        var answers = new Answers(books, memory, wiring);
        var exchange = new Exchange(
                wiring,
                new Broadcasts(books, writer, memory, wiring),
                new Undertakings(rules, books, writer, answers, wiring),
                new Counterparts(rules, books, wiring));
        var requests = new RequestFlow(rules, books, memory, exchange, answers);
        var forgetting = new Forgetting(stores, view, writer);
        var sweep = new DueSweep(books, forgetting, faults, meters, settings);
        return new PartitionTask(partitioning, books, requests, exchange, sweep, outbox, deadLetters, faults);
    }
}
