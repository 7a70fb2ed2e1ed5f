package dev.sluice.ledger.topology.output;

import dev.sluice.schema.rejection.Rejection;
import dev.sluice.schema.rejection.RejectionCode;
import dev.sluice.schema.reply.Refused;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The road of faults of the ledger itself: nothing of the record was applied; it is kept as a dead letter, its caller is told,
 * and it is counted and logged so that somebody looks. The log never has a request's body.
 */
public final class Faults {

    private static final Logger LOG = LoggerFactory.getLogger(Faults.class);

    private final WireFormats formats;

    public Faults(WireFormats formats) {
        this.formats = formats;
    }

    /** Of a request. The outcome is not remembered: the same key may be used again. */
    public void answer(EffectsDraft draft, Arrival arrival, RuntimeException fault) {
        putAside(draft, arrival, fault);
        tellSender(
                draft,
                arrival,
                Rejection.because(
                        RejectionCode.INTERNAL_ERROR,
                        "Expected the request to be decided, but the ledger failed; nothing of it was applied"));
    }

    /** Of a record that is of no further use. */
    public void putAside(EffectsDraft draft, Arrival arrival, RuntimeException fault) {
        LOG.error("A fault of the ledger at {}: nothing of the record was applied", arrival.place(), fault);
        draft.count(new Count.FaultCounted());
        var reason = Rejection.because(RejectionCode.INTERNAL_ERROR, fault.toString());
        draft.deadLetter(arrival.key(), arrival.value(), arrival.place(), reason);
    }

    /** Of something that stays as it is, and is tried again. */
    public void triedAgain(EffectsDraft draft, Object what, RuntimeException fault) {
        LOG.error("A fault of the ledger on {}: it stays as it is and is tried again", what, fault);
        draft.count(new Count.FaultCounted());
    }

    /** Tells the sender of a record, as far as it says who that is. */
    public void tellSender(EffectsDraft draft, Arrival arrival, Rejection rejection) {
        var addressee = formats.requests().addressee(arrival.value());
        if (addressee.accountId().isPresent() && addressee.idempotencyKey().isPresent()) {
            var accountId = addressee.accountId().get();
            var key = addressee.idempotencyKey().get();
            draft.tell(
                    ReplyTo.of(accountId, key, arrival.origin()),
                    EncodedReply.of(new Refused(accountId, key, rejection), formats.replies()));
        }
    }
}
