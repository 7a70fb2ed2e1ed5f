package dev.sluice.ledger.topology.output;

import dev.sluice.ledger.store.OpenStores;
import dev.sluice.ledger.store.Outcomes;
import dev.sluice.ledger.store.ReservesApart;
import dev.sluice.ledger.store.StateWriter;
import dev.sluice.ledger.store.StoredLedgerView;
import java.time.Instant;
import java.util.Optional;

/**
 * The ledger of one partition while its task runs: its state, its time, and the rules and formats by which records are worked
 * out on it, each on a draft of its own.
 */
public final class PartitionLedger {

    private final OpenStores stores;
    private final StoredLedgerView view;
    private final StateWriter rows;
    private final Outcomes outcomes;
    private final Wiring wiring;
    private Instant now;

    /** The parts that are the same whatever the state: the rules, the formats, and which partition this is. */
    public record Wiring(Rules rules, WireFormats formats, Partitioning partitioning) {}

    public PartitionLedger(OpenStores stores, StoredLedgerView view, Outcomes outcomes, Wiring wiring) {
        this.stores = stores;
        this.view = view;
        this.rows = new StateWriter(stores);
        this.outcomes = outcomes;
        this.wiring = wiring;
        this.now = view.head().clock();
    }

    /** Time goes on to this moment, or stays where it is: it never goes back. */
    public void advanceTo(Instant moment) {
        if (moment.isAfter(now)) {
            now = moment;
        }
    }

    /** The ledger's time. */
    public Instant now() {
        return now;
    }

    /** The state there is, as of now. */
    public StoredLedgerView view() {
        return view.asOf(now);
    }

    /**
     * A draft for the effects of one record; whatever an earlier one left unfinished is no more.
     *
     * @param principal who asks, as the record says
     */
    public EffectsDraft draft(Optional<String> principal) {
        stores.discard();
        return new EffectsDraft(this, principal);
    }

    public Rules rules() {
        return wiring.rules();
    }

    public WireFormats formats() {
        return wiring.formats();
    }

    public Partitioning partitioning() {
        return wiring.partitioning();
    }

    /** The move of rows that the first release wrote to where they are today. */
    public ReservesApart reservesApart() {
        return new ReservesApart(stores, view, rows);
    }

    OpenStores stores() {
        return stores;
    }

    StateWriter rows() {
        return rows;
    }

    /** The memory of requests. */
    public Outcomes outcomes() {
        return outcomes;
    }
}
