package dev.sluice.ledger.topology;

import dev.sluice.ledger.core.state.Balance;
import dev.sluice.schema.request.BalanceCommand;
import dev.sluice.schema.request.Request;
import dev.sluice.schema.request.Transfer;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.AssetId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Books what has fallen due, so that no decision sees a state that time has overtaken. Bounded: what a budget does not allow
 * stays due, and it is said so. A million lots may expire at one instant, and booking them at once would hold up the partition
 * for longer than a transaction may take; then it would be tried again, for ever.
 *
 * <p>Records have one budget together from one turn of the background work to the next, since many of them may share a
 * transaction. A turn has its own.
 */
final class Settling {

    private final Books books;
    private final PostponedRecords postponed;
    private final int postingsMax;
    private Budget budget;

    /**
     * Begins with what records may have booked.
     *
     * @param postingsMax of what is due, for all records between two turns
     */
    Settling(Books books, PostponedRecords postponed, int postingsMax) {
        this.books = books;
        this.postponed = postponed;
        this.postingsMax = postingsMax;
        this.budget = Budget.of(postingsMax);
    }

    /** A turn begins: from here on, what is booked is on its account. */
    void turnBegins(Budget turn) {
        budget = turn;
    }

    /** A turn is over: records may have as much booked as ever. */
    void turnEnds() {
        budget = Budget.of(postingsMax);
    }

    /**
     * Settles what a request concerns, and goes on to the decision.
     *
     * @param otherwise postpones the record that asks for it, where more is due than may be booked now
     */
    Runnable whenSettled(Request request, Supplier<Runnable> decision, Function<PostponedRecords, Runnable> otherwise) {
        return settle(request) ? decision.get() : otherwise.apply(postponed);
    }

    /**
     * Settles what a request concerns. A balance command concerns one asset, anything else all there are. A transfer concerns
     * its recipients here too, but does not depend on them: where one of them has more due than may be booked now, what it is
     * paid arrives before what is due there happens.
     *
     * @return whether nothing is due any more on the request's own account
     */
    private boolean settle(Request request) {
        if (!(request.operation() instanceof BalanceCommand command)) {
            return settle(request.accountId());
        }
        var settled = settle(request.accountId(), command.assetId());
        if (command instanceof Transfer transfer) {
            settleRecipients(transfer);
        }
        return settled;
    }

    /**
     * Settles all assets of an account.
     *
     * @return whether nothing is due any more
     */
    boolean settle(AccountId account) {
        var settled = true;
        for (var due : dueOn(account)) {
            settled &= settle(account, due.asset());
        }
        return settled;
    }

    /**
     * Settles one asset of an account, a small part at a time.
     *
     * @return whether nothing is due any more
     */
    boolean settle(AccountId account, AssetId asset) {
        while (isDue(account, asset)) {
            if (budget.isSpent()) {
                return false;
            }
            var entry = books.rules()
                    .due(books.view(), account, asset)
                    .orElseThrow(() -> new IllegalStateException(
                            "Expected an entry for what is due on %s of %s, but got none".formatted(asset, account)));
            books.post(books.prepare(entry));
            budget.spend(entry.postings().size());
        }
        return true;
    }

    private boolean isDue(AccountId account, AssetId asset) {
        return books.view()
                .balance(account, asset)
                .filter(balance -> balance.hasDue(books.now()))
                .isPresent();
    }

    private List<Balance.Key> dueOn(AccountId account) {
        var due = new ArrayList<Balance.Key>(0);
        try (var balances = books.view().balances(account)) {
            while (balances.hasNext()) {
                var balance = balances.next();
                if (balance.hasDue(books.now())) {
                    due.add(balance.key());
                }
            }
        }
        return due;
    }

    private void settleRecipients(Transfer transfer) {
        var view = books.view();
        transfer.recipients().stream()
                .map(Transfer.Recipient::accountId)
                .distinct()
                .filter(recipient -> view.partitionOf(recipient) == view.partition())
                .forEach(recipient -> settle(recipient, transfer.assetId()));
    }
}
