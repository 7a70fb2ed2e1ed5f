package dev.sluice.history.fold;

import dev.sluice.history.journal.BrokenJournalException;
import dev.sluice.history.journal.Link;
import dev.sluice.history.table.HistoryTable;
import dev.sluice.history.table.TableRows;
import dev.sluice.schema.journal.Posting;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.AccountKind;
import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.SystemAccount;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The fold of balances, which gives each posting the balance after it. */
final class BalanceFold {

    private final Past past;
    private final Map<BalanceRow.Key, BalanceRow> balances = new HashMap<>();
    private final Map<SystemBalanceRow.Key, SystemBalanceRow> systemBalances = new HashMap<>();
    private final Map<AccountId, AccountKind> kinds;

    BalanceFold(Past past) {
        this.past = past;
        this.kinds = new HashMap<>(past.kinds());
    }

    /** The owner of an account is told before anything is posted on it; a wallet's is its program. */
    void owner(AccountId account, AccountKind kind) {
        kinds.put(account, kind);
    }

    /** Books the posting, adds its row, and tells what kind of place it is on. */
    String book(Link link, int line, Posting posting, TableRows rows) {
        return posting.systemAccount().isPresent()
                ? bookSystem(link, line, posting, posting.systemAccount().get(), rows)
                : bookAccount(link, line, posting, rows);
    }

    private String bookAccount(Link link, int line, Posting posting, TableRows rows) {
        var account = posting.accountId().orElseThrow(() -> broken(link, "an account"));
        var bucket = posting.bucket().orElseThrow(() -> broken(link, "a bucket"));
        var at = link.entry().recordedAt();
        var key = new BalanceRow.Key(account, posting.assetId());
        var before = balances.getOrDefault(key, past.balances().get(key));
        var after =
                (before == null ? BalanceRow.empty(key, kind(account), at) : before).plus(bucket, posting.amount(), at);
        balances.put(key, after);
        addPosting(
                link,
                line,
                posting,
                rows,
                after.in(bucket),
                Optional.of(after.available()),
                Optional.of(after.held()),
                Optional.of(after.deferred()));
        return after.kind().name();
    }

    private String bookSystem(Link link, int line, Posting posting, SystemAccount account, TableRows rows) {
        var key = new SystemBalanceRow.Key(account, posting.assetId());
        var before = systemBalances.getOrDefault(key, past.systemBalances().get(key));
        var after = before == null ? posting.amount() : before.balance().plus(posting.amount());
        systemBalances.put(key, new SystemBalanceRow(key, after, link.entry().recordedAt()));
        addPosting(link, line, posting, rows, after, Optional.empty(), Optional.empty(), Optional.empty());
        return account.name();
    }

    private static void addPosting(
            Link link,
            int line,
            Posting posting,
            TableRows rows,
            Amount after,
            Optional<Amount> available,
            Optional<Amount> held,
            Optional<Amount> deferred) {
        rows.add(
                HistoryTable.POSTING,
                link.entry().recordedAt(),
                link.partition(),
                link.sequence(),
                line,
                posting.accountId(),
                posting.systemAccount(),
                posting.assetId(),
                posting.bucket(),
                posting.amount(),
                after,
                available,
                held,
                deferred,
                posting.lotId(),
                posting.holdId(),
                posting.accountId().isPresent()
                        && !posting.accountId().get().equals(link.entry().accountId()));
    }

    private AccountKind kind(AccountId account) {
        return kinds.getOrDefault(account, AccountKind.PROGRAM);
    }

    private static BrokenJournalException broken(Link link, String what) {
        return new BrokenJournalException(
                "Expected each posting of entry %s to name %s or a system account, but got one that names none"
                        .formatted(link.entry().id(), what));
    }

    void addTo(TableRows rows, int partition) {
        for (var balance : balances.values()) {
            rows.add(
                    HistoryTable.BALANCE,
                    balance.key().account(),
                    balance.key().asset(),
                    partition,
                    balance.kind(),
                    balance.available(),
                    balance.held(),
                    balance.deferred(),
                    balance.changedAt());
        }
        for (var balance : systemBalances.values()) {
            rows.add(
                    HistoryTable.SYSTEM_BALANCE,
                    partition,
                    balance.key().account(),
                    balance.key().asset(),
                    balance.balance(),
                    balance.changedAt());
        }
    }
}
