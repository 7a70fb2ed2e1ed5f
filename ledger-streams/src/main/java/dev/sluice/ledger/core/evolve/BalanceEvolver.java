package dev.sluice.ledger.core.evolve;

import dev.sluice.ledger.core.state.Balance;
import dev.sluice.ledger.core.state.FirstRows;
import dev.sluice.ledger.core.state.Invariant;
import dev.sluice.ledger.core.state.StateChanges.SystemKey;
import dev.sluice.schema.journal.Posting;
import dev.sluice.schema.value.InventoryMode;

/** The evolver of balances: each bucket is the sum of its postings, and a debt is what was posted without a lot. */
public final class BalanceEvolver {

    private BalanceEvolver() {}

    public static void book(StateDraft draft, Posting posting) {
        posting.systemAccount().ifPresent(account -> {
            var key = new SystemKey(account, posting.assetId());
            draft.put(key, draft.system(key).plus(posting.amount()));
        });
        posting.accountId().ifPresent(account -> {
            var balance = draft.balance(account, posting.assetId());
            draft.put(booked(draft, balance, posting));
        });
    }

    private static Balance booked(StateDraft draft, Balance balance, Posting posting) {
        var bucket = posting.bucket().orElseThrow(() -> Invariant.broken("A posting on an account names its bucket"));
        var amount = posting.amount();
        return switch (bucket) {
            case AVAILABLE -> {
                var repays = posting.lotId().isEmpty()
                        && draft.asset(posting.assetId()).inventoryMode() == InventoryMode.LOT
                        && !draft.isWallet(balance.key().account());
                var debt = repays ? balance.debt().minus(amount) : balance.debt();
                yield balance.withAmounts(balance.available().plus(amount), balance.held(), balance.deferred(), debt);
            }
            case HELD ->
                balance.withAmounts(
                        balance.available(), balance.held().plus(amount), balance.deferred(), balance.debt());
            case DEFERRED ->
                balance.withAmounts(
                        balance.available(), balance.held(), balance.deferred().plus(amount), balance.debt());
        };
    }

    /** Brings the places where scans begin up to date, and checks what must always be true. */
    public static void finish(StateDraft draft) {
        for (var balance : draft.balances()) {
            if (balance.held().isNegative()
                    || balance.deferred().isNegative()
                    || balance.debt().isNegative()) {
                throw Invariant.broken("Only AVAILABLE may be below zero, but got %s", balance);
            }
            draft.put(balance.withFirst(new FirstRows(
                    FirstSlice.available(draft, balance),
                    FirstSlice.held(draft, balance),
                    FirstOpenHold.plain(draft, balance),
                    FirstSlice.reserved(draft, balance),
                    FirstOpenHold.ofReserve(draft, balance),
                    FirstDue.of(draft, balance))));
        }
    }
}
