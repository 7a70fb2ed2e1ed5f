package dev.sluice.ledger.simulation;

import dev.sluice.ledger.core.evolve.Evolver;
import dev.sluice.ledger.simulation.SimulatedPartition.Committed;
import dev.sluice.ledger.store.Head;
import dev.sluice.ledger.store.KindOfRow;
import dev.sluice.ledger.store.LedgerStoreSettings;
import dev.sluice.ledger.store.LedgerStores;
import dev.sluice.ledger.store.LogicalRows;
import dev.sluice.ledger.store.OpenStores;
import dev.sluice.ledger.store.StateWriter;
import dev.sluice.ledger.store.StoreWriter;
import dev.sluice.ledger.store.StoredLedgerView;
import dev.sluice.schema.journal.JournalRecord;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * The stores that follow from a partition's journal, kept up with it. After each transaction the rows that it wrote, here or
 * there, must be the same, to the last byte.
 */
final class ContinuedFold {

    private final Breakdown none = new Breakdown();
    private final SimulatedRows balances = new SimulatedRows(LedgerStores.BALANCES, none);
    private final SimulatedRows lots = new SimulatedRows(LedgerStores.LOTS, none);
    private final OpenStores stores =
            new OpenStores(balances, lots, new SimulatedOutcomes(1, none), LedgerStoreSettings.DEFAULT);
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
        writer.apply(Evolver.evolve(view.asOf(entry.recordedAt()).withAllThatIsThere(), entry));
        writer.head(new Head(link.sequence() + 1, hash, entry.recordedAt(), 0));
        new StoreWriter(stores).write(stores.take());
    }

    void compareWith(SimulatedPartition partition, Committed committed) {
        var written = new HashSet<>(committed.balancesWritten());
        written.addAll(committed.lotsWritten());
        written.addAll(balances.written());
        written.addAll(lots.written());
        var accounts = new HashSet<Bytes>();
        for (var key : written) {
            if (LogicalRows.isOfAccount(key)) {
                accounts.add(LogicalRows.account(key));
            } else {
                compare(
                        LedgerStores.BALANCES,
                        key,
                        balances.get(key),
                        partition.rows(LedgerStores.BALANCES).get(key));
            }
        }
        accounts.forEach(account -> compare(account, partition));
        balances.commit();
        lots.commit();
        compareHeads(partition);
    }

    /** Which of an account's rows lie in a page follows from what was in memory when, so only what is in it is compared. */
    private void compare(Bytes account, SimulatedPartition partition) {
        var folded = LogicalRows.ofAccount(balances, lots, account);
        var kept = LogicalRows.ofAccount(
                partition.rows(LedgerStores.BALANCES), partition.rows(LedgerStores.LOTS), account);
        for (var store : List.of(LedgerStores.BALANCES, LedgerStores.LOTS)) {
            var keys = new HashSet<>(folded.of(store).keySet());
            keys.addAll(kept.of(store).keySet());
            keys.forEach(key -> compare(
                    store, key, folded.of(store).get(key), kept.of(store).get(key)));
        }
    }

    private void compare(String store, Bytes key, byte @Nullable [] folded, byte @Nullable [] kept) {
        var kind = KindOfRow.of(store, key);
        if (kind == KindOfRow.LISTED_FOR_A_WHILE && forgets && kept == null) {
            (store.equals(LedgerStores.LOTS) ? lots : balances).put(key, null);
        } else if (kind != KindOfRow.BESIDE_THE_JOURNAL) {
            BrokenInvariant.unless(
                    Arrays.equals(folded, kept),
                    "A row is what the journal says",
                    KindOfRow.name(store, key) + " " + key);
        }
    }

    private void compareHeads(SimulatedPartition partition) {
        var head = partition.view().head();
        BrokenInvariant.unless(
                head.sequence() == view.head().sequence()
                        && head.lastHash().equals(view.head().lastHash())
                        && !head.clock().isBefore(view.head().clock()),
                "The head is that of the journal's last entry",
                head);
    }
}
