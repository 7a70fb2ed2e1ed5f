package dev.sluice.ledger.topology.request;

import dev.sluice.ledger.store.Outcome;
import dev.sluice.ledger.store.StoredLedgerView;
import dev.sluice.ledger.topology.output.EncodedReply;
import dev.sluice.ledger.topology.output.PartitionLedger;
import dev.sluice.ledger.topology.waiting.WaitingIndex;
import dev.sluice.ledger.topology.waiting.WaitingRows;
import dev.sluice.schema.rejection.Rejection;
import dev.sluice.schema.rejection.RejectionCode;
import dev.sluice.schema.request.Request;
import dev.sluice.schema.value.EntryId;
import java.util.Arrays;
import java.util.Optional;

/**
 * The memory of requests by account and idempotency key, so that a request has one outcome however often it comes. A request
 * that is being done is known by what waits for it, until it has ended, however long that takes; one that was answered, by the
 * outcomes that are kept.
 */
final class OutcomeMemory {

    private final PartitionLedger ledger;
    private final WaitingIndex waiting;

    OutcomeMemory(PartitionLedger ledger, WaitingIndex waiting) {
        this.ledger = ledger;
        this.waiting = waiting;
    }

    /** The memory of one request. */
    sealed interface Recollection {}

    /** Nothing: it is new, or came to nothing that is remembered. */
    @SuppressWarnings("ArrayRecordComponent") // Nobody compares these.
    record Fresh(byte[] fingerprint) implements Recollection {}

    /** It was answered. */
    record Replay(EncodedReply reply) implements Recollection {}

    /** It is being done, and is answered when other partitions have done their parts. */
    record Coordinated(EntryId id) implements Recollection {}

    /** It changed the catalogue, or found it so, and is answered when all partitions know. */
    record Announced(EntryId id) implements Recollection {}

    /** The key was used for something else. */
    record Conflict(Rejection rejection) implements Recollection {}

    private static final Conflict CONFLICT = new Conflict(Rejection.because(
            RejectionCode.IDEMPOTENCY_CONFLICT,
            "Expected the request that this idempotency key was first used for, but got another"));

    Recollection recall(StoredLedgerView view, Request request) {
        var fingerprint = ledger.formats().fingerprints().of(request.operation());
        return beingDone(view, request, fingerprint)
                .orElseGet(() -> ledger.outcomes()
                        .find(request.accountId(), request.idempotencyKey(), view.now())
                        .map(outcome -> answered(outcome, request, fingerprint))
                        .orElseGet(() -> new Fresh(fingerprint)));
    }

    private Optional<Recollection> beingDone(StoredLedgerView view, Request request, byte[] fingerprint) {
        var coordinated = waiting.requestOf(request.accountId(), request.idempotencyKey());
        if (coordinated.isPresent()) {
            var first = WaitingRows.request(view, coordinated.get()).fingerprint();
            return Optional.of(
                    RestoredOutcome.isOne(first) || same(first, fingerprint)
                            ? new Coordinated(coordinated.get())
                            : CONFLICT);
        }
        for (var id : waiting.broadcastsOf(request.accountId())) {
            var promise = WaitingRows.broadcast(view, id, ledger.formats()).promiseOf(request.idempotencyKey());
            if (promise.isPresent()) {
                return Optional.of(same(promise.get().fingerprint(), fingerprint) ? new Announced(id) : CONFLICT);
            }
        }
        return Optional.empty();
    }

    private static boolean same(Optional<byte[]> first, byte[] fingerprint) {
        return first.isPresent() && Arrays.equals(first.get(), fingerprint);
    }

    private Recollection answered(Outcome outcome, Request request, byte[] fingerprint) {
        return switch (outcome.state()) {
            case Outcome.Answered(var reply) ->
                Arrays.equals(outcome.fingerprint(), fingerprint)
                                || (RestoredOutcome.isOne(Optional.of(outcome.fingerprint()))
                                        && RestoredOutcome.fits(
                                                ledger.formats().replies().read(reply), request))
                        ? new Replay(
                                EncodedReply.remembered(reply, ledger.formats().replies()))
                        : CONFLICT;
            // The first release noted so what was being done. Nothing waits for it any more, so it came to nothing.
            case Outcome.OnItsWay noted -> new Fresh(fingerprint);
        };
    }
}
