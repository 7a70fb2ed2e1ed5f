package dev.sluice.ledger.restore;

import dev.sluice.ledger.core.Ledger;
import dev.sluice.ledger.core.entry.Decision;
import dev.sluice.ledger.core.entry.Expecting;
import dev.sluice.ledger.core.state.CoordinatedRequest;
import dev.sluice.ledger.core.state.Delivering;
import dev.sluice.ledger.core.state.Purpose;
import dev.sluice.ledger.core.state.Voting;
import dev.sluice.ledger.store.StoredLedgerView;
import dev.sluice.ledger.topology.output.EffectsDraft;
import dev.sluice.ledger.topology.output.Replies;
import dev.sluice.ledger.topology.output.WireFormats;
import dev.sluice.ledger.topology.request.RestoredOutcome;
import dev.sluice.ledger.topology.waiting.PendingBroadcast;
import dev.sluice.ledger.topology.waiting.PendingParts;
import dev.sluice.ledger.topology.waiting.PendingRequest;
import dev.sluice.ledger.topology.waiting.WaitingRows;
import dev.sluice.schema.exchange.ExchangeMessage.BookingAsked;
import dev.sluice.schema.exchange.ExchangeMessage.CatalogChanged;
import dev.sluice.schema.exchange.ExchangeMessage.VoteGiven;
import dev.sluice.schema.exchange.Leg;
import dev.sluice.schema.exchange.Objection;
import dev.sluice.schema.exchange.RequestOrigin;
import dev.sluice.schema.journal.Actor;
import dev.sluice.schema.journal.EntryType;
import dev.sluice.schema.journal.Fact;
import dev.sluice.schema.journal.JournalEntry;
import dev.sluice.schema.rejection.Rejection;
import dev.sluice.schema.rejection.RejectionCode;
import dev.sluice.schema.reply.Result;
import dev.sluice.schema.request.Request;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.IdempotencyKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToIntFunction;

/**
 * The ends of what was on its way between partitions where the copy was cut. Nothing is booked here: the coordinating partition is
 * given the rows of a request that waits, and messages that lead to its end, as other partitions would have sent them; the ledger
 * does the rest when it runs.
 *
 * <p>A request that some partition has booked in the end goes on to it everywhere. One that was only set aside is withdrawn, and
 * so is a credit whose wallet has given: whether it was decided, and on what terms, no entry tells. Who repeats it is served anew.
 */
final class Endings {

    private static final Rejection WITHDRAWN = Rejection.because(
            RejectionCode.INTERNAL_ERROR,
            "Expected the request to be decided where the journal was cut that this ledger was restored from, but it"
                    + " was on its way; nothing of it was applied");

    private final WireFormats formats;
    private final Replies replies;
    private final StoredLedgerView view;
    private final StoredLedgerView ofNoPartition;
    private final ToIntFunction<AccountId> partitionOf;

    /**
     * The endings of one partition.
     *
     * @param ofNoPartition the same state seen from none, to which every account is elsewhere
     */
    Endings(
            WireFormats formats,
            StoredLedgerView view,
            StoredLedgerView ofNoPartition,
            ToIntFunction<AccountId> partitionOf) {
        this.formats = formats;
        this.replies = new Replies(formats);
        this.view = view;
        this.ofNoPartition = ofNoPartition;
        this.partitionOf = partitionOf;
    }

    /** The principal that a request was asked by, for the messages that end it. */
    static Optional<String> principalOf(JournalEntry began) {
        return began.actor().flatMap(actor -> switch (actor) {
            case Actor.ApiKey key -> Optional.of(key.principal());
            case Actor.Producer producer -> Optional.of(producer.name());
            case Actor.Ledger ledger -> Optional.empty();
            case Actor.Unknown unknown -> Optional.empty();
        });
    }

    /**
     * Ends a request of this partition.
     *
     * @param result what its caller is told when all have booked, where the entry that began it tells
     */
    void end(EffectsDraft draft, Cut.OnTheWay onTheWay, Optional<Result> result) {
        var began = onTheWay.began();
        switch (began.type()) {
            case TRANSFER_SET_ASIDE -> endTransfer(draft, onTheWay);
            case REVERSAL_SET_ASIDE -> endReversal(draft, onTheWay);
            case CREDIT -> giveBack(draft, onTheWay);
            default -> goOn(draft, onTheWay, result.orElseThrow());
        }
    }

