package dev.sluice.ledger.topology;

import dev.sluice.ledger.core.entry.Decision;
import dev.sluice.ledger.core.state.Delivering;
import dev.sluice.ledger.core.state.Voting;
import dev.sluice.ledger.store.Pending;
import dev.sluice.ledger.store.StateWriter;
import dev.sluice.ledger.topology.LedgerMeters.Outcome;
import dev.sluice.schema.exchange.ExchangeMessage;
import dev.sluice.schema.exchange.ExchangeMessage.BookingAsked;
import dev.sluice.schema.exchange.ExchangeMessage.BookingDone;
import dev.sluice.schema.exchange.ExchangeMessage.VoteAsked;
import dev.sluice.schema.exchange.ExchangeMessage.VoteGiven;
import dev.sluice.schema.journal.JournalEntry;
import dev.sluice.schema.request.Request;
import dev.sluice.schema.value.EntryId;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The requests of this partition that others take part in. This partition coordinates them: it asks, hears, decides by the
 * core's rules, and answers its callers when all is done.
 *
 * <p>What each step gives back is what is left to do once nothing can go wrong any more.
 */
final class Undertakings {

    private final Books books;
    private final Settling settling;
    private final StateWriter writer;
    private final Answers answers;
    private final Wiring wiring;
    private int pending;

    Undertakings(Books books, Settling settling, StateWriter writer, Answers answers, Wiring wiring) {
        this.books = books;
        this.settling = settling;
        this.writer = writer;
        this.answers = answers;
        this.wiring = wiring;
        try (var rows = books.view().allPending(Pending.UNDERTAKINGS)) {
            while (rows.hasNext()) {
                rows.next();
                count(1);
            }
        }
    }

    /** The task goes: what it counted is counted by whoever takes it. */
    void close() {
        count(-pending);
    }

    /** A request that others have to agree to. */
    Runnable begin(Request request, Caller caller, Decision.PutToVote decision) {
        var messages = new TreeMap<Integer, byte[]>();
        var id = decision.voting().id();
        decision.ballots()
                .forEach((partition, ballot) -> messages.put(
                        partition,
                        encoded(new VoteAsked(id, wiring.partitioning().own(), ballot))));
        var row = PendingUndertaking.of(
                wiring.formats().requests().write(request), caller, decision.voting(), Optional.empty());
        post(decision.entry());
        return began(id, caller, row, messages);
    }

    /** A request that is decided, and that others have to book their parts of. */
    Runnable begin(Request request, Caller caller, Decision.Dispatched decision) {
        var messages = encoded(decision.deliveries());
        var reply = answers.completed(request, decision.result());
        var row = PendingUndertaking.of(
                wiring.formats().requests().write(request), caller, decision.delivering(), Optional.of(reply));
        post(decision.entry());
        return began(decision.delivering().id(), caller, row, messages);
    }

    private Runnable began(EntryId id, Caller caller, PendingUndertaking row, Map<Integer, byte[]> messages) {
        var value = row.encode(wiring.formats().undertakings());
        books.undertakes();
        return () -> {
            writer.pending(Pending.UNDERTAKINGS, id, value);
            answers.onItsWay(caller, id);
            send(messages);
            count(1);
        };
    }

    /** Whether the request with this id is on its way. */
    boolean isPending(EntryId id) {
        return books.view().isOnItsWay(id);
    }

    /** One more attempt of a request that is on its way. */
    Runnable waiting(EntryId id, Caller caller) {
        var row = find(id).with(caller.origin());
        return () -> put(id, row);
    }

    /** Another partition has voted. */
    Runnable heard(VoteGiven vote, Arrival.Source source) {
        var row = find(vote.entryId());
        if (!(row.undertaking() instanceof Voting before)) {
            throw new IllegalStateException("Expected a vote on %s while it is being voted on, but it is %s"
                    .formatted(vote.entryId(), row.undertaking()));
        }
        var voting = before.heard(vote.fromPartition(), vote.objection());
        if (!voting.isDecided()) {
            return () -> put(voting.id(), row.at(voting));
        }
        var request = requestOf(row);
        return settling.whenSettled(
                request,
                () -> conclude(row, request, voting),
                postponed -> postponed.postponing(request, vote, source));
    }

