package dev.sluice.ledger.core.transfer;

import static dev.sluice.schema.rejection.RejectionCode.INSUFFICIENT_BALANCE;
import static dev.sluice.schema.rejection.RejectionCode.INVALID_SCALE;
import static dev.sluice.schema.rejection.RejectionCode.MAX_TRANSACTION_AMOUNT_EXCEEDED;

import dev.sluice.ledger.core.entry.BalanceEntry;
import dev.sluice.ledger.core.entry.Decision;
import dev.sluice.ledger.core.entry.Decision.Accepted;
import dev.sluice.ledger.core.entry.Decision.PutToVote;
import dev.sluice.ledger.core.entry.Decision.Refused;
import dev.sluice.ledger.core.entry.EntryDraft;
import dev.sluice.ledger.core.entry.OperationScope;
import dev.sluice.ledger.core.entry.OperationScope.Needs;
import dev.sluice.ledger.core.entry.Part;
import dev.sluice.ledger.core.entry.Selecting;
import dev.sluice.ledger.core.state.LedgerView;
import dev.sluice.ledger.core.state.Lot;
import dev.sluice.ledger.core.state.Purpose;
import dev.sluice.ledger.core.state.Purpose.SetAside;
import dev.sluice.ledger.core.state.Voting;
import dev.sluice.schema.entity.TransferRecord;
import dev.sluice.schema.exchange.Ballot;
import dev.sluice.schema.exchange.Leg;
import dev.sluice.schema.journal.EntryType;
import dev.sluice.schema.journal.Fact;
import dev.sluice.schema.reply.Transferred;
import dev.sluice.schema.request.LotFilter;
import dev.sluice.schema.request.Request;
import dev.sluice.schema.request.Transfer;
import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.EntryId;
import dev.sluice.schema.value.SystemAccount;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A transfer moves AVAILABLE value from its source to others, to all of them or to none. The source is checked first, then
 * the recipients. Where all are on the source's partition, one entry does it. Else what the source gives is set aside in
 * SYSTEM_TRANSIT while the others are asked, and where there is only one it books at once; {@link TransferConclusion} has
 * what follows.
 */
public final class TransferDecider {

    private TransferDecider() {}

    public static Decision decide(LedgerView view, Request request, Transfer transfer) {
        var lotField = transfer.preserveLots() ? Optional.of("preserve_lots") : Optional.<String>empty();
        return OperationScope.within(
                view, request, transfer, Needs.ALL_ACTIVE, lotField, scope -> transfer(scope, transfer));
    }

    private static Decision transfer(OperationScope scope, Transfer transfer) {
        var tooFine = tooFine(scope, transfer);
        if (tooFine.isPresent()) {
            return tooFine.get();
        }
        var legs = legs(transfer, scope.asset().scale());
        var total = total(legs, scope.asset().scale());
        var aboveLimit = aboveLimit(scope, total);
        if (aboveLimit.isPresent()) {
            return aboveLimit.get();
        }
        var selection = Selecting.available(scope, LotFilter.ALL, Optional.empty(), Optional.of(total));
        if (selection.refusal().isPresent()) {
            return selection.refusal().get();
        }
        if (total.exceeds(selection.total())) {
            return Refused.atField(
                    INSUFFICIENT_BALANCE,
                    "recipients",
                    "Expected at least %s available, but there is %s",
                    total,
                    scope.balance().available());
        }
        var view = scope.view();
        var objection = Receiving.objection(view, transfer.programId(), transfer.assetId(), Legs.here(view, legs));
        var elsewhere = Legs.elsewhere(view, legs);
        if (elsewhere.isEmpty() && objection.isPresent()) {
            return new Refused(objection.get().rejection());
        }

        // From here on the source's part must succeed.
        var setAside = setAside(scope, transfer, selection.parts());
        if (elsewhere.isEmpty()) {
            return atOnce(
                    scope,
                    transfer,
                    selection.parts(),
                    Legs.withLots(scope.asset(), transfer, legs, setAside, view.now()));
        }
        var id = view.nextCoordinatedId();
        var draft = scope.draft(id, EntryType.TRANSFER_SET_ASIDE);
        gives(draft, draft.on(scope.balance()), selection.parts(), total, legs);
        draft.system(SystemAccount.SYSTEM_TRANSIT, total);
        var purpose = new Purpose.Transferring(setAside, view.now());
        return new PutToVote(
                Optional.of(draft.toEntry()),
                new Voting(id, List.copyOf(elsewhere.keySet()), objection),
                purpose,
                objection.isEmpty() && elsewhere.size() == 1
                        ? bookingAtOnce(
                                scope, transfer, Legs.withLots(scope.asset(), transfer, legs, setAside, view.now()))
                        : ballots(transfer, elsewhere, Optional.empty()));
    }