    /** A change of the catalogue that this partition made: the others are told. */
    void announce(EffectsDraft draft, Cut.Announced announced) {
        var entry = announced.entry();
        WaitingRows.put(
                draft,
                entry.id(),
                new PendingBroadcast(
                        entry.accountId(), announced.fact(), entry.recordedAt(), announced.missing(), List.of()),
                formats);
        var message = new CatalogChanged(entry.id(), entry.accountId(), view.partition(), announced.fact());
        announced.missing().forEach(partition -> draft.tell(partition, message));
    }

    private void endTransfer(EffectsDraft draft, Cut.OnTheWay onTheWay) {
        var began = onTheWay.began();
        if (onTheWay.booked().isEmpty()) {
            withdraw(draft, onTheWay);
            return;
        }
        // Whether vintages go with the value, what was booked tells.
        var decided = decided(draft, began, false);
        if (!agrees(decided, onTheWay.booked())) {
            decided = decided(draft, began, true);
        }
        var left = new TreeMap<>(decided.deliveries());
        left.keySet().removeAll(onTheWay.bookedOn());
        deliver(
                draft,
                new Request(began.accountId(), keyOf(began), RequestsAgain.transfer(began, false)),
                began,
                left,
                decided.result());
    }

    /** What the partitions book of a transfer that all have agreed to. */
    private Decision.Dispatched decided(EffectsDraft draft, JournalEntry began, boolean preserveLots) {
        var transfer = RequestsAgain.transfer(began, preserveLots);
        var request = new Request(began.accountId(), keyOf(began), transfer);
        var voting = new Voting(began.id(), List.of(), Optional.empty());
        var decision = Ledger.conclude(
                ofNoPartition.asOf(draft.now()),
                request,
                voting,
                RequestsAgain.transferring(view, began, preserveLots));
        return (Decision.Dispatched) decision;
    }

    /** Whether the lots that were booked are those of this decision. */
    private static boolean agrees(Decision.Dispatched decided, Map<Integer, JournalEntry> booked) {
        return booked.entrySet().stream().allMatch(part -> {
            var asked = decided.deliveries().get(part.getKey());
            if (asked == null) {
                return false;
            }
            var expected =
                    asked.legs().stream().flatMap(leg -> leg.lots().stream()).toList();
            var opened = part.getValue().facts().stream()
                    .filter(Fact.LotOpened.class::isInstance)
                    .map(Fact.LotOpened.class::cast)
                    .map(lot -> new Leg.LotTerms(lot.amount(), lot.createdAt(), lot.expiresAt()))
                    .toList();
            return opened.equals(expected);
        });
    }

    private void endReversal(EffectsDraft draft, Cut.OnTheWay onTheWay) {
        var began = onTheWay.began();
        if (!onTheWay.drawn()) {
            withdraw(draft, onTheWay);
            return;
        }
        var reverse = RequestsAgain.reverse(began);
        var wallet = partitionOf.applyAsInt(reverse.programId().account());
        vote(
                draft,
                new Request(began.accountId(), keyOf(began), reverse),
                RequestsAgain.reversing(view, began),
                wallet,
                Optional.empty(),
                began);
    }

    /** The first of the others objects, and so it comes to nothing. */
    private void withdraw(EffectsDraft draft, Cut.OnTheWay onTheWay) {
        var began = onTheWay.began();
        if (began.type() == EntryType.REVERSAL_SET_ASIDE) {
            var reverse = RequestsAgain.reverse(began);
            var wallet = partitionOf.applyAsInt(reverse.programId().account());
            vote(
                    draft,
                    new Request(began.accountId(), keyOf(began), reverse),
                    RequestsAgain.reversing(view, began),
                    wallet,
                    Optional.of(new Objection(0, WITHDRAWN)),
                    began);
            return;
        }
        var transfer = RequestsAgain.transfer(began, false);
        var recipients = transfer.recipients();
        for (var index = 0; index < recipients.size(); index++) {
            var partition = partitionOf.applyAsInt(recipients.get(index).accountId());
            if (partition != view.partition()) {
                vote(
                        draft,
                        new Request(began.accountId(), keyOf(began), transfer),
                        RequestsAgain.transferring(view, began, false),
                        partition,
                        Optional.of(new Objection(index, WITHDRAWN)),
                        began);
                return;
            }
        }
        throw new IllegalStateException("Expected a recipient on another partition, but got none in " + began);
    }