    /** Another partition has booked its part. */
    Runnable heard(BookingDone done) {
        var row = find(done.entryId());
        if (!(row.undertaking() instanceof Delivering before)) {
            throw new IllegalStateException("Expected a booking of %s when it is decided, but it is %s"
                    .formatted(done.entryId(), row.undertaking()));
        }
        var delivering = before.heard(done.fromPartition());
        if (!delivering.isDone()) {
            return () -> put(delivering.id(), row.at(delivering));
        }
        var request = requestOf(row);
        return complete(delivering.id(), row, request, row.reply().orElseThrow().encoded(), Outcome.ACCEPTED);
    }

    private Runnable conclude(PendingUndertaking row, Request request, Voting voting) {
        return switch (books.rules().conclude(books.view(), request, voting)) {
            case Decision.Accepted accepted -> {
                var reply = answers.completed(request, accepted.result());
                post(Optional.of(accepted.entry()));
                yield complete(voting.id(), row, request, reply, Outcome.ACCEPTED);
            }
            case Decision.Answered answered ->
                complete(voting.id(), row, request, answers.completed(request, answered.result()), Outcome.ANSWERED);
            case Decision.Refused refused ->
                complete(
                        voting.id(),
                        row.rememberedIf(refused.rejection().code().isRemembered()),
                        request,
                        answers.refused(request, refused.rejection()),
                        Outcome.REFUSED);
            case Decision.Withdrawn withdrawn -> {
                var reply = answers.refused(request, withdrawn.rejection());
                post(Optional.of(withdrawn.entry()));
                var remembered = row.rememberedIf(withdrawn.rejection().code().isRemembered());
                yield complete(voting.id(), remembered, request, reply, Outcome.REFUSED);
            }
            case Decision.Dispatched dispatched -> {
                var messages = encoded(dispatched.deliveries());
                var decided = row.decided(dispatched.delivering(), answers.completed(request, dispatched.result()));
                post(dispatched.entry());
                yield () -> {
                    put(voting.id(), decided);
                    send(messages);
                };
            }
            case Decision.PutToVote again ->
                throw new IllegalStateException("Expected a vote to decide, but it led to another: " + again.voting());
        };
    }

    private Runnable complete(
            EntryId id, PendingUndertaking row, Request request, EncodedReply reply, Outcome outcome) {
        return () -> {
            writer.completed(Pending.UNDERTAKINGS, id);
            answers.sendToAll(row.callers(request), reply);
            wiring.meters().request(request.operation(), outcome);
            count(-1);
        };
    }

    private Request requestOf(PendingUndertaking row) {
        return wiring.formats().requests().read(row.requestValue());
    }

    private void post(Optional<JournalEntry> entry) {
        entry.ifPresent(there -> books.post(books.prepare(there)));
    }

    private Map<Integer, byte[]> encoded(Map<Integer, BookingAsked> deliveries) {
        var messages = new TreeMap<Integer, byte[]>();
        deliveries.forEach((partition, delivery) -> messages.put(partition, encoded(delivery)));
        return messages;
    }

    private byte[] encoded(ExchangeMessage message) {
        var value = wiring.formats().exchange().write(message);
        Limits.checkValue(value);
        return value;
    }

    private void send(Map<Integer, byte[]> messages) {
        messages.forEach((partition, message) -> wiring.outbox().exchange(partition, message, books.now()));
    }

    private PendingUndertaking find(EntryId id) {
        return books.view()
                .pending(Pending.UNDERTAKINGS, id)
                .map(value -> PendingUndertaking.decode(value, wiring.formats().undertakings()))
                .orElseThrow(() ->
                        new IllegalStateException("Expected request %s to be on its way, but it is not".formatted(id)));
    }

    private void put(EntryId id, PendingUndertaking row) {
        writer.pending(Pending.UNDERTAKINGS, id, row.encode(wiring.formats().undertakings()));
    }

    private void count(int change) {
        pending += change;
        wiring.meters().undertakingsPending(change);
    }
}
