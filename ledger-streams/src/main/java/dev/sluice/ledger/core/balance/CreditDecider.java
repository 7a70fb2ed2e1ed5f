package dev.sluice.ledger.core.balance;

import static dev.sluice.schema.rejection.RejectionCode.BALANCE_LIMIT_EXCEEDED;
import static dev.sluice.schema.rejection.RejectionCode.INVALID_TIME;

import dev.sluice.ledger.core.entry.BalanceEntry;
import dev.sluice.ledger.core.entry.Decision;
import dev.sluice.ledger.core.entry.Decision.Accepted;
import dev.sluice.ledger.core.entry.Decision.PutToVote;
import dev.sluice.ledger.core.entry.Decision.Refused;
import dev.sluice.ledger.core.entry.EntryDraft;
import dev.sluice.ledger.core.entry.OperationScope;
import dev.sluice.ledger.core.entry.OperationScope.Needs;
import dev.sluice.ledger.core.entry.Part;
import dev.sluice.ledger.core.entry.ReserveShare;
import dev.sluice.ledger.core.state.LedgerView;
import dev.sluice.ledger.core.state.Purpose;
import dev.sluice.ledger.core.state.Voting;
import dev.sluice.ledger.core.wallet.Wallets;
import dev.sluice.schema.exchange.Ballot;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A credit brings new value into AVAILABLE, HELD or DEFERRED; of a LOT asset as one lot with its vintage. */
public final class CreditDecider {

    private CreditDecider() {}

    public static Decision decide(LedgerView view, Request request, Credit credit) {
        if (credit.earnedAt().isPresent() && credit.earnedAt().get().isAfter(view.now())) {
            return Refused.atField(
                    INVALID_TIME,
                    "earned_at",
                    "Expected a time not after now (%s), but got %s",
                    view.now(),
                    credit.earnedAt().get());
        }
        if (credit.expiresAt().isPresent() && !credit.expiresAt().get().isAfter(view.now())) {
            return Refused.atField(
                    INVALID_TIME,
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
        var booked = book(
                scope,
                credit,
                scope.draft(scope.view().nextIds().entry(), EntryType.CREDIT),
                scope.asset().issuancePolicy() == IssuancePolicy.PREFUNDED ? PaidFrom.WALLET : PaidFrom.ISSUANCE);
        // The account's own limit comes before what its wallet has, which another partition may have to be asked.
        if (!booked.isWithinDigits()) {
            return tooMuch(booked);
        }
        if (scope.asset().issuancePolicy() == IssuancePolicy.PREFUNDED) {
            var walletPartition = scope.view().partitionOf(credit.programId().account());
            if (walletPartition != scope.view().partition()) {
                return draw(scope, credit, walletPartition);
            }
            var shortage = Wallets.objection(
                    scope.view(),
                    credit.programId(),
                    scope.asset(),
                    scope.amount().orElseThrow());
            if (shortage.isPresent()) {
                return new Refused(shortage.get());
            }
        }

        // From here on the credit must succeed: the entry is only handed over.
        return booked.toDecision();
    }

    /** The wallet is asked first: it sets aside what the credit needs, or objects. */
    private static Decision draw(OperationScope scope, Credit credit, int walletPartition) {
        var id = scope.view().nextCoordinatedId();
        var ballot = new Ballot.Draw(
                credit.programId(),
                credit.assetId(),
                scope.amount().orElseThrow(),
                scope.request().accountId(),
                OperationScope.causeOf(scope.request(), credit),
                Optional.of(EntryType.CREDIT));
        return new PutToVote(
                Optional.empty(),
                new Voting(id, List.of(walletPartition), Optional.empty()),
                new Purpose.Drawing(),
                Map.of(walletPartition, ballot));
    }

    /** The wallet has given, and the credit is booked whatever has happened since; or it has not, and nothing is. */
    public static Decision conclude(LedgerView view, Request request, Credit credit, Voting voting) {
        if (voting.objection().isPresent()) {
            return new Refused(voting.objection().get().rejection());
        }
        var scope = OperationScope.unchecked(view, request, credit);
        return book(scope, credit, scope.draft(voting.id(), EntryType.CREDIT), PaidFrom.TRANSIT)
                .toDecision();
    }

    /** The system account or wallet that a credit is paid from. */
    private enum PaidFrom {
        ISSUANCE,
        /** The program's wallet, which is on this partition. */
        WALLET,
        /** The program's wallet on another partition, which has given it. */
        TRANSIT
    }

    /** A credit that was put together. */
    private record Booked(BalanceEntry entry, Adjusted result) {

        boolean isWithinDigits() {
            return entry.isWithinDigits();
        }

        Decision toDecision() {
            return new Accepted(entry.toEntry(), result);
        }
    }

    private static Booked book(OperationScope scope, Credit credit, EntryDraft draft, PaidFrom source) {
        var amount = scope.amount().orElseThrow();
        var bucket = bucketOf(credit, scope.view().now());
        var entry = draft.on(scope.balance());
        switch (source) {
            case ISSUANCE -> draft.system(SystemAccount.SYSTEM_ISSUANCE, amount.negated());
            case WALLET -> draft.wallet(credit.programId().account(), amount.negated());
            case TRANSIT -> draft.system(SystemAccount.SYSTEM_TRANSIT, amount.negated());
        }
        var lot = scope.isLotMode() ? Optional.of(openLot(scope, credit, entry, amount)) : Optional.<LotId>empty();
        var hold = Optional.<HoldId>empty();
        switch (bucket) {
            case AVAILABLE -> {
                var spendable = entry.arrives(lot, amount, credit.expiresAt());
                reserve(scope, credit, draft, entry, Part.spendable(lot, spendable, credit.expiresAt()));
            }
            case DEFERRED -> entry.defers(lot.orElseThrow(), amount);
            case HELD -> {
                var opened = entry.opensHold(
                        credit.programId(), amount, HoldOrigin.CREDIT, credit.referenceId(), Optional.empty());
                entry.puts(opened, lot, amount);
                hold = Optional.of(opened);
            }
        }
        return new Booked(
                entry,
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

    /** Of a charge, a plan takes its share. */
    private static void reserve(
            OperationScope scope, Credit credit, EntryDraft draft, BalanceEntry entry, Part spendable) {
        credit.sourceCharge()
                .ifPresent(charge -> ReserveShare.take(
                        scope.view(),
                        draft,
                        entry,
                        new ReserveShare.Charge(
                                scope.request().accountId(),
                                credit.programId(),
                                charge,
                                scope.amount().orElseThrow(),
                                List.of(spendable))));
    }

    private static Refused tooMuch(Booked booked) {
        return Refused.because(
                BALANCE_LIMIT_EXCEEDED,
                "Expected a balance of at most %d digits, but it would be %s",
                Amount.DIGITS_MAX,
                booked.entry().balance());
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
