package dev.sluice.ledger.restore;

import dev.sluice.ledger.core.entry.OperationScope;
import dev.sluice.ledger.core.state.LedgerView;
import dev.sluice.schema.journal.EntryType;
import dev.sluice.schema.journal.Fact;
import dev.sluice.schema.journal.JournalEntry;
import dev.sluice.schema.journal.Posting;
import dev.sluice.schema.reply.Adjusted;
import dev.sluice.schema.reply.Buckets;
import dev.sluice.schema.reply.Captured;
import dev.sluice.schema.reply.LotShare;
import dev.sluice.schema.reply.Moved;
import dev.sluice.schema.reply.Result;
import dev.sluice.schema.reply.Reversed;
import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.Bucket;
import dev.sluice.schema.value.HoldId;
import dev.sluice.schema.value.HoldOrigin;
import dev.sluice.schema.value.InventoryMode;
import dev.sluice.schema.value.LotId;
import dev.sluice.schema.value.ProgramId;
import dev.sluice.schema.value.SystemAccount;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** The results of the operations that move value, told by the postings of their entry, whose order docs/topics.md fixes. */
record MovedValue(JournalEntry entry, AssetId asset, ProgramId program, Amount zero, boolean hasLots, Buckets balance) {

    static MovedValue of(LedgerView after, JournalEntry entry) {
        var asset = after.asset(entry.assetId().orElseThrow()).orElseThrow();
        var zero = Amount.zero(asset.scale());
        var balance = after.balance(entry.accountId(), asset.id())
                .map(now -> new Buckets(now.available(), now.deferred(), now.held()))
                .orElseGet(() -> new Buckets(zero, zero, zero));
        return new MovedValue(
                entry,
                asset.id(),
                entry.programId().orElseThrow(),
                zero,
                asset.inventoryMode() == InventoryMode.LOT,
                balance);
    }

    /** Of a CREDIT or a DEBIT. */
    Result adjusted() {
        var isCredit = entry.type() == EntryType.CREDIT;
        // The other side is the whole of it: issuance, a wallet, or what is on its way to or from one.
        var amount = isCredit
                ? sum(posting -> !isOwn(posting) && isNegative(posting)).negated()
                : sum(posting -> !isOwn(posting) && !isNegative(posting));
        return new Adjusted(
                isCredit ? Adjusted.Type.CREDIT : Adjusted.Type.DEBIT,
                amount,
                isCredit ? creditedTo() : debitedFrom(),
                asset,
                program,
                balance,
                entry.id(),
                OperationScope.processed(amount),
                entry.referenceId(),
                lots(isCredit ? lotsOpened() : taken(untilTheOtherSide())),
                isCredit ? holdOpened(HoldOrigin.CREDIT) : Optional.empty());
    }

    private Bucket creditedTo() {
        if (holdOpened(HoldOrigin.CREDIT).isPresent()) {
            return Bucket.HELD;
        }
        return has(Bucket.DEFERRED) ? Bucket.DEFERRED : Bucket.AVAILABLE;
    }

    /** What is reserved of the charge of a refund is taken from HELD, and the refund is one of AVAILABLE. */
    private Bucket debitedFrom() {
        var isOfReserve = entry.facts().stream().anyMatch(Fact.ReserveReleased.class::isInstance);
        return has(Bucket.HELD) && !isOfReserve ? Bucket.HELD : Bucket.AVAILABLE;
    }

    /** Of a HOLD, RELEASE, FORFEIT or VOID_HOLD. */
    Result moved() {
        var from = entry.type() == EntryType.HOLD ? Optional.of(Bucket.AVAILABLE) : heldOrAny();
        Predicate<Posting> isTaken = posting -> isOwn(posting)
                && isNegative(posting)
                && (from.isEmpty() || posting.bucket().equals(from));
        var amount = sum(isTaken).negated();
        return new Moved(
                Moved.Kind.valueOf(entry.type().name()),
                amount,
                entry.type() == EntryType.RELEASE ? expired() : Optional.empty(),
                asset,
                program,
                balance,
                entry.id(),
                OperationScope.processed(amount),
                entry.referenceId(),
                lots(taken(entry.postings().stream().filter(isTaken).toList())),
                entry.type() == EntryType.HOLD ? holdOpened(HoldOrigin.HOLD) : Optional.empty());
    }

    private Optional<Bucket> heldOrAny() {
        return entry.type() == EntryType.FORFEIT ? Optional.empty() : Optional.of(Bucket.HELD);
    }

