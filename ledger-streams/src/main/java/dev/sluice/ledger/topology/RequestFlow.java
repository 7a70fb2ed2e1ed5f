package dev.sluice.ledger.topology;

import dev.sluice.ledger.core.Decision;
import dev.sluice.ledger.core.balance.Balance;
import dev.sluice.ledger.topology.LedgerMeters.Outcome;
import dev.sluice.schema.exchange.RequestOrigin;
import dev.sluice.schema.rejection.Rejection;
import dev.sluice.schema.reply.Completed;
import dev.sluice.schema.reply.Refused;
import dev.sluice.schema.reply.Reply;
import dev.sluice.schema.reply.Result;
import dev.sluice.schema.request.BalanceCommand;
import dev.sluice.schema.request.CatalogCommand;
import dev.sluice.schema.request.Command;
import dev.sluice.schema.request.Question;
import dev.sluice.schema.request.Request;
import java.util.ArrayList;

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
    private final Answering answering;

    /** How replies leave. */
    record Answering(Outbox outbox, WireFormats formats, LedgerMeters meters) {}

    RequestFlow(Rules rules, Books books, Memory memory, Exchange exchange, Answering answering) {
        this.rules = rules;
        this.books = books;
        this.memory = memory;
        this.exchange = exchange;
        this.answering = answering;
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
                    answering.outbox().reply(caller, replay.reply(), true, books.now());
                    count(request, Outcome.REPLAYED);
                };
            case Memory.Conflict conflict -> {
                var reply = refused(request, conflict.rejection());
                yield () -> {
                    answering.outbox().reply(caller, reply, false, books.now());
                    count(request, Outcome.CONFLICT);
                };
            }
            case Memory.OnItsWay first -> {
                var waiting = exchange.waiting(first.entryId(), caller);
                yield () -> {
                    waiting.run();
                    count(request, Outcome.WAITING);
                };
            }
            case Memory.Fresh fresh -> decide(request, caller.rememberedBy(fresh.fingerprint()));
        };
    }

    private Runnable decide(Request request, Caller caller) {
        settle(request);
        return switch (rules.decide(books.view(), request)) {
            case Decision.Accepted accepted -> accept(request, caller, accepted);
            case Decision.Answered answered -> {
                var reply = completed(request, answered.result());
                yield () -> {
                    if (!(request.operation() instanceof CatalogCommand) || !exchange.heldBack(caller, reply)) {
                        answer(caller, reply);
                    }
                    count(request, Outcome.ANSWERED);
                };
            }
            case Decision.Refused refused -> {
                var reply = refused(request, refused.rejection());
                var rememberedOrNot = refused.rejection().code().isRemembered() ? caller : caller.forgotten();
                yield () -> {
                    answer(rememberedOrNot, reply);
                    count(request, Outcome.REFUSED);
                };
            }
        };
    }

    private Runnable accept(Request request, Caller caller, Decision.Accepted accepted) {
        if (request.operation() instanceof Question) {
            throw new IllegalStateException("Expected a question to change nothing, but it came with an entry");
        }
        var reply = completed(request, accepted.result());
        var booking = books.prepare(accepted.entry());
        books.post(booking);
        return () -> {
            if (!exchange.announced(booking.entry(), caller, reply)) {
                answer(caller, reply);
            }
            count(request, Outcome.ACCEPTED);
        };
    }

    /** No decision sees a state that time has overtaken. A balance command concerns one asset, anything else all there are. */
    private void settle(Request request) {
        var account = request.accountId();
        if (request.operation() instanceof BalanceCommand command) {
            books.settle(account, command.assetId(), Integer.MAX_VALUE);
            return;
        }
        var due = new ArrayList<Balance.Key>(0);
        try (var balances = books.view().balances(account)) {
            while (balances.hasNext()) {
                var balance = balances.next();
                if (balance.nextDue().isPresent() && !balance.nextDue().get().isAfter(books.now())) {
                    due.add(balance.key());
                }
            }
        }
        due.forEach(key -> books.settle(key.account(), key.asset(), Integer.MAX_VALUE));
    }

    private void answer(Caller caller, EncodedReply reply) {
        memory.answered(caller, reply, books.now());
        answering.outbox().reply(caller, reply, false, books.now());
    }

    private void count(Request request, Outcome outcome) {
        answering.meters().request(request.operation(), outcome);
    }

    private EncodedReply completed(Request request, Result result) {
        return encoded(request, new Completed(request.accountId(), request.idempotencyKey(), result));
    }

    private EncodedReply refused(Request request, Rejection rejection) {
        return encoded(request, new Refused(request.accountId(), request.idempotencyKey(), rejection));
    }

    private EncodedReply encoded(Request request, Reply reply) {
        var encoded = EncodedReply.of(reply, answering.formats().replies());
        if (request.operation() instanceof Command) {
            Limits.checkRemembered(encoded.value());
        } else {
            Limits.checkValue(encoded.value());
        }
        return encoded;
    }
}
