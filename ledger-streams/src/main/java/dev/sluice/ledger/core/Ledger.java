package dev.sluice.ledger.core;

import dev.sluice.ledger.core.balance.BalanceQuestions;
import dev.sluice.ledger.core.balance.CreditDecider;
import dev.sluice.ledger.core.balance.DebitDecider;
import dev.sluice.ledger.core.balance.ForfeitDecider;
import dev.sluice.ledger.core.catalog.CatalogCommands;
import dev.sluice.ledger.core.catalog.CatalogQuestions;
import dev.sluice.ledger.core.entry.Decision;
import dev.sluice.ledger.core.hold.CaptureDecider;
import dev.sluice.ledger.core.hold.HoldDecider;
import dev.sluice.ledger.core.hold.HoldQuestions;
import dev.sluice.ledger.core.hold.ReleaseDecider;
import dev.sluice.ledger.core.hold.VoidHoldDecider;
import dev.sluice.ledger.core.owner.GroupDecider;
import dev.sluice.ledger.core.owner.OwnerCommands;
import dev.sluice.ledger.core.reserve.ReserveCommands;
import dev.sluice.ledger.core.reserve.ReserveQuestions;
import dev.sluice.ledger.core.reversal.ReversalConclusion;
import dev.sluice.ledger.core.reversal.ReverseDecider;
import dev.sluice.ledger.core.state.Delivering;
import dev.sluice.ledger.core.state.Invariant;
import dev.sluice.ledger.core.state.LedgerView;
import dev.sluice.ledger.core.state.Purpose;
import dev.sluice.ledger.core.state.Voting;
import dev.sluice.ledger.core.transfer.TransferConclusion;
import dev.sluice.ledger.core.transfer.TransferDecider;
import dev.sluice.ledger.core.transfer.TransferQuestions;
import dev.sluice.ledger.core.wallet.WalletDecider;
import dev.sluice.schema.request.BalanceQuestion;
import dev.sluice.schema.request.Capture;
import dev.sluice.schema.request.CatalogCommand;
import dev.sluice.schema.request.CatalogQuestion;
import dev.sluice.schema.request.Credit;
import dev.sluice.schema.request.Debit;
import dev.sluice.schema.request.Forfeit;
import dev.sluice.schema.request.Hold;
import dev.sluice.schema.request.HoldQuestion;
import dev.sluice.schema.request.OwnerCommand;
import dev.sluice.schema.request.Release;
import dev.sluice.schema.request.Request;
import dev.sluice.schema.request.ReserveCommand;
import dev.sluice.schema.request.ReserveQuestion;
import dev.sluice.schema.request.Reverse;
import dev.sluice.schema.request.Transfer;
import dev.sluice.schema.request.TransferQuestion;
import dev.sluice.schema.request.VoidHold;
import dev.sluice.schema.request.WalletCommand;

/**
 * The ledger: what each request comes to. Each command that moves value has its line here; the other operations have theirs in
 * the class of their concept, so that one more of them changes nothing here.
 */
public final class Ledger {

    private Ledger() {}

    public static Decision decide(LedgerView view, Request request) {
        return switch (request.operation()) {
            case Credit credit -> CreditDecider.decide(view, request, credit);
            case Debit debit -> DebitDecider.decide(view, request, debit);
            case Hold hold -> HoldDecider.decide(view, request, hold);
            case Release release -> ReleaseDecider.decide(view, request, release);
            case Forfeit forfeit -> ForfeitDecider.decide(view, request, forfeit);
            case Capture capture -> CaptureDecider.decide(view, request, capture);
            case VoidHold voidHold -> VoidHoldDecider.decide(view, request, voidHold);
            case Reverse reverse -> ReverseDecider.decide(view, request, reverse);
            case Transfer transfer -> TransferDecider.decide(view, request, transfer);
            case WalletCommand command -> WalletDecider.decide(view, request, command);
            case CatalogCommand command -> CatalogCommands.decide(view, request, command);
            case OwnerCommand command -> OwnerCommands.decide(view, request, command);
            case ReserveCommand command -> ReserveCommands.decide(view, request, command);
            case CatalogQuestion question -> CatalogQuestions.answer(view, request, question);
            case BalanceQuestion question -> BalanceQuestions.answer(view, request, question);
            case HoldQuestion question -> HoldQuestions.answer(view, request, question);
            case TransferQuestion question -> TransferQuestions.answer(view, request, question);
            case ReserveQuestion question -> ReserveQuestions.answer(view, request, question);
        };
    }

    /** Concludes a request that was put to the vote, when all have voted. */
    public static Decision conclude(LedgerView view, Request request, Voting voting, Purpose purpose) {
        return switch (purpose) {
            case Purpose.Transferring transferring ->
                TransferConclusion.of(view, request, (Transfer) request.operation(), voting, transferring);
            case Purpose.Drawing drawing -> CreditDecider.conclude(view, request, (Credit) request.operation(), voting);
            case Purpose.Reversing reversing ->
                ReversalConclusion.of(view, request, (Reverse) request.operation(), voting, reversing);
            case Purpose.Enrolling enrolling -> GroupDecider.conclude(view, request, voting);
        };
    }

    /** Concludes a request that was put to the vote, when the only other partition has booked at once. */
    public static Decision conclude(LedgerView view, Request request, Delivering booked, Purpose purpose) {
        if (purpose instanceof Purpose.Transferring transferring && request.operation() instanceof Transfer transfer) {
            return TransferConclusion.bookedElsewhere(view, request, transfer, booked, transferring);
        }
        throw Invariant.broken("Only a transfer is booked together with its vote, but this is %s", request.operation());
    }
}
