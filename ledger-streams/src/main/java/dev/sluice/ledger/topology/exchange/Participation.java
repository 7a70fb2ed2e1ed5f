package dev.sluice.ledger.topology.exchange;

import dev.sluice.ledger.core.entry.Expecting;
import dev.sluice.ledger.core.entry.Vote;
import dev.sluice.ledger.topology.output.EffectsDraft;
import dev.sluice.ledger.topology.output.PartitionLedger;
import dev.sluice.ledger.topology.waiting.Settling;
import dev.sluice.schema.exchange.Ballot;
import dev.sluice.schema.exchange.ExchangeMessage.BookingAsked;
import dev.sluice.schema.exchange.ExchangeMessage.BookingDone;
import dev.sluice.schema.exchange.ExchangeMessage.PromiseReleased;
import dev.sluice.schema.exchange.ExchangeMessage.VoteAsked;
import dev.sluice.schema.exchange.ExchangeMessage.VoteGiven;
import dev.sluice.schema.exchange.Leg;
import dev.sluice.schema.exchange.Objection;
import dev.sluice.schema.rejection.Rejection;
import dev.sluice.schema.rejection.RejectionCode;
import dev.sluice.schema.value.AccountKind;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.EntryId;
import java.util.List;
import java.util.Optional;

/** The parts that this partition plays in other partitions' requests: it votes, and books. Of its votes it
 * remembers only which groups something was promised to. */
final class Participation {

    private final PartitionLedger ledger;
    private final Settling settling;

    Participation(PartitionLedger ledger, Settling settling) {
        this.ledger = ledger;
        this.settling = settling;
    }

    /** Round one, and the only one where the yes is to be booked at once: then nothing is promised that a note would keep. */
    void vote(EffectsDraft draft, VoteAsked asked) {
        if (asked.ballot() instanceof Ballot.Receive receive) {
            settle(draft, receive.assetId(), receive.legs());
        }
        switch (draft.rules().vote(draft.view(), asked)) {
            case Vote.Promised promised ->
                promised.toldAtOnce()
                        .ifPresentOrElse(booking -> bookAndTell(draft, booking), () -> promise(draft, asked));
            case Vote.Objected objected ->
                answer(draft, asked.entryId(), asked.fromPartition(), Optional.of(objected.objection()));
            case Vote.Done done -> {
                draft.book(done.entry());
                answer(draft, asked.entryId(), asked.fromPartition(), Optional.empty());
            }
        }
    }

    private void promise(EffectsDraft draft, VoteAsked asked) {
        Expecting.ofBallot(asked.ballot()).forEach(group -> draft.expects(group, asked.entryId()));
        answer(draft, asked.entryId(), asked.fromPartition(), Optional.empty());
    }

    /** The vote where there should have been one and a fault came between: whoever asked must not wait for ever. */
    void objectAfterFault(EffectsDraft draft, EntryId entry, int coordinator) {
        var rejection = Rejection.because(
                RejectionCode.INTERNAL_ERROR,
                "Expected the request to be decided, but the ledger failed; nothing of it was applied");
        answer(draft, entry, coordinator, Optional.of(new Objection(0, rejection)));
    }

    private void answer(EffectsDraft draft, EntryId entry, int coordinator, Optional<Objection> objection) {
        var own = ledger.partitioning().own();
        draft.tell(coordinator, new VoteGiven(entry, own, objection));
    }

    /** Round two, once what is due on the recipients is booked. */
    void settleAndBook(EffectsDraft draft, BookingAsked asked) {
        settle(draft, asked.assetId(), asked.legs());
        book(draft, asked);
    }

    /** Round two. */
    void book(EffectsDraft draft, BookingAsked asked) {
        bookAndTell(draft, asked);
        Expecting.ofLegs(asked.legs()).forEach(group -> draft.expectsNoMore(group, asked.entryId()));
    }

    private void bookAndTell(EffectsDraft draft, BookingAsked asked) {
        draft.book(draft.rules().book(draft.view(), asked));
        var own = ledger.partitioning().own();
        draft.tell(asked.fromPartition(), new BookingDone(asked.entryId(), own));
    }

    /** What was promised to these groups does not come. */
    void release(EffectsDraft draft, PromiseReleased released) {
        released.groups().forEach(group -> draft.expectsNoMore(group, released.entryId()));
    }

    /**
     * Time comes first here as it does for the account that a request is about, as far as it can be caught up with at once:
     * a vote does not depend on the rest, and value that comes before it is spendable all the same. A wallet has nothing that
     * falls due.
     */
    private void settle(EffectsDraft draft, AssetId asset, List<Leg> legs) {
        legs.stream()
                .filter(leg -> leg.accountKind() != AccountKind.PROGRAM)
                .map(Leg::accountId)
                .distinct()
                .forEach(account -> settling.settle(draft, account, asset));
    }
}
