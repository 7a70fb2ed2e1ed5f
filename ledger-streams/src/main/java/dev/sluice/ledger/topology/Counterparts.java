package dev.sluice.ledger.topology;

import dev.sluice.ledger.core.entry.Vote;
import dev.sluice.schema.exchange.Ballot;
import dev.sluice.schema.exchange.ExchangeMessage;
import dev.sluice.schema.exchange.ExchangeMessage.BookingAsked;
import dev.sluice.schema.exchange.ExchangeMessage.BookingDone;
import dev.sluice.schema.exchange.ExchangeMessage.VoteAsked;
import dev.sluice.schema.exchange.ExchangeMessage.VoteGiven;
import dev.sluice.schema.exchange.Leg;
import dev.sluice.schema.exchange.Objection;
import dev.sluice.schema.rejection.Rejection;
import dev.sluice.schema.rejection.RejectionCode;
import dev.sluice.schema.value.AccountKind;
import dev.sluice.schema.value.AssetId;
import java.util.List;
import java.util.Optional;

/** What this partition does that takes part in another one's request: it votes, and books. It remembers neither. */
final class Counterparts {

    private final Books books;
    private final Settling settling;
    private final Wiring wiring;

    Counterparts(Books books, Settling settling, Wiring wiring) {
        this.books = books;
        this.settling = settling;
        this.wiring = wiring;
    }

    /** Round one. */
    Runnable vote(VoteAsked asked) {
        if (asked.ballot() instanceof Ballot.Receive receive) {
            settle(receive.assetId(), receive.legs());
        }
        return switch (books.rules().vote(books.view(), asked)) {
            case Vote.Promised promised -> answering(asked, Optional.empty());
            case Vote.Objected objected -> answering(asked, Optional.of(objected.objection()));
            case Vote.Done done -> {
                var answering = answering(asked, Optional.empty());
                books.post(books.prepare(done.entry()));
                yield answering;
            }
        };
    }

    /** The vote where there should have been one and a fault came between: whoever asked must not wait for ever. */
    Runnable objectAfterFault(VoteAsked asked) {
        var rejection = Rejection.because(
                RejectionCode.INTERNAL_ERROR,
                "Expected the request to be decided, but the ledger failed; nothing of it was applied");
        return answering(asked, Optional.of(new Objection(0, rejection)));
    }

    private Runnable answering(VoteAsked asked, Optional<Objection> objection) {
        return sending(
                asked.fromPartition(),
                new VoteGiven(asked.entryId(), wiring.partitioning().own(), objection));
    }

    /** Round two. */
    Runnable book(BookingAsked asked) {
        settle(asked.assetId(), asked.legs());
        var telling = sending(
                asked.fromPartition(),
                new BookingDone(asked.entryId(), wiring.partitioning().own()));
        books.post(books.prepare(books.rules().book(books.view(), asked)));
        return telling;
    }

    /**
     * Time comes first here as it does for the account that a request is about, as far as it can be caught up with at once:
     * a vote does not depend on the rest, and value that comes before it is spendable all the same. A wallet has nothing that
     * falls due.
     */
    private void settle(AssetId asset, List<Leg> legs) {
        legs.stream()
                .filter(leg -> leg.accountKind() != AccountKind.PROGRAM)
                .map(Leg::accountId)
                .distinct()
                .forEach(account -> settling.settle(account, asset));
    }

    private Runnable sending(int partition, ExchangeMessage message) {
        var value = wiring.formats().exchange().write(message);
        return () -> wiring.outbox().exchange(partition, value, books.now());
    }
}
