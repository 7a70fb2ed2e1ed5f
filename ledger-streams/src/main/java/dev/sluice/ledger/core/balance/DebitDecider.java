package dev.sluice.ledger.core.balance;

import static dev.sluice.schema.rejection.RejectionCode.BALANCE_LIMIT_EXCEEDED;

import dev.sluice.ledger.core.Decision;
import dev.sluice.ledger.core.Decision.Accepted;
import dev.sluice.ledger.core.Decision.Dispatched;
import dev.sluice.ledger.core.Decision.Refused;
import dev.sluice.ledger.core.LedgerView;
import dev.sluice.ledger.core.balance.OperationScope.Needs;
import dev.sluice.ledger.core.exchange.Delivering;
import dev.sluice.schema.exchange.ExchangeMessage.BookingAsked;
import dev.sluice.schema.exchange.Leg;
import dev.sluice.schema.journal.EntryType;
import dev.sluice.schema.reply.Adjusted;
import dev.sluice.schema.request.Debit;
import dev.sluice.schema.request.LotFilter;
import dev.sluice.schema.request.Request;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.AccountKind;
import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.Bucket;
import dev.sluice.schema.value.EntryId;
import dev.sluice.schema.value.IssuancePolicy;
import dev.sluice.schema.value.SystemAccount;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

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
        var taking = new Taking(scope, debit, selection.parts(), missing);
        return scope.asset().issuancePolicy() == IssuancePolicy.PREFUNDED
                ? toWallet(taking)
                : taking.booked(taking.draft(), draft -> draft.system(SystemAccount.SYSTEM_ISSUANCE, amount));
    }

    /** The value goes back to the program's wallet, which can't refuse it. */
    private static Decision toWallet(Taking taking) {
        var view = taking.scope().view();
        var wallet = taking.debit().programId().account();
        var partition = view.partitionOf(wallet);
        if (partition == view.partition()) {
            return taking.booked(taking.draft(), draft -> draft.wallet(wallet, taking.amount()));
        }
        var id = view.nextUndertaking();
        var decision = taking.booked(
                taking.scope().draft(id, EntryType.DEBIT),
                draft -> draft.system(SystemAccount.SYSTEM_TRANSIT, taking.amount()));
        return decision instanceof Accepted accepted
                ? new Dispatched(
                        Optional.of(accepted.entry()),
                        accepted.result(),
                        new Delivering(id, List.of(partition)),
                        Map.of(partition, taking.bookingOn(wallet, id)))
                : decision;
    }

    /** What a debit takes: these parts, and what is missing beyond them as a debt. */
    private record Taking(OperationScope scope, Debit debit, List<Part> parts, Amount missing) {

        Amount amount() {
            return scope.amount().orElseThrow();
        }

        EntryDraft draft() {
            return scope.draft(scope.view().nextIds().entry(), EntryType.DEBIT);
        }

        Decision booked(EntryDraft draft, Consumer<EntryDraft> otherSide) {
            var entry = draft.on(scope.balance());
            parts.forEach(entry::takes);
            if (missing.isPositive()) {
                entry.overdraws(missing);
            }
            otherSide.accept(draft);
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
                            amount(),
                            debit.bucket().orElse(Bucket.AVAILABLE),
                            scope.asset().id(),
                            debit.programId(),
                            entry.balance(),
                            entry.id(),
                            OperationScope.processed(amount()),
                            debit.referenceId(),
                            entry.lotsProcessed(),
                            Optional.empty()));
        }

        BookingAsked bookingOn(AccountId wallet, EntryId id) {
            return new BookingAsked(
                    id,
                    scope.view().partition(),
                    EntryType.DEBIT,
                    scope.request().accountId(),
                    scope.asset().id(),
                    OperationScope.causeOf(scope.request(), debit),
                    List.of(new Leg(0, wallet, AccountKind.PROGRAM, amount(), List.of())));
        }
    }

    private static boolean isNarrowed(Debit debit, Bucket bucket) {
        return debit.lotIds().isPresent()
                || (bucket == Bucket.HELD && debit.referenceId().isPresent());
    }
}
