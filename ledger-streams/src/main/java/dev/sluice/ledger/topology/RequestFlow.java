package dev.sluice.ledger.topology;

import dev.sluice.ledger.core.Decision;
import dev.sluice.ledger.topology.LedgerMeters.Outcome;
import dev.sluice.schema.exchange.RequestOrigin;
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

    private final Rules rules;
    private final Books books;
    private final Memory memory;
    private final Exchange exchange;
    private final Answers answers;

    RequestFlow(Rules rules, Books books, Memory memory, Exchange exchange, Answers answers) {
        this.rules = rules;
        this.books = books;
        this.memory = memory;
        this.exchange = exchange;
        this.answers = answers;
    }

    Runnable workOut(Request request, RequestOrigin origin) {
        var caller = Caller.of(request, origin);
        return switch (request.operation()) {
            case Question question -> decide(request, caller);
            case Command command -> recall(request, caller);
        };
    }

    /** Memory first: what was answered is never decided again. */
    private Runnable recall(Request request, Caller caller) {
        return switch (memory.recall(request, books.now())) {
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
            case Memory.OnItsWay first -> waiting(request, caller, first);
            case Memory.Fresh fresh -> decide(request, caller.rememberedBy(fresh.fingerprint()));
        };
    }

    /** The first attempt is not over; or it is, and came to nothing that is remembered. */
    private Runnable waiting(Request request, Caller caller, Memory.OnItsWay first) {
        var joining = joining(first.entryId(), caller);
        return joining.isEmpty()
                ? decide(request, caller.rememberedBy(first.fingerprint()))
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

    private Runnable decide(Request request, Caller caller) {
        books.settle(request);
        return switch (rules.decide(books.view(), request)) {
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
