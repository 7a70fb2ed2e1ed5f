package dev.sluice.ledger.core.balance;

import static dev.sluice.schema.rejection.RejectionCode.BALANCE_LIMIT_EXCEEDED;

import dev.sluice.ledger.core.entry.Checks;
import dev.sluice.ledger.core.entry.Decision;
import dev.sluice.ledger.core.entry.Decision.Accepted;
import dev.sluice.ledger.core.entry.Decision.Refused;
import dev.sluice.ledger.core.entry.EntryDraft;
import dev.sluice.ledger.core.entry.OperationScope;
import dev.sluice.ledger.core.entry.OperationScope.Needs;
import dev.sluice.ledger.core.entry.Part;
import dev.sluice.ledger.core.entry.ReserveReversal;
import dev.sluice.ledger.core.entry.Selecting;
import dev.sluice.ledger.core.entry.Selection;
import dev.sluice.ledger.core.entry.Source;
import dev.sluice.ledger.core.state.LedgerView;
import dev.sluice.schema.journal.EntryType;
import dev.sluice.schema.reply.Adjusted;
import dev.sluice.schema.request.Debit;
import dev.sluice.schema.request.Request;
import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.Bucket;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A debit takes value from AVAILABLE or HELD back to where it is issued from, oldest vintage first. */
public final class DebitDecider {

    private DebitDecider() {}

    public static Decision decide(LedgerView view, Request request, Debit debit) {
        return OperationScope.within(
                view, request, debit, Needs.ALL_ACTIVE, debit.lots().narrowedBy(), scope -> debit(scope, debit));
    }

    private static Decision debit(OperationScope scope, Debit debit) {
        var amount = scope.amount().orElseThrow();
        var bucket = debit.bucket().orElse(Bucket.AVAILABLE);
        var lots = debit.lots();
        var reserved =
                debit.sourceTransaction().map(transaction -> Selecting.reserved(scope, transaction.charge(), amount));
        var rest = amount.minus(reserved.map(Selection::total)
                .orElseGet(() -> Amount.zero(scope.asset().scale())));
        var selection = bucket == Bucket.HELD
                ? Selecting.held(scope, lots, debit.referenceId(), Optional.of(rest))
                : Selecting.available(scope, lots, Optional.empty(), Optional.of(rest));
        var refused = Checks.lotsThenLimit(scope, selection)
                .or(() -> reserved.flatMap(taken -> Checks.lots(taken, selection)));
        if (refused.isPresent()) {
            return refused.get();
        }
        var missing = rest.minus(selection.total());
        if (missing.isPositive() && !debit.allowNegative()) {
            return Checks.insufficient(scope, bucket, isNarrowed(debit, bucket), rest, selection.total());
        }
        var taken = new Taken(reserved.map(Selection::parts).orElse(List.of()), selection.parts(), missing);
        return Source.giveBack(
                scope, EntryType.DEBIT, amount, (draft, otherSide) -> booked(scope, debit, taken, draft, otherSide));
    }

    /**
     * The parts that a debit takes.
     *
     * @param reserved of what is reserved of its charge
     * @param missing what was not there, and becomes a debt
     */
    private record Taken(List<Part> reserved, List<Part> parts, Amount missing) {}

    private static Decision booked(
            OperationScope scope, Debit debit, Taken taken, EntryDraft draft, Consumer<EntryDraft> otherSide) {
        var entry = draft.on(scope.balance());
        taken.reserved().forEach(entry::takes);
        taken.parts().forEach(entry::takes);
        if (taken.missing().isPositive()) {
            entry.overdraws(taken.missing());
        }
        debit.sourceTransaction()
                .ifPresent(transaction -> ReserveReversal.tell(scope.view(), draft, transaction, taken.reserved()));
        otherSide.accept(draft);
        if (!entry.isWithinDigits()) {
            return Refused.because(
                    BALANCE_LIMIT_EXCEEDED,
                    "Expected a balance of at most %d digits, but it would be %s",
                    Amount.DIGITS_MAX,
                    entry.balance());
        }

        // From here on the debit must succeed: the entry is only handed over.
        var amount = scope.amount().orElseThrow();
        return new Accepted(
                entry.toEntry(),
                new Adjusted(
                        Adjusted.Type.DEBIT,
                        amount,
                        debit.bucket().orElse(Bucket.AVAILABLE),
                        scope.asset().id(),
                        debit.programId(),
                        entry.balance(),
                        entry.id(),
                        OperationScope.processed(amount),
                        debit.referenceId(),
                        entry.lotsProcessed(),
                        Optional.empty()));
    }

    private static boolean isNarrowed(Debit debit, Bucket bucket) {
        return !debit.lots().isAll()
                || (bucket == Bucket.HELD && debit.referenceId().isPresent());
    }
}