    /** Of a FUND or a BURN. */
    Result ofWallet() {
        var amount = sum(posting -> !isOwn(posting));
        var processed = amount.isNegative() ? amount.negated() : amount;
        return new Moved(
                Moved.Kind.valueOf(entry.type().name()),
                processed,
                Optional.empty(),
                asset,
                program,
                balance,
                entry.id(),
                OperationScope.processed(processed),
                entry.referenceId(),
                Optional.empty(),
                Optional.empty());
    }

    /** Of a CAPTURE. It names one hold or a reference, so where it has no reference it had a hold. */
    Result captured() {
        var settled = sum(posting -> isOn(posting, SystemAccount.SYSTEM_REDEMPTION));
        var held = sum(posting -> isOwn(posting)
                        && isNegative(posting)
                        && posting.bucket().equals(Optional.of(Bucket.HELD)))
                .negated();
        var captured = entry.facts().stream()
                .filter(Fact.HoldCaptured.class::isInstance)
                .map(fact -> ((Fact.HoldCaptured) fact).amount())
                .reduce(zero, Amount::plus);
        return new Captured(
                settled,
                held.minus(captured),
                expired(),
                asset,
                program,
                balance,
                entry.id(),
                OperationScope.processed(settled),
                entry.referenceId(),
                lots(taken(untilTheOtherSide())),
                entry.referenceId().isPresent() ? Optional.empty() : firstHold());
    }

    /**
     * Of a REVERSAL.
     *
     * @param parts what it gave back, in that order
     * @param reversible what is left to reverse; nothing where that was forgotten
     */
    Result reversed(List<Fact.ConsumptionReversed.Part> parts, Optional<Amount> reversible) {
        var total = parts.stream().map(Fact.ConsumptionReversed.Part::amount).reduce(zero, Amount::plus);
        var shares = new LinkedHashMap<LotId, Amount>();
        var opened = lotsOpened();
        for (var part : parts) {
            part.lotId()
                    .ifPresentOrElse(
                            lot -> shares.merge(lot, part.amount(), Amount::plus), () -> shares.putAll(opened));
        }
        return new Reversed(
                total,
                expired(),
                reversible.orElse(zero),
                asset,
                program,
                balance,
                entry.id(),
                entry.reverses().orElseThrow(),
                OperationScope.processed(total),
                entry.referenceId(),
                lots(shares));
    }

    private boolean isOwn(Posting posting) {
        return posting.accountId().equals(Optional.of(entry.accountId()));
    }

    private static boolean isOn(Posting posting, SystemAccount account) {
        return posting.systemAccount().equals(Optional.of(account));
    }

    private static boolean isNegative(Posting posting) {
        return posting.amount().isNegative();
    }

    private boolean has(Bucket bucket) {
        return entry.postings().stream()
                .anyMatch(posting -> isOwn(posting) && posting.bucket().equals(Optional.of(bucket)));
    }

    private Amount sum(Predicate<Posting> which) {
        return entry.postings().stream().filter(which).map(Posting::amount).reduce(zero, Amount::plus);
    }

    private Optional<Amount> expired() {
        return Optional.of(sum(posting -> isOn(posting, SystemAccount.SYSTEM_BREAKAGE)))
                .filter(Amount::isPositive);
    }

    private List<Posting> untilTheOtherSide() {
        return entry.postings().stream().takeWhile(this::isOwn).toList();
    }

    private static Map<LotId, Amount> taken(List<Posting> postings) {
        var taken = new LinkedHashMap<LotId, Amount>();
        for (var posting : postings) {
            posting.lotId().ifPresent(lot -> taken.merge(lot, posting.amount().negated(), Amount::plus));
        }
        return taken;
    }

    private Map<LotId, Amount> lotsOpened() {
        var opened = new LinkedHashMap<LotId, Amount>();
        for (var fact : entry.facts()) {
            if (fact instanceof Fact.LotOpened lot && lot.accountId().isEmpty()) {
                opened.put(lot.lotId(), lot.amount());
            }
        }
        return opened;
    }

    private Optional<List<LotShare>> lots(Map<LotId, Amount> shares) {
        return hasLots
                ? Optional.of(shares.entrySet().stream()
                        .map(share -> new LotShare(share.getKey(), share.getValue()))
                        .toList())
                : Optional.empty();
    }

    private Optional<HoldId> holdOpened(HoldOrigin origin) {
        return entry.facts().stream()
                .filter(Fact.HoldOpened.class::isInstance)
                .map(Fact.HoldOpened.class::cast)
                .filter(hold -> hold.origin() == origin)
                .map(Fact.HoldOpened::holdId)
                .findFirst();
    }

    private Optional<HoldId> firstHold() {
        return entry.postings().stream()
                .flatMap(posting -> posting.holdId().stream())
                .findFirst();
    }
}
