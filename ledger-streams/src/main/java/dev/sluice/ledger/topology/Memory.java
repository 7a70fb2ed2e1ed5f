package dev.sluice.ledger.topology;

import dev.sluice.ledger.store.Outcome;
import dev.sluice.ledger.store.Outcomes;
import dev.sluice.schema.json.Fingerprint;
import dev.sluice.schema.json.MessageJson;
import dev.sluice.schema.rejection.Rejection;
import dev.sluice.schema.rejection.RejectionCode;
import dev.sluice.schema.reply.Reply;
import dev.sluice.schema.request.Request;
import dev.sluice.schema.value.EntryId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;

/** What was answered, by account and idempotency key, so that a request has one outcome however often it comes. */
final class Memory {

    private final Outcomes outcomes;
    private final Fingerprint fingerprints;
    private final MessageJson<Reply> format;

    Memory(Outcomes outcomes, WireFormats formats) {
        this.outcomes = outcomes;
        this.fingerprints = formats.fingerprints();
        this.format = formats.replies();
    }

    /** What is known of a request. */
    sealed interface Recollection {}

    /** Nothing: it is new. */
    @SuppressWarnings("ArrayRecordComponent") // Nobody compares these.
    record Fresh(byte[] fingerprint) implements Recollection {}

    /** It was answered. */
    record Replay(EncodedReply reply) implements Recollection {}

    /** It is being done, and answered when other partitions have done their parts; or it was, and is not remembered. */
    @SuppressWarnings("ArrayRecordComponent") // Nobody compares these.
    record OnItsWay(EntryId entryId, byte[] fingerprint) implements Recollection {}

    /** The key was used for something else. */
    record Conflict(Rejection rejection) implements Recollection {}

    private static final Conflict CONFLICT = new Conflict(Rejection.because(
            RejectionCode.IDEMPOTENCY_CONFLICT,
            "Expected the request that this idempotency key was first used for, but got another"));

    Recollection recall(Request request, Instant now) {
        var fingerprint = fingerprints.of(request.operation());
        var found = outcomes.find(request.accountId(), request.idempotencyKey(), now);
        if (found.isEmpty()) {
            return new Fresh(fingerprint);
        }
        if (!Arrays.equals(found.get().fingerprint(), fingerprint)) {
            return CONFLICT;
        }
        return switch (found.get().state()) {
            case Outcome.Answered answered -> new Replay(EncodedReply.remembered(answered.reply(), format));
            case Outcome.OnItsWay onItsWay -> new OnItsWay(entryId(onItsWay.note()), fingerprint);
        };
    }

    /** Remembers the answer, if it is one that is remembered. */
    void answered(Caller caller, EncodedReply reply, Instant now) {
        caller.fingerprint()
                .ifPresent(fingerprint -> outcomes.remember(
                        caller.accountId(),
                        caller.idempotencyKey(),
                        now,
                        Outcome.answered(fingerprint, reply.value())));
    }

    /** Remembers that the request is being done. */
    void onItsWay(Caller caller, EntryId entryId, Instant now) {
        caller.fingerprint()
                .ifPresent(fingerprint -> outcomes.remember(
                        caller.accountId(),
                        caller.idempotencyKey(),
                        now,
                        Outcome.onItsWay(fingerprint, note(entryId))));
    }

    private static byte[] note(EntryId entryId) {
        return entryId.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static EntryId entryId(byte[] note) {
        return EntryId.parse(new String(note, StandardCharsets.US_ASCII));
    }
}
