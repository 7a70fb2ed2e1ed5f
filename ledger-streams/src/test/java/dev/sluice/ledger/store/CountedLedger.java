package dev.sluice.ledger.store;

import dev.sluice.ledger.core.Ledger;
import dev.sluice.ledger.core.due.DueDecider;
import dev.sluice.ledger.core.entry.Decision;
import dev.sluice.ledger.core.entry.Decision.Accepted;
import dev.sluice.ledger.core.evolve.Evolver;
import dev.sluice.schema.journal.JournalEntry;
import dev.sluice.schema.journal.JournalRecord;
import dev.sluice.schema.request.Operation;
import dev.sluice.schema.request.Request;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.IdempotencyKey;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.WindowStore;

/** One partition that decides, evolves and writes on stores whose reads are counted. It has no journal but a list. */
final class CountedLedger {

    static final Instant START = Instant.parse("2024-06-01T12:00:00Z");

    final CountedRows balances = new CountedRows();
    final CountedRows lots = new CountedRows();
    private final List<JournalEntry> journal = new ArrayList<>();
    private OpenStores stores = opened();
    private StoredLedgerView view = new StoredLedgerView(stores, 0, account -> 0);
    private StateWriter writer = new StateWriter(stores);
    private Instant now = START;

    /** A ledger of its own that stands where this one stands. */
    CountedLedger fork() {
        var copy = new CountedLedger();
        copy.balances.rows().putAll(balances.rows());
        copy.lots.rows().putAll(lots.rows());
        copy.journal.addAll(journal);
        copy.now = now;
        copy.reopen();
        return copy;
    }

    @SuppressWarnings("unchecked")
    private OpenStores opened() {
        var outcomes = (WindowStore<?, ?>) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {WindowStore.class}, (proxy, method, arguments) -> {
                    throw new UnsupportedOperationException("Nothing is remembered here, but got " + method);
                });
        return new OpenStores(
                balances.asStore(), lots.asStore(), (WindowStore<Bytes, byte[]>) outcomes, LedgerStoreSettings.DEFAULT);
    }

    /** The task starts again: what it had in memory is gone. */
    void reopen() {
        stores = opened();
        view = new StoredLedgerView(stores, 0, account -> 0);
        writer = new StateWriter(stores);
    }

    OpenStores stores() {
        return stores;
    }

    StateWriter writer() {
        return writer;
    }

    StoredLedgerView view() {
        return view.asOf(now);
    }

    void after(Duration pause) {
        now = now.plus(pause);
    }

    List<JournalEntry> journal() {
        return journal;
    }

    /** Decides and books; what the stores knew in memory stays, as it does in a task. */
    Decision ask(AccountId account, Operation operation) {
        var decision = Ledger.decide(view(), new Request(account, IdempotencyKey.of("key"), operation));
        if (decision instanceof Accepted accepted) {
            book(accepted.entry());
        }
        return decision;
    }

    /** Books what is due on the account and asset. */
    void settle(AccountId account, AssetId asset) {
        for (var due = DueDecider.next(view(), account, asset);
                due.isPresent();
                due = DueDecider.next(view(), account, asset)) {
            book(due.get());
        }
    }

    private void book(JournalEntry entry) {
        journal.add(entry);
        writer.apply(Evolver.evolve(view(), entry));
        writer.head(stores.head().after(JournalRecord.FIRST_PREVIOUS_HASH, now));
        write();
    }

    /** Writes what is staged, as is done when a record is worked out. */
    void write() {
        new StoreWriter(stores).write(stores.take());
    }

    /** The rows there are, whether in pages or not. */
    LogicalRows rows() {
        return LogicalRows.of(balances.asStore(), lots.asStore());
    }

    /** How many rows were read since this was last asked. */
    int takeRead() {
        return balances.takeRead() + lots.takeRead();
    }
}
