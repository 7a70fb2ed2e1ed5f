package dev.sluice.ledger.topology;

import dev.sluice.ledger.store.Forgetting;
import dev.sluice.ledger.store.OpenStores;
import dev.sluice.ledger.store.Outcomes;
import dev.sluice.ledger.store.StateWriter;
import dev.sluice.ledger.store.StoredLedgerView;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/** The parts of one task, put together by hand: all that serves one partition while it is here. */
record PartitionTask(
        Wiring wiring,
        Books books,
        Settling settling,
        PostponedRecords postponed,
        RequestFlow requests,
        Exchange exchange,
        DueSweep dueSweep,
        ForgetSweep forgetSweep,
        DeadLetters deadLetters,
        Faults faults) {

    static PartitionTask open(ProcessorContext<byte[], Outgoing> context, LedgerInstance instance) {
        var settings = instance.settings();
        var formats = instance.formats();
        var meters = instance.meters();
        var partitioning = new Partitioning(context.taskId().partition(), settings.partitions());
        var stores = OpenStores.of(context);
        var view = new StoredLedgerView(
                stores, partitioning.own(), account -> partitioning.of(account.toKey()), settings.reserves());
        var writer = new StateWriter(stores);
        var outbox = new Outbox(context);
        var wiring = new Wiring(partitioning, outbox, formats, meters);
        var deadLetters = new DeadLetters(outbox, meters);
        var faults = new Faults(formats, outbox, deadLetters, meters);
        var books = new Books(instance.rules(), view, writer, outbox, formats.journal());
        var memory = new Memory(new Outcomes(stores, settings.stores()), formats);
        var answers = new Answers(books, memory, wiring);
        var postponed = new PostponedRecords(books, writer, wiring);
        var settling = new Settling(books, postponed, settings.backlog().postingsMax());
        var exchange = new Exchange(
                wiring,
                new Broadcasts(books, writer, memory, wiring),
                new Undertakings(books, settling, writer, answers, wiring),
                new Counterparts(books, settling, wiring));
        return new PartitionTask(
                wiring,
                books,
                settling,
                postponed,
                new RequestFlow(books, settling, exchange, answers),
                exchange,
                new DueSweep(books, settling, faults, meters),
                new ForgetSweep(
                        books,
                        new Forgetting(stores, view, writer),
                        meters,
                        settings.retention().finished()),
                deadLetters,
                faults);
    }

    /** The task goes: what it counted is counted by whoever takes it. */
    void close() {
        exchange.close();
        postponed.close();
    }
}
