package dev.sluice.ledger.core;

import dev.sluice.ledger.core.balance.BalanceQuestions;
import dev.sluice.ledger.core.balance.CreditDecider;
import dev.sluice.ledger.core.balance.DebitDecider;
import dev.sluice.ledger.core.balance.ForfeitDecider;
import dev.sluice.ledger.core.catalog.AssetDecider;
import dev.sluice.ledger.core.catalog.CatalogQuestions;
import dev.sluice.ledger.core.catalog.ProgramDecider;
import dev.sluice.ledger.core.entry.Decision;
import dev.sluice.ledger.core.hold.CaptureDecider;
import dev.sluice.ledger.core.hold.HoldDecider;
import dev.sluice.ledger.core.hold.HoldQuestions;
import dev.sluice.ledger.core.hold.ReleaseDecider;
import dev.sluice.ledger.core.hold.VoidHoldDecider;
import dev.sluice.ledger.core.lot.LotList;
import dev.sluice.ledger.core.owner.GroupDecider;
import dev.sluice.ledger.core.owner.ParticipantDecider;
import dev.sluice.ledger.core.reserve.ReserveHoldDecider;
import dev.sluice.ledger.core.reserve.ReservePlanDecider;
import dev.sluice.ledger.core.reserve.ReserveQuestions;
import dev.sluice.ledger.core.reserve.ReserveReleaseDecider;
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
import dev.sluice.schema.request.AddGroupMembers;
import dev.sluice.schema.request.ArchiveGroup;
import dev.sluice.schema.request.BurnWallet;
import dev.sluice.schema.request.Capture;
import dev.sluice.schema.request.ChangeParticipantStatus;
import dev.sluice.schema.request.CreateAsset;
import dev.sluice.schema.request.CreateGroup;
import dev.sluice.schema.request.CreateProgram;
import dev.sluice.schema.request.CreateReserveHold;
import dev.sluice.schema.request.CreateReservePlan;
import dev.sluice.schema.request.CreateReserveRelease;
import dev.sluice.schema.request.Credit;
import dev.sluice.schema.request.Debit;
import dev.sluice.schema.request.DisableReservePlan;
import dev.sluice.schema.request.Forfeit;
import dev.sluice.schema.request.FundWallet;
import dev.sluice.schema.request.GetAsset;
import dev.sluice.schema.request.GetBalances;
import dev.sluice.schema.request.GetGroup;
import dev.sluice.schema.request.GetHold;
import dev.sluice.schema.request.GetParticipant;
import dev.sluice.schema.request.GetProgram;
import dev.sluice.schema.request.GetReserveHold;
import dev.sluice.schema.request.GetReservePlan;
import dev.sluice.schema.request.GetReserveRelease;
import dev.sluice.schema.request.GetTransfer;
import dev.sluice.schema.request.Hold;
import dev.sluice.schema.request.LinkAsset;
import dev.sluice.schema.request.ListAssets;
import dev.sluice.schema.request.ListHolds;
import dev.sluice.schema.request.ListLots;
import dev.sluice.schema.request.ListPrograms;
import dev.sluice.schema.request.ListReserveHolds;
import dev.sluice.schema.request.ListReservePlans;
import dev.sluice.schema.request.ListReserveReleases;
import dev.sluice.schema.request.PutParticipant;
import dev.sluice.schema.request.Release;
import dev.sluice.schema.request.RemoveGroupMember;
import dev.sluice.schema.request.Request;
import dev.sluice.schema.request.Reverse;
import dev.sluice.schema.request.Transfer;
import dev.sluice.schema.request.UpdateAsset;
import dev.sluice.schema.request.UpdateGroup;
import dev.sluice.schema.request.UpdateParticipant;
import dev.sluice.schema.request.UpdateProgram;
import dev.sluice.schema.request.UpdateReserveHold;
import dev.sluice.schema.request.UpdateReservePlan;
import dev.sluice.schema.request.UpdateReserveRelease;
import dev.sluice.schema.request.VoidHold;
import dev.sluice.schema.value.AccountKind;

/** The ledger: what each request comes to. One line a request; each rule is in the decider that the line names. */
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
            case FundWallet fund -> WalletDecider.decide(view, request, fund);
            case BurnWallet burn -> WalletDecider.decide(view, request, burn);
            case CreateReserveHold create -> ReserveHoldDecider.decide(view, request, create);
            case UpdateReserveHold update -> ReserveHoldDecider.decide(view, request, update);
            case CreateReserveRelease create -> ReserveReleaseDecider.decide(view, request, create);
            case UpdateReserveRelease update -> ReserveReleaseDecider.decide(view, request, update);
            case CreateReservePlan create -> ReservePlanDecider.decide(view, request, create);
            case UpdateReservePlan update -> ReservePlanDecider.decide(view, request, update);
            case DisableReservePlan disable -> ReservePlanDecider.decide(view, request, disable);
            case CreateProgram create -> ProgramDecider.decide(view, request, create);
            case UpdateProgram update -> ProgramDecider.decide(view, request, update);
            case CreateAsset create -> AssetDecider.decide(view, request, create);
            case UpdateAsset update -> AssetDecider.decide(view, request, update);
            case LinkAsset link -> AssetDecider.decide(view, request, link);
            case PutParticipant put -> ParticipantDecider.decide(view, request, put);
            case UpdateParticipant update -> ParticipantDecider.decide(view, request, update);
            case ChangeParticipantStatus change -> ParticipantDecider.decide(view, request, change);
            case CreateGroup create -> GroupDecider.decide(view, request, create);
            case UpdateGroup update -> GroupDecider.decide(view, request, update);
            case ArchiveGroup archive -> GroupDecider.decide(view, request, archive);
            case AddGroupMembers add -> GroupDecider.decide(view, request, add);
            case RemoveGroupMember remove -> GroupDecider.decide(view, request, remove);
            case GetProgram get -> CatalogQuestions.program(view, request);
            case ListPrograms list -> CatalogQuestions.list(view, list);
            case GetAsset get -> CatalogQuestions.asset(view, request);
            case ListAssets list -> CatalogQuestions.list(view, list);
            case GetParticipant get -> BalanceQuestions.owner(view, request, AccountKind.PARTICIPANT);
            case GetGroup get -> BalanceQuestions.owner(view, request, AccountKind.GROUP);
            case GetBalances get -> BalanceQuestions.balances(view, request, get);
            case ListLots list -> LotList.decide(view, request, list);
            case ListHolds list -> HoldQuestions.list(view, request, list);
            case GetHold get -> HoldQuestions.get(view, request, get);
            case GetTransfer get -> TransferQuestions.get(view, request, get);
            case GetReserveHold get -> ReserveQuestions.get(view, request, get);
            case ListReserveHolds list -> ReserveQuestions.list(view, request, list);
            case GetReserveRelease get -> ReserveQuestions.get(view, request, get);
            case ListReserveReleases list -> ReserveQuestions.list(view, request, list);
            case GetReservePlan get -> ReserveQuestions.get(view, request, get);
            case ListReservePlans list -> ReserveQuestions.list(view, request, list);
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
