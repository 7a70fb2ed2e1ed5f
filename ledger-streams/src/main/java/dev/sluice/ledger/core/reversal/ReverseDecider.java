package dev.sluice.ledger.core.reversal;

import static dev.sluice.schema.rejection.RejectionCode.BALANCE_LIMIT_EXCEEDED;
import static dev.sluice.schema.rejection.RejectionCode.JOURNAL_ENTRY_NOT_FOUND;
import static dev.sluice.schema.rejection.RejectionCode.REVERSAL_EXCEEDS_ENTRY;

import dev.sluice.ledger.core.entry.Checks;
import dev.sluice.ledger.core.entry.Decision;
import dev.sluice.ledger.core.entry.Decision.PutToVote;
import dev.sluice.ledger.core.entry.Decision.Refused;
import dev.sluice.ledger.core.entry.OperationScope;
import dev.sluice.ledger.core.entry.OperationScope.Needs;
import dev.sluice.ledger.core.reversal.GivingBack.PaidFrom;
import dev.sluice.ledger.core.state.LedgerView;
import dev.sluice.ledger.core.state.Purpose.Reversing;
import dev.sluice.ledger.core.state.ReversibleDebit;
import dev.sluice.ledger.core.state.Voting;
import dev.sluice.ledger.core.wallet.Wallets;
import dev.sluice.schema.exchange.Ballot;
import dev.sluice.schema.journal.EntryType;
import dev.sluice.schema.journal.Fact.ConsumptionReversed;
import dev.sluice.schema.request.Request;
import dev.sluice.schema.request.Reverse;
import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.IssuancePolicy;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A reversal gives back what a debit or a capture took, to the very lots, from where it went. Where that is a wallet on another
 * partition, the wallet is asked first; {@link ReversalConclusion} has what follows.
 */
public final class ReverseDecider {

    private ReverseDecider() {}

    public static Decision decide(LedgerView view, Request request, Reverse reverse) {
        return OperationScope.within(
                view, request, reverse, Needs.ALL_ACTIVE, Optional.empty(), scope -> reverse(scope, reverse));
    }

    private static Decision reverse(OperationScope scope, Reverse reverse) {
        var found = find(scope, reverse);
        if (found.isEmpty()) {
            return notFound(reverse);
        }
        var reversibleDebit = found.get();
        var reversible = reversibleDebit.reversible();
        var wanted = scope.amount().orElse(reversible);
        var parts = reversibleDebit.lastTaken(wanted);
        if (!areKnown(scope, parts)) {
            return notFound(reverse);
        }
        if (wanted.exceeds(reversible)) {
            return Refused.atField(
                    REVERSAL_EXCEEDS_ENTRY,
                    "amount",
                    "Expected at most what is left of the entry to reverse, %s, but got %s",
                    reversible,
                    wanted);
        }
        var aboveLimit = scope.aboveLimit();
        if (aboveLimit.isPresent()) {
            return aboveLimit.get();
        }
        if (parts.isEmpty()) {
            return Checks.nothing("reverse");
        }
        return give(scope, reverse, reversibleDebit, new Reversing(parts, reversibleDebit.at()));
    }

    static Optional<ReversibleDebit> find(OperationScope scope, Reverse reverse) {
        return scope.view()
                .reversibleDebit(scope.request().accountId(), reverse.journalEntryId())
                .filter(found -> found.asset().equals(reverse.assetId())
                        && found.program().equals(reverse.programId()));
    }

    /** A lot may be forgotten at the instant at which the reversible debit is, and just before it. */
    private static boolean areKnown(OperationScope scope, List<ConsumptionReversed.Part> parts) {
        var account = scope.request().accountId();
        return parts.stream()
                .flatMap(part -> part.lotId().stream())
                .allMatch(lot -> scope.view().lot(account, lot).isPresent());
    }

    private static Refused notFound(Reverse reverse) {
        return Refused.atField(
                JOURNAL_ENTRY_NOT_FOUND,
                "journal_entry_id",
                "Expected a debit or capture of this account, asset and program, but got %s",
                reverse.journalEntryId());
    }

    private static Decision give(
            OperationScope scope, Reverse reverse, ReversibleDebit reversibleDebit, Reversing reversing) {
        var view = scope.view();
        var source = sourceOf(scope, reversibleDebit);
        var given = GivingBack.of(scope, scope.draft(view.nextIds().entry(), EntryType.REVERSAL), source, reversing);
        var wallet = view.partitionOf(reverse.programId().account());
        if (!given.isWithinDigits()) {
            return Refused.because(
                    BALANCE_LIMIT_EXCEEDED,
                    "Expected a balance of at most %d digits, but it would be %s",
                    Amount.DIGITS_MAX,
                    given.balance());
        }
        if (source == PaidFrom.WALLET && wallet == view.partition()) {
            var shortage = Wallets.objection(view, reverse.programId(), scope.asset(), given.total());
            if (shortage.isPresent()) {
                return new Refused(shortage.get());
            }
        }

        // From here on the account's part must succeed.
        var reversed = new ConsumptionReversed(reversibleDebit.entry(), reversing.parts());
        if (source == PaidFrom.WALLET && wallet != view.partition()) {
            return draw(scope, reverse, reversing, reversed, given.total());
        }
        given.draft().says(reversed);
        return given.booked(reverse, reversibleDebit.reversible().minus(given.total()));
    }

    private static PaidFrom sourceOf(OperationScope scope, ReversibleDebit reversibleDebit) {
        if (reversibleDebit.captured()) {
            return PaidFrom.REDEMPTION;
        }
        return scope.asset().issuancePolicy() == IssuancePolicy.PREFUNDED ? PaidFrom.WALLET : PaidFrom.ISSUANCE;
    }

    /** What the wallet is asked for is reversed already: else two reversals could be given the same units. */
    private static Decision draw(
            OperationScope scope, Reverse reverse, Reversing reversing, ConsumptionReversed reversed, Amount total) {
        var id = scope.view().nextCoordinatedId();
        var setAside = scope.draft(id, EntryType.REVERSAL_SET_ASIDE);
        setAside.reverses(reversed.journalEntryId());
        setAside.says(reversed);
        var ballot = new Ballot.Draw(
                reverse.programId(),
                reverse.assetId(),
                total,
                scope.request().accountId(),
                OperationScope.causeOf(scope.request(), reverse),
                Optional.of(EntryType.REVERSAL));
        var wallet = scope.view().partitionOf(reverse.programId().account());
        return new PutToVote(
                Optional.of(setAside.toEntry()),
                new Voting(id, List.of(wallet), Optional.empty()),
                reversing,
                Map.of(wallet, ballot));
    }
}
