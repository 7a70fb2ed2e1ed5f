package dev.sluice.ledger.core.reversal;

import dev.sluice.ledger.core.entry.BalanceEntry;
import dev.sluice.ledger.core.entry.Decision;
import dev.sluice.ledger.core.entry.Decision.Accepted;
import dev.sluice.ledger.core.entry.EntryDraft;
import dev.sluice.ledger.core.entry.OperationScope;
import dev.sluice.ledger.core.state.Invariant;
import dev.sluice.ledger.core.state.Purpose.Reversing;
import dev.sluice.schema.journal.Fact.ConsumptionReversed;
import dev.sluice.schema.reply.Buckets;
import dev.sluice.schema.reply.Reversed;
import dev.sluice.schema.request.Reverse;
import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.LotId;
import dev.sluice.schema.value.SystemAccount;
import java.time.Instant;
import java.util.Optional;

/**
 * Value on its way back to its account: the entry that brings it there.
 *
 * @param expired how much of it goes on to breakage
 */
record GivingBack(OperationScope scope, EntryDraft draft, BalanceEntry entry, Amount total, Amount expired) {

    /** The system account or wallet that the value comes from. */
    enum PaidFrom {
        REDEMPTION,
        ISSUANCE,
        /** The program's wallet, which is on this partition. */
        WALLET,
        /** The program's wallet on another partition, which has given it. */
        TRANSIT
    }

    /** Puts it together. */
    static GivingBack of(OperationScope scope, EntryDraft draft, PaidFrom source, Reversing reversing) {
        var nothing = Amount.zero(scope.asset().scale());
        var total =
                reversing.parts().stream().map(ConsumptionReversed.Part::amount).reduce(nothing, Amount::plus);
        switch (source) {
            case REDEMPTION -> draft.system(SystemAccount.SYSTEM_REDEMPTION, total.negated());
            case ISSUANCE -> draft.system(SystemAccount.SYSTEM_ISSUANCE, total.negated());
            case WALLET -> draft.wallet(scope.command().programId().account(), total.negated());
            case TRANSIT -> draft.system(SystemAccount.SYSTEM_TRANSIT, total.negated());
        }
        var entry = draft.on(scope.balance());
        var expired = nothing;
        for (var part : reversing.parts()) {
            if (part.lotId().isPresent()) {
                var lot = part.lotId().get();
                var hasExpired = entry.returns(lot, part.amount(), expiryOf(scope, lot));
                expired = hasExpired ? expired.plus(part.amount()) : expired;
            } else {
                returnWithoutLot(scope, entry, part.amount(), reversing.takenAt());
            }
        }
        return new GivingBack(scope, draft, entry, total, expired);
    }

    private static Optional<Instant> expiryOf(OperationScope scope, LotId lot) {
        return scope.view()
                .lot(scope.request().accountId(), lot)
                .orElseThrow(() -> Invariant.broken("Lot %s is given back to and unknown", lot))
                .expiresAt();
    }

    private static void returnWithoutLot(OperationScope scope, BalanceEntry entry, Amount amount, Instant takenAt) {
        if (scope.isLotMode()) {
            entry.returnsOverdraft(amount, takenAt, scope.command().reference());
        } else {
            entry.makesAvailable(Optional.empty(), amount);
        }
    }

    boolean isWithinDigits() {
        return entry.isWithinDigits();
    }

    /** What the account would have. */
    Buckets balance() {
        return entry.balance();
    }

    /**
     * It is booked.
     *
     * @param reversible what is left of the reversed entry to reverse afterwards
     */
    Decision booked(Reverse reverse, Amount reversible) {
        draft.reverses(reverse.journalEntryId());
        return new Accepted(
                draft.toEntry(),
                new Reversed(
                        total,
                        Optional.of(expired).filter(Amount::isPositive),
                        reversible,
                        scope.asset().id(),
                        reverse.programId(),
                        entry.balance(),
                        entry.id(),
                        reverse.journalEntryId(),
                        OperationScope.processed(total),
                        reverse.referenceId(),
                        entry.lotsProcessed()));
    }
}
