package dev.sluice.ledger.store;

import dev.sluice.ledger.core.state.Expectation;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.EntryId;

/** Puts the rows of {@link LedgerRow#EXPECTATIONS} into a batch. */
final class ExpectationRows {

    private ExpectationRows() {}

    static void put(RowBatch batch, Expectation expectation) {
        batch.put(
                LedgerRow.EXPECTATIONS,
                StoreKeys.expectation(expectation.group(), expectation.entry()),
                new ValueWriter().instant(expectation.since()).value());
    }

    /** One that isn't there was never noted: a partition that votes no is told all the same that nothing comes. */
    static void remove(RowBatch batch, AccountId group, EntryId request) {
        var key = StoreKeys.expectation(group, request);
        if (batch.get(LedgerRow.EXPECTATIONS, key).isPresent()) {
            batch.delete(LedgerRow.EXPECTATIONS, key);
        }
    }
}
