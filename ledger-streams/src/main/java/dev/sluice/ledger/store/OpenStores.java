package dev.sluice.ledger.store;

import dev.sluice.schema.entity.Asset;
import dev.sluice.schema.entity.Owner;
import dev.sluice.schema.entity.Program;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.ProgramId;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.WindowStore;

/**
 * The stores of one task while it runs, with what is kept of them in memory. Made anew whenever a task is initialised: what
 * is in memory must not outlive a transaction that was aborted.
 */
public final class OpenStores {

    /** Few there are, and each is asked for with every request. */
    private static final int CATALOG_ROWS_MAX = 10_000;

    private static final int OWNERS_MAX = 10_000;

    private final KeyValueStore<Bytes, byte[]> balances;
    private final KeyValueStore<Bytes, byte[]> lots;
    private final WindowStore<Bytes, byte[]> outcomes;

    private final DecodedRows<ProgramId, Program> programs = new DecodedRows<>(CATALOG_ROWS_MAX);
    private final DecodedRows<AssetId, Asset> assets = new DecodedRows<>(CATALOG_ROWS_MAX);
    private final DecodedRows<AccountId, Owner> owners = new DecodedRows<>(OWNERS_MAX);
    private final QueueStart dueBalances = new QueueStart(StoreKeys.all(LedgerRow.DUE_BALANCES));
    private final QueueStart forget = new QueueStart(StoreKeys.all(LedgerRow.FORGET));
    private Head head;

    public OpenStores(
            KeyValueStore<Bytes, byte[]> balances,
            KeyValueStore<Bytes, byte[]> lots,
            WindowStore<Bytes, byte[]> outcomes) {
        this.balances = balances;
        this.lots = lots;
        this.outcomes = outcomes;
        var row = balances.get(StoreKeys.head());
        this.head = row == null ? Head.FIRST : Head.decode(row);
    }

    /** The stores that {@link LedgerStores#builders} added to the topology. */
    public static OpenStores of(ProcessingContext context) {
        return new OpenStores(
                context.getStateStore(LedgerStores.BALANCES),
                context.getStateStore(LedgerStores.LOTS),
                context.getStateStore(LedgerStores.OUTCOMES));
    }

    KeyValueStore<Bytes, byte[]> of(LedgerRow row) {
        return switch (row.store()) {
            case BALANCES -> balances;
            case LOTS -> lots;
        };
    }

    WindowStore<Bytes, byte[]> outcomes() {
        return outcomes;
    }

    DecodedRows<ProgramId, Program> programs() {
        return programs;
    }

    DecodedRows<AssetId, Asset> assets() {
        return assets;
    }

    DecodedRows<AccountId, Owner> owners() {
        return owners;
    }

    QueueStart dueBalances() {
        return dueBalances;
    }

    QueueStart forget() {
        return forget;
    }

    Head head() {
        return head;
    }

    void head(Head moved) {
        this.head = moved;
    }
}
