package dev.sluice.ledger.topology.output;

import dev.sluice.ledger.store.StoreWriter;
import java.util.function.Consumer;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/**
 * The one place where anything happens: the effects of a record are written and sent, all in the transaction at hand. They
 * were encoded and measured before, so there is nothing left here that could be refused; what fails here is the disk, the
 * broker or the process, and ends the transaction.
 */
public final class EffectsWriter {

    private final StoreWriter stores;
    private final ProcessorContext<byte[], Outgoing> context;
    private final Consumer<WaitingChange> waiting;
    private final LedgerMeters meters;

    /**
     * The writer of one task.
     *
     * @param waiting what keeps in memory what waits
     */
    public EffectsWriter(
            StoreWriter stores,
            ProcessorContext<byte[], Outgoing> context,
            Consumer<WaitingChange> waiting,
            LedgerMeters meters) {
        this.stores = stores;
        this.context = context;
        this.waiting = waiting;
        this.meters = meters;
    }

    /** Does what was worked out. */
    public void apply(Effects effects) {
        stores.write(effects.writes());
        effects.sends().forEach(send -> context.forward(send.record(), send.sink()));
        effects.waiting().forEach(waiting);
        effects.counts().forEach(meters::count);
    }
}
