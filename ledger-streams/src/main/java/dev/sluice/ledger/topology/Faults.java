package dev.sluice.ledger.topology;

import dev.sluice.schema.rejection.Rejection;
import dev.sluice.schema.rejection.RejectionCode;
import dev.sluice.schema.reply.Refused;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is done about a fault of the ledger itself: nothing of the request was applied; its caller is told so, it is kept as
 * a dead letter, and it is counted and logged so that somebody looks. The log never has a request's body.
 */
final class Faults {

    private static final Logger LOG = LoggerFactory.getLogger(Faults.class);

    private final WireFormats formats;
    private final Outbox outbox;
    private final DeadLetters deadLetters;
    private final LedgerMeters meters;

    Faults(WireFormats formats, Outbox outbox, DeadLetters deadLetters, LedgerMeters meters) {
        this.formats = formats;
        this.outbox = outbox;
        this.deadLetters = deadLetters;
        this.meters = meters;
    }

    /** Of a request. The outcome is not remembered: the same key may be used again. */
    void answer(Arrival arrival, RuntimeException fault, Instant now) {
        putAside(arrival.key(), arrival.value(), arrival.source(), fault, now);
        reply(
                arrival,
                Rejection.because(
                        RejectionCode.INTERNAL_ERROR,
                        "Expected the request to be decided, but the ledger failed; nothing of it was applied"),
                now);
    }

    /** Of a message between partitions, which nobody waits for here. */
    void putAside(
            byte @Nullable [] key,
            byte @Nullable [] value,
            Arrival.Source source,
            RuntimeException fault,
            Instant now) {
        LOG.error("A fault of the ledger at {}: nothing of the record was applied", source, fault);
        meters.internalError();
        deadLetters.put(key, value, source, Rejection.because(RejectionCode.INTERNAL_ERROR, fault.toString()), now);
    }

    /** Of what was due, which stays due. */
    void whileSweeping(Object what, RuntimeException fault) {
        LOG.error("A fault of the ledger while booking what is due on {}: it stays due", what, fault);
        meters.internalError();
    }

    /** Tells the sender of a record, as far as it says who that is. */
    void reply(Arrival arrival, Rejection rejection, Instant now) {
        var addressee = formats.requests().addressee(arrival.value());
        if (addressee.accountId().isPresent() && addressee.idempotencyKey().isPresent()) {
            var accountId = addressee.accountId().get();
            var key = addressee.idempotencyKey().get();
            outbox.reply(
                    Caller.of(accountId, key, arrival.origin()),
                    EncodedReply.of(new Refused(accountId, key, rejection), formats.replies()),
                    false,
                    now);
        }
    }
}
