package dev.sluice.ledger.core.transfer;

import dev.sluice.ledger.core.entry.Decision;
import dev.sluice.ledger.core.entry.Decision.Dispatched;
import dev.sluice.ledger.core.entry.Decision.Withdrawn;
import dev.sluice.ledger.core.entry.EntryDraft;
import dev.sluice.ledger.core.entry.Expecting;
import dev.sluice.ledger.core.entry.OperationScope;
import dev.sluice.ledger.core.state.Delivering;
import dev.sluice.ledger.core.state.Invariant;
import dev.sluice.ledger.core.state.LedgerView;
import dev.sluice.ledger.core.state.Purpose.Transferring;
import dev.sluice.ledger.core.state.Voting;
import dev.sluice.schema.entity.Asset;
import dev.sluice.schema.exchange.ExchangeMessage.BookingAsked;
import dev.sluice.schema.exchange.ExchangeMessage.PromiseReleased;
import dev.sluice.schema.exchange.Leg;
import dev.sluice.schema.exchange.Objection;
import dev.sluice.schema.journal.EntryType;
import dev.sluice.schema.journal.Fact;
import dev.sluice.schema.journal.JournalEntry;
import dev.sluice.schema.request.Request;
import dev.sluice.schema.request.Transfer;
import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.EntryId;
import dev.sluice.schema.value.SystemAccount;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The end of a transfer, when all partitions that it concerns have voted: dispatched, or withdrawn. Where there is only one
 * other, it may have booked already.
 */
public final class TransferConclusion {

    private final LedgerView view;
    private final Request request;
    private final Transfer transfer;
    private final EntryId id;
    private final Asset asset;

    private TransferConclusion(LedgerView view, Request request, Transfer transfer, EntryId id) {
        this.view = view;
        this.request = request;
        this.transfer = transfer;
        this.id = id;
        this.asset = view.asset(transfer.assetId())
                .orElseThrow(() -> Invariant.broken("Asset %s is transferred and unknown", transfer.assetId()));
    }

    public static Decision of(
            LedgerView view, Request request, Transfer transfer, Voting voting, Transferring purpose) {
        var conclusion = new TransferConclusion(view, request, transfer, voting.id());
        return voting.objection()
                .<Decision>map(objection -> conclusion.refused(purpose, objection))
                .orElseGet(() -> conclusion.agreed(purpose));
    }

    /** The only other partition has booked with its vote, and what is here follows, whatever has happened since. */
    public static Dispatched bookedElsewhere(
            LedgerView view, Request request, Transfer transfer, Delivering booked, Transferring purpose) {
        var conclusion = new TransferConclusion(view, request, transfer, booked.id());
        return conclusion.dispatched(conclusion.legs(purpose), Map.of());
    }

    /** The source has the very lots back, less what repays a debt that it has made since. */
    private Decision refused(Transferring purpose, Objection objection) {
        var draft = draft(EntryType.TRANSFER_RESTORED);
        var source = draft.on(view.balance(request.accountId(), asset.id())
                .orElseThrow(() -> Invariant.broken("Account %s gave value and has no balance", request.accountId())));
        var total =
                purpose.setAside().stream().map(part -> part.amount()).reduce(Amount.zero(asset.scale()), Amount::plus);
        draft.system(SystemAccount.SYSTEM_TRANSIT, total.negated());
        purpose.setAside().forEach(part -> source.arrives(part.lotId(), part.amount(), part.expiresAt()));
        draft.says(new Fact.TransferRefused(objection.rejection()));
        draft.follows(id);
        return new Withdrawn(draft.toEntry(), objection.rejection(), releases(objection));
    }

    /** Where only one other partition was asked, and it is the one that objects, nobody has promised anything. */
    private Map<Integer, PromiseReleased> releases(Objection objection) {
        var legs = TransferDecider.legs(transfer, asset.scale());
        var objector = view.partitionOf(legs.get(objection.index()).accountId());
        return Legs.elsewhere(view, legs).keySet().equals(Set.of(objector))
                ? Map.of()
                : Expecting.released(view, id, legs);
    }

    /** It is booked here at once, and the others are told to. */
    private Decision agreed(Transferring purpose) {
        var legs = legs(purpose);
        return dispatched(legs, deliveries(Legs.elsewhere(view, legs)));
    }

    private List<Leg> legs(Transferring purpose) {
        var legs = TransferDecider.legs(transfer, asset.scale());
        return Legs.withLots(asset, transfer, legs, purpose.setAside(), purpose.at());
    }

    private Dispatched dispatched(List<Leg> legs, Map<Integer, BookingAsked> deliveries) {
        return new Dispatched(
                booked(Legs.here(view, legs)),
                TransferDecider.answer(request, transfer, id, TransferDecider.total(legs, asset.scale())),
                new Delivering(id, List.copyOf(deliveries.keySet())),
                deliveries);
    }

    private Optional<JournalEntry> booked(List<Leg> here) {
        if (here.isEmpty()) {
            return Optional.empty();
        }
        var draft = draft(EntryType.TRANSFER);
        draft.system(
                SystemAccount.SYSTEM_TRANSIT,
                TransferDecider.total(here, asset.scale()).negated());
        Receiving.book(draft, view, here);
        return Optional.of(draft.toEntry());
    }

    private Map<Integer, BookingAsked> deliveries(Map<Integer, List<Leg>> elsewhere) {
        var deliveries = new TreeMap<Integer, BookingAsked>();
        elsewhere.forEach((partition, legs) -> deliveries.put(
                partition,
                new BookingAsked(
                        id,
                        view.partition(),
                        EntryType.TRANSFER,
                        request.accountId(),
                        asset.id(),
                        OperationScope.causeOf(request, transfer),
                        legs)));
        return deliveries;
    }

    private EntryDraft draft(EntryType type) {
        var cause = OperationScope.causeOf(request, transfer);
        return new EntryDraft(view, id, type, request.accountId(), asset, cause);
    }
}
