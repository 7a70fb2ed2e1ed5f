package dev.sluice.ledger.topology;

import dev.sluice.ledger.core.entry.Decision;
import dev.sluice.ledger.topology.LedgerMeters.Outcome;
import dev.sluice.schema.request.CatalogCommand;
import dev.sluice.schema.request.Command;
import dev.sluice.schema.request.Question;
import dev.sluice.schema.request.Request;
import dev.sluice.schema.value.EntryId;
import java.util.Optional;

/**
 * What becomes of a request that is at home here: recalled, settled, decided, booked, answered.
 *
 * <p>What each step gives back is what is left to do once nothing can go wrong any more: sending, and remembering.
 */
final class RequestFlow {

    private final Books books;
    private final Settling settling;
    private final Exchange exchange;
    private final Answers answers;

    RequestFlow(Books books, Settling settling, Exchange exchange, Answers answers) {
        this.books = books;
        this.settling = settling;
        this.exchange = exchange;
        this.answers = answers;
    }

    Runnable workOut(Request request, Arrival arrival) {
        var caller = Caller.of(request, arrival.origin());
        return switch (request.operation()) {
            case Question question -> settle(request, arrival, caller);
            case Command command -> recall(request, arrival, caller);
        };
    }

    /** Memory first: what was answered is never decided again. */
    private Runnable recall(Request request, Arrival arrival, Caller caller) {
        return switch (answers.recall(request)) {
            case Memory.Replay replay ->
                () -> {
                    answers.repeat(caller, replay.reply());
                    count(request, Outcome.REPLAYED);
                };
            case Memory.Conflict conflict -> {
                var reply = answers.refused(request, conflict.rejection());
                yield () -> {
                    answers.sendUnremembered(caller, reply);
                    count(request, Outcome.CONFLICT);
                };
            }
            case Memory.OnItsWay first -> waiting(request, arrival, caller, first);
            case Memory.Fresh fresh -> settle(request, arrival, caller.rememberedBy(fresh.fingerprint()));
        };
    }

    /** The first attempt is not over; or it is, and came to nothing that is remembered. */
    private Runnable waiting(Request request, Arrival arrival, Caller caller, Memory.OnItsWay first) {
        var joining = joining(first.entryId(), caller);
        return joining.isEmpty()
                ? settle(request, arrival, caller.rememberedBy(first.fingerprint()))
                : () -> {
                    joining.get().run();
                    count(request, Outcome.WAITING);
                };
    }

    private Optional<Runnable> joining(EntryId id, Caller caller) {
        if (exchange.undertakings().isPending(id)) {
            return Optional.of(exchange.undertakings().waiting(id, caller));
        }
        return exchange.broadcasts().isPending(id)
                ? Optional.of(exchange.broadcasts().waiting(id, caller))
                : Optional.empty();
    }

    /** Time comes before the decision; a request that more is due for than may be booked now begins again later. */
    private Runnable settle(Request request, Arrival arrival, Caller caller) {
        return settling.whenSettled(
                request, () -> decide(request, caller), postponed -> postponed.postponing(request, arrival));
    }

    private Runnable decide(Request request, Caller caller) {
        return switch (books.rules().decide(books.view(), request)) {
            case Decision.Accepted accepted -> accept(request, caller, accepted);
            case Decision.Answered answered -> {
                var reply = answers.completed(request, answered.result());
                yield () -> {
                    if (!(request.operation() instanceof CatalogCommand)
                            || !exchange.broadcasts().heldBack(caller, reply)) {
                        answers.send(caller, reply);
                    }
                    count(request, Outcome.ANSWERED);
                };
            }
            case Decision.Refused refused -> {
                var reply = answers.refused(request, refused.rejection());
                var rememberedOrNot = refused.rejection().code().isRemembered() ? caller : caller.forgotten();
                yield () -> {
                    answers.send(rememberedOrNot, reply);
                    count(request, Outcome.REFUSED);
                };
            }
            case Decision.PutToVote putToVote -> exchange.undertakings().begin(request, caller, putToVote);
            case Decision.Dispatched dispatched -> exchange.undertakings().begin(request, caller, dispatched);
            case Decision.Withdrawn withdrawn ->
                throw new IllegalStateException("Expected nothing to withdraw of a new request: " + withdrawn);
        };
    }

    private Runnable accept(Request request, Caller caller, Decision.Accepted accepted) {
        if (request.operation() instanceof Question) {
            throw new IllegalStateException("Expected a question to change nothing, but it came with an entry");
        }
        var reply = answers.completed(request, accepted.result());
        var booking = books.prepare(accepted.entry());
        books.post(booking);
        return () -> {
            if (!exchange.broadcasts().announced(booking.entry(), caller, reply)) {
                answers.send(caller, reply);
            }
            count(request, Outcome.ACCEPTED);
        };
    }

    private void count(Request request, Outcome outcome) {
        answers.count(request, outcome);
    }
}
