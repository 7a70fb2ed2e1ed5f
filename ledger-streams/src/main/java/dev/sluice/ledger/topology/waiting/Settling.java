package dev.sluice.ledger.topology.waiting;

import dev.sluice.ledger.core.state.Balance;
import dev.sluice.ledger.topology.output.EffectsDraft;
import dev.sluice.schema.request.BalanceCommand;
import dev.sluice.schema.request.Request;
import dev.sluice.schema.request.Transfer;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.AssetId;
import java.util.ArrayList;
import java.util.List;

/**
 * The booking of what has fallen due, so that no decision sees a state that time has overtaken. Bounded: what a budget does
 * not allow stays due, and it is said so. A million lots may expire at one instant, and booking them at once would hold up
 * the partition for longer than a transaction may take; then it would be tried again, for ever.
 *
 * <p>Records have one budget together from one turn of the background work to the next, since many of them may share a
 * transaction. A turn has its own.
 */
public final class Settling {

    private final int postingsMax;
    private Budget budget;

    /**
     * Begins with what records may have booked.
     *
     * @param postingsMax of what is due, for all records between two turns
     */
    public Settling(int postingsMax) {
        this.postingsMax = postingsMax;
        this.budget = Budget.of(postingsMax);
    }

    /** A turn begins: what is booked from here on is taken from its budget. */
    public void turnBegins(Budget turn) {
        budget = turn;
    }

    /** A turn is over: records may have as much booked as ever. */
    public void turnEnds() {
        budget = Budget.of(postingsMax);
    }

    /**
     * Settles what a request concerns. A balance command concerns one asset, anything else all there are. A transfer concerns
     * its recipients here too, but does not depend on them: where one of them has more due than may be booked now, what it is
     * paid arrives before what is due there happens.
     *
     * @return whether nothing is due any more on the request's own account
     */
    public boolean settle(EffectsDraft draft, Request request) {
        if (!(request.operation() instanceof BalanceCommand command)) {
            return settle(draft, request.accountId());
        }
        var settled = settle(draft, request.accountId(), command.assetId());
        if (command instanceof Transfer transfer) {
            settleRecipients(draft, transfer);
        }
        return settled;
    }

    /**
     * Settles all assets of an account.
     *
     * @return whether nothing is due any more
     */
    public boolean settle(EffectsDraft draft, AccountId account) {
        var settled = true;
        for (var due : dueOn(draft, account)) {
            settled &= settle(draft, account, due.asset());
        }
        return settled;
    }

    /**
     * Settles one asset of an account, a small part at a time.
     *
     * @return whether nothing is due any more
     */
    public boolean settle(EffectsDraft draft, AccountId account, AssetId asset) {
        while (isDue(draft, account, asset)) {
            if (budget.isSpent()) {
                return false;
            }
            var entry = draft.rules()
                    .due(draft.view(), account, asset)
                    .orElseThrow(() -> new IllegalStateException(
                            "Expected an entry for what is due on %s of %s, but got none".formatted(asset, account)));
            draft.bookDue(entry);
            budget.spend(entry.postings().size());
        }
        return true;
    }

    private static boolean isDue(EffectsDraft draft, AccountId account, AssetId asset) {
        return draft.view()
                .balance(account, asset)
                .filter(balance -> balance.hasDue(draft.now()))
                .isPresent();
    }

    private static List<Balance.Key> dueOn(EffectsDraft draft, AccountId account) {
        var due = new ArrayList<Balance.Key>(0);
        try (var balances = draft.view().balances(account)) {
            while (balances.hasNext()) {
                var balance = balances.next();
                if (balance.hasDue(draft.now())) {
                    due.add(balance.key());
                }
            }
        }
        return due;
    }

    private void settleRecipients(EffectsDraft draft, Transfer transfer) {
        var view = draft.view();
        transfer.recipients().stream()
                .map(Transfer.Recipient::accountId)
                .distinct()
                .filter(recipient -> view.partitionOf(recipient) == view.partition())
                .forEach(recipient -> settle(draft, recipient, transfer.assetId()));
    }
}
