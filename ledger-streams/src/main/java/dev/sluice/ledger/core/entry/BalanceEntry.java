package dev.sluice.ledger.core.entry;

import dev.sluice.ledger.core.state.Balance;
import dev.sluice.schema.entity.Asset;
import dev.sluice.schema.journal.Fact;
import dev.sluice.schema.journal.JournalEntry;
import dev.sluice.schema.journal.Posting;
import dev.sluice.schema.reply.Buckets;
import dev.sluice.schema.reply.LotShare;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.Bucket;
import dev.sluice.schema.value.EntryId;
import dev.sluice.schema.value.HoldId;
import dev.sluice.schema.value.HoldOrigin;
import dev.sluice.schema.value.InventoryMode;
import dev.sluice.schema.value.LotId;
import dev.sluice.schema.value.LotOrigin;
import dev.sluice.schema.value.ProgramId;
import dev.sluice.schema.value.SystemAccount;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One account's part of an entry that is being drafted: its postings and facts in the order in which they happen, and the
 * balance that they lead to, for the answer.
 */
public final class BalanceEntry {

    private final EntryDraft draft;
    private final AccountId account;
    private final Asset asset;
    private final Map<LotId, Amount> processed = new LinkedHashMap<>();

    private Amount available;
    private Amount held;
    private Amount deferred;
    private Amount debt;
    private long lastSequence;

    BalanceEntry(EntryDraft draft, Balance before) {
        this.draft = draft;
        this.account = before.key().account();
        this.asset = draft.asset();
        this.available = before.available();
        this.held = before.held();
        this.deferred = before.deferred();
        this.debt = before.debt();
        this.lastSequence = before.lastSequence();
    }

    /** A lot comes to be; what is posted on it next fills it. */
    public LotId opensLot(
            Amount amount,
            Instant vintage,
            Optional<Instant> expiresAt,
            Optional<Instant> maturesAt,
            Optional<String> referenceId,
            LotOrigin origin) {
        var id = draft.nextLot();
        lastSequence++;
        draft.says(new Fact.LotOpened(
                draft.ownerIfOther(account),
                id,
                asset.id(),
                lastSequence,
                amount,
                vintage,
                expiresAt,
                maturesAt,
                referenceId,
                origin));
        processed.put(id, amount);
        return id;
    }

    /** A hold comes to be; what is posted on it next fills it. */
    public HoldId opensHold(
            ProgramId program,
            Amount amount,
            HoldOrigin origin,
            Optional<String> referenceId,
            Optional<Instant> expiresAt) {
        var id = draft.nextHold();
        draft.says(new Fact.HoldOpened(
                draft.ownerIfOther(account),
                id,
                asset.id(),
                program,
                amount,
                origin,
                referenceId,
                expiresAt,
                draft.cause().metadata()));
        return id;
    }

    /** Takes the part away from where it is. */
    public void takes(Part part) {
        post(part.bucket(), part.amount().negated(), part.lot(), part.hold());
        part.lot().ifPresent(lot -> processed.merge(lot, part.amount(), Amount::plus));
        part.hold().ifPresent(hold -> draft.takesFrom(account, hold));
    }

    /** Puts value into HELD, under a hold. */
    public void puts(HoldId hold, Optional<LotId> lot, Amount amount) {
        post(Bucket.HELD, amount, lot, Optional.of(hold));
    }

    /** Moves value that the entry has just made available under a hold: it was not taken from what there was. */
    public void reserves(HoldId hold, Optional<LotId> lot, Amount amount) {
        post(Bucket.AVAILABLE, amount.negated(), lot, Optional.empty());
        puts(hold, lot, amount);
    }

    /** Puts value that has not matured into DEFERRED. */
    public void defers(LotId lot, Amount amount) {
        post(Bucket.DEFERRED, amount, Optional.of(lot), Optional.empty());
    }

    /**
     * Makes value spendable. A debt is repaid first: that much of the lot is consumed in the same entry.
     *
     * @return what can be spent of it
     */
    public Amount makesAvailable(Optional<LotId> lot, Amount amount) {
        var repaid = lot.isPresent() ? amount.min(debt) : amount.minus(amount);
        var owed = lot.isPresent() ? repaid : amount.min(available.negated().max(repaid));
        var spendable = amount.minus(repaid);
        if (spendable.isPositive()) {
            post(Bucket.AVAILABLE, spendable, lot, Optional.empty());
        }
        if (repaid.isPositive()) {
            post(Bucket.AVAILABLE, repaid, Optional.empty(), Optional.empty());
        }
        return amount.minus(owed);
    }

