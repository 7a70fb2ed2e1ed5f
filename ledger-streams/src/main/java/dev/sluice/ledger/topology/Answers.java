package dev.sluice.ledger.topology;

import dev.sluice.schema.rejection.Rejection;
import dev.sluice.schema.reply.Completed;
import dev.sluice.schema.reply.Refused;
import dev.sluice.schema.reply.Reply;
import dev.sluice.schema.reply.Result;
import dev.sluice.schema.request.Command;
import dev.sluice.schema.request.Request;
import dev.sluice.schema.value.EntryId;
import java.util.List;

/** Replies: how they are made, and how they leave and are remembered. */
final class Answers {

    private final Books books;
    private final Memory memory;
    private final Wiring wiring;

    Answers(Books books, Memory memory, Wiring wiring) {
        this.books = books;
        this.memory = memory;
        this.wiring = wiring;
    }

    EncodedReply completed(Request request, Result result) {
        return encoded(request, new Completed(request.accountId(), request.idempotencyKey(), result));
    }

    EncodedReply refused(Request request, Rejection rejection) {
        return encoded(request, new Refused(request.accountId(), request.idempotencyKey(), rejection));
    }

    private EncodedReply encoded(Request request, Reply reply) {
        var encoded = EncodedReply.of(reply, wiring.formats().replies());
        if (request.operation() instanceof Command) {
            Limits.checkRemembered(encoded.value());
        } else {
            Limits.checkValue(encoded.value());
        }
        return encoded;
    }

    /** What is known of a request. */
    Memory.Recollection recall(Request request) {
        return memory.recall(request, books.now());
    }

    /** Answers, and remembers it if the caller's outcome is one that is remembered. */
    void send(Caller caller, EncodedReply reply) {
        memory.answered(caller, reply, books.now());
        wiring.outbox().reply(caller, reply, false, books.now());
    }

    /** Remembers that the request is being done. */
    void onItsWay(Caller caller, EntryId id) {
        memory.onItsWay(caller, id, books.now());
    }

    /** Answers what was answered before. */
    void repeat(Caller caller, EncodedReply reply) {
        wiring.outbox().reply(caller, reply, true, books.now());
    }

    /** Answers the conflict of a key that was used for something else, which stays as it was. */
    void sendUnremembered(Caller caller, EncodedReply reply) {
        wiring.outbox().reply(caller, reply, false, books.now());
    }

    void count(Request request, LedgerMeters.Outcome outcome) {
        wiring.meters().request(request.operation(), outcome);
    }

    /** Answers all attempts of one request: the first, and those that came while it was on its way. */
    void sendToAll(List<Caller> attempts, EncodedReply reply) {
        send(attempts.getFirst(), reply);
        attempts.stream().skip(1).forEach(attempt -> repeat(attempt, reply));
    }
}
