package dev.sluice.ledger.core.balance;

import static dev.sluice.schema.rejection.RejectionCode.BALANCE_LIMIT_EXCEEDED;
import static dev.sluice.schema.rejection.RejectionCode.INSUFFICIENT_PROGRAM_FUNDS;

import dev.sluice.ledger.core.Decision;
import dev.sluice.ledger.core.Decision.Accepted;
import dev.sluice.ledger.core.Decision.Refused;
import dev.sluice.ledger.core.LedgerView;
import dev.sluice.ledger.core.balance.OperationScope.Needs;
import dev.sluice.schema.journal.EntryType;
import dev.sluice.schema.reply.Adjusted;
import dev.sluice.schema.request.Debit;
import dev.sluice.schema.request.LotFilter;
import dev.sluice.schema.request.Request;
import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.Bucket;
import dev.sluice.schema.value.IssuancePolicy;
import dev.sluice.schema.value.SystemAccount;
import java.util.Optional;

/** A debit takes value from AVAILABLE or HELD back to where it is issued from, oldest vintage first. */
public final class DebitDecider {

    private DebitDecider() {}

    public static Decision decide(LedgerView view, Request request, Debit debit) {
        return OperationScope.within(
                view,
                request,
                debit,
                Needs.ALL_ACTIVE,
                debit.lotIds().map(ids -> "lot_ids"),
                scope -> debit(scope, debit));
    }

    private static Decision debit(OperationScope scope, Debit debit) {
        var amount = scope.amount().orElseThrow();
        var bucket = debit.bucket().orElse(Bucket.AVAILABLE);
        var lots = new LotFilter(debit.lotIds(), Optional.empty(), Optional.empty());
        var selection = bucket == Bucket.HELD
                ? Selecting.held(scope, lots, debit.referenceId(), Optional.of(amount))
                : Selecting.available(scope, lots, Optional.empty(), Optional.of(amount));
        var refused = Checks.lotsThenLimit(scope, selection);
        if (refused.isPresent()) {
            return refused.get();
        }
        var missing = amount.minus(selection.total());
        if (missing.isPositive() && !debit.allowNegative()) {
            return Checks.insufficient(scope, bucket, isNarrowed(debit, bucket), amount, selection.total());
        }
        if (scope.asset().issuancePolicy() == IssuancePolicy.PREFUNDED) {
            return Refused.because(
                    INSUFFICIENT_PROGRAM_FUNDS,
                    "Expected the wallet of program %s to take part, but it has no funds",
                    debit.programId());
        }
        var entry = scope.entry(EntryType.DEBIT);
        selection.parts().forEach(entry::takes);
        if (missing.isPositive()) {
            entry.overdraws(missing);
        }
        entry.system(SystemAccount.SYSTEM_ISSUANCE, amount);
        if (!entry.isWithinDigits()) {
            return Refused.because(
                    BALANCE_LIMIT_EXCEEDED,
                    "Expected a balance of at most %d digits, but it would be %s",
                    Amount.DIGITS_MAX,
                    entry.balance());
        }

        // From here on the debit must succeed: the entry is only handed over.
        return new Accepted(
                entry.toEntry(),
                new Adjusted(
                        Adjusted.Type.DEBIT,
                        amount,
                        bucket,
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
        return debit.lotIds().isPresent()
                || (bucket == Bucket.HELD && debit.referenceId().isPresent());
    }
}