    /**
     * Puts value that was on its way into AVAILABLE. What has expired meanwhile ends in breakage in the same entry, as what a
     * release frees too late does.
     *
     * @return what can be spent of it
     */
    public Amount arrives(Optional<LotId> lot, Amount amount, Optional<Instant> expiresAt) {
        if (!draft.hasPassed(expiresAt)) {
            return makesAvailable(lot, amount);
        }
        post(Bucket.AVAILABLE, amount, lot, Optional.empty());
        post(Bucket.AVAILABLE, amount.negated(), lot, Optional.empty());
        breaks(new Part(Bucket.AVAILABLE, lot, Optional.empty(), amount, expiresAt));
        return amount.minus(amount);
    }

    /**
     * Gives value back to the lot that it was taken from.
     *
     * @return whether the lot had expired, so that the value went on to breakage
     */
    public boolean returns(LotId lot, Amount amount, Optional<Instant> expiresAt) {
        processed.merge(lot, amount, Amount::plus);
        arrives(Optional.of(lot), amount, expiresAt);
        return draft.hasPassed(expiresAt);
    }

    /**
     * Gives back what an overdraft took beyond the lots there were. What is still owed is owed no more; what was repaid since
     * comes back as a lot of its own, earned when it was taken, since no other is known to have been.
     */
    public void returnsOverdraft(Amount amount, Instant takenAt, Optional<String> referenceId) {
        var owed = amount.min(debt);
        if (owed.isPositive()) {
            makesAvailable(Optional.empty(), owed);
        }
        var repaid = amount.minus(owed);
        if (repaid.isPositive()) {
            var lot = opensLot(repaid, takenAt, Optional.empty(), Optional.empty(), referenceId, LotOrigin.REVERSAL);
            makesAvailable(Optional.of(lot), repaid);
        }
    }

    /** Takes what is not there: AVAILABLE goes below zero, and of a LOT asset a debt remains. */
    public void overdraws(Amount amount) {
        post(Bucket.AVAILABLE, amount.negated(), Optional.empty(), Optional.empty());
    }

    /** So much of a hold that the entry takes from was captured, and not released. */
    public void captures(HoldId hold, Amount amount) {
        draft.says(new Fact.HoldCaptured(hold, asset.id(), amount));
    }

    /** The other side, on a system account. */
    public void system(SystemAccount system, Amount amount) {
        draft.system(system, amount);
    }

    /** A part that had expired goes to breakage, and the entry says of which lot it was. */
    public void breaks(Part part) {
        draft.add(Posting.on(SystemAccount.SYSTEM_BREAKAGE, asset.id(), part.amount(), part.lot()));
    }

    private void post(Bucket bucket, Amount amount, Optional<LotId> lot, Optional<HoldId> hold) {
        draft.add(Posting.on(account, asset.id(), bucket, amount, lot, hold));
        switch (bucket) {
            case AVAILABLE -> {
                available = available.plus(amount);
                if (lot.isEmpty() && asset.inventoryMode() == InventoryMode.LOT) {
                    debt = debt.minus(amount);
                }
            }
            case HELD -> held = held.plus(amount);
            case DEFERRED -> deferred = deferred.plus(amount);
        }
    }

    /** The balance after what was put together so far. */
    public Buckets balance() {
        return new Buckets(available, deferred, held);
    }

    /**
     * Whether each bucket still fits into an amount, and all of them together: else a hold, a release or a maturity, which
     * only move value between them, could lead to a bucket that doesn't.
     */
    public boolean isWithinDigits() {
        return Stream.of(available, held, deferred, available.plus(held).plus(deferred))
                .allMatch(sum -> sum.digits() <= Amount.DIGITS_MAX);
    }

    /** The lots that were opened, taken from or given back to, for the answer; empty for a SIMPLE asset. */
    public Optional<List<LotShare>> lotsProcessed() {
        if (asset.inventoryMode() == InventoryMode.SIMPLE) {
            return Optional.empty();
        }
        return Optional.of(processed.entrySet().stream()
                .map(lot -> new LotShare(lot.getKey(), lot.getValue()))
                .toList());
    }

    public EntryId id() {
        return draft.id();
    }

    public JournalEntry toEntry() {
        return draft.toEntry();
    }
}
