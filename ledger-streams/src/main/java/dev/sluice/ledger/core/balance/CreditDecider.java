package dev.sluice.ledger.core.balance;

import static dev.sluice.schema.rejection.RejectionCode.BALANCE_LIMIT_EXCEEDED;
import static dev.sluice.schema.rejection.RejectionCode.INSUFFICIENT_PROGRAM_FUNDS;
import static dev.sluice.schema.rejection.RejectionCode.INVALID_FIELD;

import dev.sluice.ledger.core.Decision;
import dev.sluice.ledger.core.Decision.Accepted;
import dev.sluice.ledger.core.Decision.Refused;
import dev.sluice.ledger.core.LedgerView;
import dev.sluice.ledger.core.balance.OperationScope.Needs;
import dev.sluice.schema.journal.EntryType;
import dev.sluice.schema.reply.Adjusted;
import dev.sluice.schema.request.Credit;
import dev.sluice.schema.request.Request;
import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.Bucket;
import dev.sluice.schema.value.HoldId;
import dev.sluice.schema.value.HoldOrigin;
import dev.sluice.schema.value.IssuancePolicy;
import dev.sluice.schema.value.LotId;
import dev.sluice.schema.value.LotOrigin;
import dev.sluice.schema.value.SystemAccount;
import java.time.Instant;
import java.util.Optional;

/** A credit brings new value into AVAILABLE, HELD or DEFERRED; of a LOT asset as one lot with its vintage. */
public final class CreditDecider {

    private CreditDecider() {}

    public static Decision decide(LedgerView view, Request request, Credit credit) {
        if (credit.earnedAt().isPresent() && credit.earnedAt().get().isAfter(view.now())) {
            return Refused.atField(
                    INVALID_FIELD,
                    "earned_at",
                    "Expected a time not after now (%s), but got %s",
                    view.now(),
                    credit.earnedAt().get());
        }
        if (credit.expiresAt().isPresent() && !credit.expiresAt().get().isAfter(view.now())) {
            return Refused.atField(
                    INVALID_FIELD,
                    "expires_at",
                    "Expected a time after now (%s), but got %s",
                    view.now(),
                    credit.expiresAt().get());
        }
        return OperationScope.within(
                view, request, credit, Needs.ALL_ACTIVE, lotField(credit), scope -> credit(scope, credit));
    }

    private static Optional<String> lotField(Credit credit) {
        return credit.earnedAt()
                .map(time -> "earned_at")
                .or(() -> credit.expiresAt().map(time -> "expires_at"))
                .or(() -> credit.maturesAt().map(time -> "matures_at"));
    }

    private static Decision credit(OperationScope scope, Credit credit) {
        var aboveLimit = scope.aboveLimit();
        if (aboveLimit.isPresent()) {
            return aboveLimit.get();
        }
        if (scope.asset().issuancePolicy() == IssuancePolicy.PREFUNDED) {
            return Refused.because(
                    INSUFFICIENT_PROGRAM_FUNDS,
                    "Expected the wallet of program %s to hold at least %s, but it has no funds",
                    credit.programId(),
                    credit.amount());
        }
        var amount = scope.amount().orElseThrow();
        var bucket = bucketOf(credit, scope.view().now());
        var entry = scope.entry(EntryType.CREDIT);
        entry.system(SystemAccount.SYSTEM_ISSUANCE, amount.negated());
        var lot = scope.isLotMode() ? Optional.of(openLot(scope, credit, entry, amount)) : Optional.<LotId>empty();
        var hold = Optional.<HoldId>empty();
        switch (bucket) {
            case AVAILABLE -> entry.makesAvailable(lot, amount);
            case DEFERRED -> entry.defers(lot.orElseThrow(), amount);
            case HELD -> {
                var opened = entry.opensHold(
                        credit.programId(), amount, HoldOrigin.CREDIT, credit.referenceId(), Optional.empty());
                entry.puts(opened, lot, amount);
                hold = Optional.of(opened);
            }
        }
        if (!entry.isWithinDigits()) {
            return Refused.because(
                    BALANCE_LIMIT_EXCEEDED,
                    "Expected a balance of at most %d digits, but it would be %s",
                    Amount.DIGITS_MAX,
                    entry.balance());
        }

        // From here on the credit must succeed: the entry is only handed over.
        return new Accepted(
                entry.toEntry(),
                new Adjusted(
                        Adjusted.Type.CREDIT,
                        amount,
                        bucket,
                        scope.asset().id(),
                        credit.programId(),
                        entry.balance(),
                        entry.id(),
                        OperationScope.processed(amount),
                        credit.referenceId(),
                        entry.lotsProcessed(),
                        hold));
    }

    /** A maturity that has passed changes nothing: the value is spendable at once. */
    private static Bucket bucketOf(Credit credit, Instant now) {
        if (credit.maturesAt().isPresent()) {
            return credit.maturesAt().get().isAfter(now) ? Bucket.DEFERRED : Bucket.AVAILABLE;
        }
        return credit.bucket().orElse(Bucket.AVAILABLE);
    }

    private static LotId openLot(OperationScope scope, Credit credit, BalanceEntry entry, Amount amount) {
        return entry.opensLot(
                amount,
                credit.earnedAt().orElse(scope.view().now()),
                credit.expiresAt(),
                credit.maturesAt(),
                credit.referenceId(),
                LotOrigin.CREDIT);
    }
}
