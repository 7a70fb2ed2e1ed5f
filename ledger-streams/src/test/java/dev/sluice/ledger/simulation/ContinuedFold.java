package dev.sluice.ledger.simulation;

import dev.sluice.ledger.core.evolve.Evolver;
import dev.sluice.ledger.simulation.SimulatedPartition.Committed;
import dev.sluice.ledger.store.Head;
import dev.sluice.ledger.store.KindOfRow;
import dev.sluice.ledger.store.LedgerStores;
import dev.sluice.ledger.store.OpenStores;
import dev.sluice.ledger.store.StateWriter;
import dev.sluice.ledger.store.StoreWriter;
import dev.sluice.ledger.store.StoredLedgerView;
import dev.sluice.schema.journal.JournalRecord;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.common.utils.Bytes;

/**
 * The stores that follow from a partition's journal, kept up with it. After each transaction the rows that it wrote, here or
 * there, must be the same, to the last byte.
 */
final class ContinuedFold {

    private final Breakdown none = new Breakdown();
    private final SimulatedRows balances = new SimulatedRows(LedgerStores.BALANCES, none);
    private final SimulatedRows lots = new SimulatedRows(LedgerStores.LOTS, none);
    private final OpenStores stores = new OpenStores(balances, lots, new SimulatedOutcomes(1, none));
    private final StateWriter writer = new StateWriter(stores);
    private final StoredLedgerView view;
    private final boolean forgets;

    /**
     * @param forgets whether finished lots and closed holds may go from their lists, which no entry says
     */
    ContinuedFold(int partition, boolean forgets) {
        this.view = new StoredLedgerView(stores, partition, account -> partition);
        this.forgets = forgets;
    }

    void add(JournalRecord link, String hash) {
        var entry = link.entry();
        writer.apply(Evolver.evolve(view.asOf(entry.recordedAt()), entry));
        writer.head(new Head(link.sequence() + 1, hash, entry.recordedAt(), 0));
        new StoreWriter(stores).write(stores.take());
    }

    void compareWith(SimulatedPartition partition, Committed committed) {
        compare(balances, partition.rows(LedgerStores.BALANCES), committed.balancesWritten());
        compare(lots, partition.rows(LedgerStores.LOTS), committed.lotsWritten());
        var head = partition.view().head();
        BrokenInvariant.unless(
                head.sequence() == view.head().sequence()
                        && head.lastHash().equals(view.head().lastHash())
                        && !head.clock().isBefore(view.head().clock()),
                "The head is that of the journal's last entry",
                head);
    }

    private void compare(SimulatedRows folded, SimulatedRows kept, Set<Bytes> written) {
        var keys = new HashSet<>(written);
        keys.addAll(folded.written());
        for (var key : keys) {
            var kind = KindOfRow.of(folded.name(), key);
            if (kind == KindOfRow.LISTED_FOR_A_WHILE && forgets && kept.get(key) == null) {
                folded.put(key, null);
            }
            if (kind != KindOfRow.BESIDE_THE_JOURNAL) {
                BrokenInvariant.unless(
                        Arrays.equals(folded.get(key), kept.get(key)),
                        "A row is what the journal says",
                        KindOfRow.name(folded.name(), key) + " " + key);
            }
        }
        folded.commit();
    }
}