    private void vote(
            EffectsDraft draft,
            Request request,
            Purpose purpose,
            int voter,
            Optional<Objection> objection,
            JournalEntry began) {
        var voting = new Voting(began.id(), List.of(voter), Optional.empty());
        keep(
                draft,
                request,
                began,
                voting,
                PendingParts.votedOn(formats.requests().write(request), purpose),
                true);
        draft.tell(view.partition(), new VoteGiven(began.id(), voter, objection));
    }

    /** A wallet has given for a credit, whose terms no entry tells: it has its value back. */
    private void giveBack(EffectsDraft draft, Cut.OnTheWay onTheWay) {
        var began = onTheWay.began();
        var request = new Request(began.accountId(), keyOf(began), RequestsAgain.credit(began));
        var refused = replies.refused(request, WITHDRAWN);
        var asked = bookingOnWallet(began);
        var state = new Delivering(began.id(), List.of(onTheWay.beganOn()));
        // That it came to nothing is not remembered, so that whoever repeats it is served.
        keep(
                draft,
                request,
                began,
                state,
                PendingParts.decided(formats.requests().write(request), refused),
                false);
        draft.tell(onTheWay.beganOn(), asked);
    }

    /** What an account gave back goes on to the wallet. */
    private void goOn(EffectsDraft draft, Cut.OnTheWay onTheWay, Result result) {
        var began = onTheWay.began();
        var wallet = partitionOf.applyAsInt(began.programId().orElseThrow().account());
        var request = new Request(began.accountId(), keyOf(began), RequestsAgain.givingBack(began));
        deliver(draft, request, began, Map.of(wallet, bookingOnWallet(began)), result);
    }

    private void deliver(
            EffectsDraft draft,
            Request request,
            JournalEntry began,
            Map<Integer, BookingAsked> deliveries,
            Result result) {
        var state = new Delivering(began.id(), List.copyOf(deliveries.keySet()));
        var reply = replies.completed(request, result);
        keep(
                draft,
                request,
                began,
                state,
                PendingParts.decided(formats.requests().write(request), reply),
                true);
        deliveries.forEach((partition, asked) -> draft.tell(partition, fromHere(asked)));
    }

    private BookingAsked fromHere(BookingAsked asked) {
        return new BookingAsked(
                asked.entryId(),
                view.partition(),
                asked.entryType(),
                asked.accountId(),
                asked.assetId(),
                asked.cause(),
                asked.legs());
    }

    private BookingAsked bookingOnWallet(JournalEntry began) {
        return new BookingAsked(
                began.id(),
                view.partition(),
                began.type(),
                began.accountId(),
                began.assetId().orElseThrow(),
                RequestsAgain.causeOf(began),
                List.of(RequestsAgain.legOfWallet(began)));
    }

    private void keep(
            EffectsDraft draft,
            Request request,
            JournalEntry began,
            CoordinatedRequest state,
            PendingParts parts,
            boolean remembered) {
        var origin = new RequestOrigin(Optional.empty(), Optional.empty(), principalOf(began), Optional.empty());
        WaitingRows.put(
                draft,
                began.id(),
                new PendingRequest(
                        began.accountId(),
                        keyOf(began),
                        remembered ? Optional.of(RestoredOutcome.FINGERPRINT) : Optional.empty(),
                        began.recordedAt(),
                        List.of(origin),
                        state));
        WaitingRows.put(draft, began.id(), parts);
        Expecting.ofRequest(draft.view(), request).forEach(group -> draft.expects(group, began.id()));
    }

    private static IdempotencyKey keyOf(JournalEntry began) {
        return began.idempotencyKey()
                .orElseThrow(() -> new IllegalStateException("Expected a request with a key, but got " + began.id()));
    }
}
