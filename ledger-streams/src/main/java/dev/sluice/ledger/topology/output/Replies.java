package dev.sluice.ledger.topology.output;

import dev.sluice.schema.rejection.Rejection;
import dev.sluice.schema.rejection.RejectionCode;
import dev.sluice.schema.reply.Completed;
import dev.sluice.schema.reply.Refused;
import dev.sluice.schema.reply.Reply;
import dev.sluice.schema.reply.Result;
import dev.sluice.schema.request.Command;
import dev.sluice.schema.request.Request;

/** The making of replies: encoded, and measured against what a topic and the memory of outcomes take. */
public final class Replies {

    private final WireFormats formats;

    public Replies(WireFormats formats) {
        this.formats = formats;
    }

    public EncodedReply completed(Request request, Result result) {
        return encoded(request, new Completed(request.accountId(), request.idempotencyKey(), result));
    }

    public EncodedReply refused(Request request, Rejection rejection) {
        return encoded(request, new Refused(request.accountId(), request.idempotencyKey(), rejection));
    }

    /** The answer to one attempt too many of a request that is being done: there is an end to what is kept of them. */
    public EncodedReply stillPending(Request request) {
        return refused(
                request,
                Rejection.because(
                        RejectionCode.RESULT_PENDING,
                        "Expected at most %d attempts to wait for a request that is being done, but got another; repeat it with the same key"
                                .formatted(Limits.WAITING_MAX)));
    }

    private EncodedReply encoded(Request request, Reply reply) {
        var encoded = EncodedReply.of(reply, formats.replies());
        if (request.operation() instanceof Command) {
            Limits.checkRemembered(encoded.value());
        } else {
            Limits.checkValue(encoded.value());
        }
        return encoded;
    }
}