    private static Decision atOnce(OperationScope scope, Transfer transfer, List<Part> parts, List<Leg> legs) {
        var id = scope.view().nextIds().entry();
        var draft = scope.draft(id, EntryType.TRANSFER);
        var total = total(legs, scope.asset().scale());
        gives(draft, draft.on(scope.balance()), parts, total, legs);
        Receiving.book(draft, scope.view(), legs);
        return new Accepted(draft.toEntry(), answer(scope.request(), transfer, id, total));
    }

    private static void gives(EntryDraft draft, BalanceEntry source, List<Part> parts, Amount total, List<Leg> legs) {
        parts.forEach(source::takes);
        draft.says(new Fact.TransferMade(
                total,
                legs.stream()
                        .map(leg -> new TransferRecord.Leg(leg.accountId(), leg.accountKind(), leg.amount()))
                        .toList()));
    }

    /** Nobody else is asked, and here nothing is in the way: so a yes needs no second round. */
    private static Map<Integer, Ballot> bookingAtOnce(OperationScope scope, Transfer transfer, List<Leg> legs) {
        var request = scope.request();
        var cause = OperationScope.causeOf(request, transfer);
        var booking = new Ballot.Receive.Booking(EntryType.TRANSFER, request.accountId(), cause);
        return ballots(transfer, Legs.elsewhere(scope.view(), legs), Optional.of(booking));
    }

    private static Map<Integer, Ballot> ballots(
            Transfer transfer, Map<Integer, List<Leg>> elsewhere, Optional<Ballot.Receive.Booking> booking) {
        var ballots = new TreeMap<Integer, Ballot>();
        elsewhere.forEach((partition, legs) ->
                ballots.put(partition, new Ballot.Receive(transfer.programId(), transfer.assetId(), legs, booking)));
        return ballots;
    }

    /** What a completed transfer answers. */
    static Transferred answer(Request request, Transfer transfer, EntryId id, Amount total) {
        return new Transferred(transfer.assetId(), id, transfer.recipients().size(), request.accountId(), total);
    }

    private static List<SetAside> setAside(OperationScope scope, Transfer transfer, List<Part> parts) {
        return parts.stream()
                .map(part -> new SetAside(
                        part.lot(),
                        part.amount(),
                        part.lot()
                                .filter(lot -> transfer.preserveLots())
                                .flatMap(lot -> scope.view().lot(scope.request().accountId(), lot))
                                .map(Lot::position)
                                .map(position -> position.vintage()),
                        part.expiresAt()))
                .toList();
    }

    /** The recipients' shares at the asset's scale; nothing is said yet of the lots. */
    static List<Leg> legs(Transfer transfer, int scale) {
        var legs = new ArrayList<Leg>(transfer.recipients().size());
        for (var recipient : transfer.recipients()) {
            legs.add(new Leg(
                    legs.size(),
                    recipient.accountId(),
                    recipient.accountKind(),
                    recipient.amount().atScale(scale).orElseThrow(),
                    List.of()));
        }
        return legs;
    }

    static Amount total(List<Leg> legs, int scale) {
        return legs.stream().map(Leg::amount).reduce(Amount.zero(scale), Amount::plus);
    }

    private static Optional<Refused> tooFine(OperationScope scope, Transfer transfer) {
        var scale = scope.asset().scale();
        var recipients = transfer.recipients();
        for (var i = 0; i < recipients.size(); i++) {
            var amount = recipients.get(i).amount();
            if (amount.atScale(scale).isEmpty()) {
                return Optional.of(Refused.atField(
                        INVALID_SCALE,
                        "recipients/" + i + "/amount",
                        "Expected an amount with at most %d decimals, but got %s",
                        scale,
                        amount));
            }
        }
        return Optional.empty();
    }

    /** The limit is on the whole, since it is one operation. */
    private static Optional<Refused> aboveLimit(OperationScope scope, Amount total) {
        return scope.asset()
                .maxTransactionAmount()
                .filter(total::exceeds)
                .map(limit -> Refused.atField(
                        MAX_TRANSACTION_AMOUNT_EXCEEDED,
                        "recipients",
                        "Expected at most %s in one operation on %s, but got %s",
                        limit,
                        scope.asset().symbol(),
                        total));
    }
}
