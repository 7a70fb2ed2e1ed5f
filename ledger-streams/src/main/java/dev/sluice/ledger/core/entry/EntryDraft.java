package dev.sluice.ledger.core.entry;

import dev.sluice.ledger.core.state.Balance;
import dev.sluice.ledger.core.state.HoldState;
import dev.sluice.ledger.core.state.LedgerView;
import dev.sluice.schema.entity.Asset;
import dev.sluice.schema.journal.Cause;
import dev.sluice.schema.journal.EntryType;
import dev.sluice.schema.journal.Fact;
import dev.sluice.schema.journal.JournalEntry;
import dev.sluice.schema.journal.Posting;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.Bucket;
import dev.sluice.schema.value.EntryId;
import dev.sluice.schema.value.HoldId;
import dev.sluice.schema.value.LotId;
import dev.sluice.schema.value.ReserveReleaseId;
import dev.sluice.schema.value.SystemAccount;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An entry of one asset while it is being put together: postings and facts in the order in which they happen. What happens
 * on an account is told through its {@link BalanceEntry}.
 */
public final class EntryDraft {

    private final LedgerView view;
    private final EntryId id;
    private final EntryType type;
    private final AccountId account;
    private final Asset asset;
    private final Cause cause;
    private final List<Posting> postings = new ArrayList<>(4);
    private final List<Fact> facts = new ArrayList<>(2);
    private final Set<HoldId> takenFrom = new HashSet<>(2);
    private final Set<EntryId> follows = new LinkedHashSet<>(2);
    private Optional<EntryId> reverses = Optional.empty();
    private int opened;

    public EntryDraft(LedgerView view, EntryId id, EntryType type, AccountId account, Asset asset, Cause cause) {
        this.view = view;
        this.id = id;
        this.type = type;
        this.account = account;
        this.asset = asset;
        this.cause = cause;
    }

    /** The entry's part on one account, whose balance was this before. */
    public BalanceEntry on(Balance before) {
        return new BalanceEntry(this, before);
    }

    /** The other side, on a system account. */
    public void system(SystemAccount system, Amount amount) {
        postings.add(Posting.on(system, asset.id(), amount, Optional.empty()));
    }

    /** The other side, on a program's wallet, which has no lots whatever the asset. */
    public void wallet(AccountId program, Amount amount) {
        postings.add(Posting.on(program, asset.id(), Bucket.AVAILABLE, amount, Optional.empty(), Optional.empty()));
    }

    /** A fact of the entry. */
    public void says(Fact fact) {
        facts.add(fact);
    }

    /** The entry gives back what this one took. */
    public void reverses(EntryId taking) {
        reverses = Optional.of(taking);
    }

    /** The entry belongs to an earlier one. */
    public void follows(EntryId earlier) {
        follows.add(earlier);
    }

    /** The entry belongs to the one that opened the hold it takes from. */
    void takesFrom(AccountId owner, HoldId hold) {
        if (takenFrom.add(hold)) {
            view.hold(owner, asset.id(), hold).flatMap(HoldState::openedBy).ifPresent(follows::add);
        }
    }

    void add(Posting posting) {
        postings.add(posting);
    }

    /** Whether there is such an instant and it is not after now. */
    boolean hasPassed(Optional<Instant> instant) {
        return instant.isPresent() && !instant.get().isAfter(view.now());
    }

    LotId nextLot() {
        return view.nextIds().lot(++opened);
    }

    HoldId nextHold() {
        return view.nextIds().hold(++opened);
    }

    /** The id of the next reserve release that the entry makes. */
    public ReserveReleaseId nextReserveRelease() {
        return view.nextIds().reserveRelease(++opened);
    }

    /** Whose a thing is, where that is not the entry's account and so has to be said. */
    public Optional<AccountId> ownerIfOther(AccountId owner) {
        return owner.equals(account) ? Optional.empty() : Optional.of(owner);
    }

    AccountId account() {
        return account;
    }

    public Asset asset() {
        return asset;
    }

    public Cause cause() {
        return cause;
    }

    public EntryId id() {
        return id;
    }

    public JournalEntry toEntry() {
        return new JournalEntry(
                        id,
                        type,
                        account,
                        view.now(),
                        cause.programId(),
                        Optional.of(asset.id()),
                        Optional.of(cause.description()),
                        cause.referenceId(),
                        cause.metadata(),
                        cause.idempotencyKey(),
                        postings,
                        facts)
                .belongingTo(reverses, List.copyOf(follows));
    }
}
