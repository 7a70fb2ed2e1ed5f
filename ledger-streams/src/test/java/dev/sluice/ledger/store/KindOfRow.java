package dev.sluice.ledger.store;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.apache.kafka.common.utils.Bytes;

/** The kind of a row for a comparison of stores with what the journal says. */
public enum KindOfRow {
    /** Follows from the journal, to the last byte. */
    OF_THE_JOURNAL,
    /** Follows from the journal, until it is forgotten. */
    LISTED_FOR_A_WHILE,
    /** The clock, and what the partition remembers of what it has on the way. */
    BESIDE_THE_JOURNAL;

    private static final Set<LedgerRow> BESIDE = EnumSet.of(
            LedgerRow.HEAD,
            LedgerRow.LAYOUT,
            LedgerRow.EXPECTATIONS,
            LedgerRow.PENDING_BROADCASTS,
            LedgerRow.PENDING_UNDERTAKINGS,
            LedgerRow.PENDING_PARTS,
            LedgerRow.POSTPONED_RECORDS);

    private static final Set<LedgerRow> LISTED = EnumSet.of(
            LedgerRow.ENDED,
            LedgerRow.CLOSED_HOLDS,
            LedgerRow.FINISHED_LOTS,
            LedgerRow.LOTS,
            LedgerRow.ENDED_LOTS,
            LedgerRow.TRANSFERS,
            LedgerRow.CONSUMPTIONS,
            LedgerRow.FORGET);

    /** The kind of the row with this key in the store of this name. */
    public static KindOfRow of(String store, Bytes key) {
        var row = rowOf(store, key.get());
        if (BESIDE.contains(row)) {
            return BESIDE_THE_JOURNAL;
        }
        return LISTED.contains(row) ? LISTED_FOR_A_WHILE : OF_THE_JOURNAL;
    }

    /** The name of the row's kind in the catalogue of rows. */
    public static String name(String store, Bytes key) {
        return rowOf(store, key.get()).name();
    }

    private static LedgerRow rowOf(String store, byte[] key) {
        return Arrays.stream(LedgerRow.values())
                .filter(row -> row.store() == storeOf(store) && isOf(row, key))
                .findFirst()
                .orElseThrow(() -> new AssertionError("Expected a row of the catalogue in " + store));
    }

    private static LedgerRow.StoreName storeOf(String store) {
        return store.equals(LedgerStores.LOTS) ? LedgerRow.StoreName.LOTS : LedgerRow.StoreName.BALANCES;
    }

    private static boolean isOf(LedgerRow row, byte[] key) {
        var head = KeyBuilder.headLength(row);
        if (key.length < head || key[head - 1] != row.prefix()) {
            return false;
        }
        var ofAccounts = key[0] == LedgerRow.OF_ACCOUNTS;
        var ofAssets = ofAccounts && key[KeyBuilder.UUID_LENGTH + 1] == LedgerRow.OF_ASSETS;
        return switch (row.scope()) {
            case PARTITION -> !ofAccounts;
            case ACCOUNT -> ofAccounts && !ofAssets;
            case ACCOUNT_AND_ASSET -> ofAssets;
        };
    }
}
