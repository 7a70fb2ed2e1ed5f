package dev.sluice.ledger.topology.waiting;

import dev.sluice.ledger.topology.output.EncodedReply;
import dev.sluice.ledger.topology.output.Limits;
import dev.sluice.ledger.topology.output.ReplyTo;
import dev.sluice.schema.exchange.RequestOrigin;
import dev.sluice.schema.journal.Fact;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.IdempotencyKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A change of the catalogue that this partition made and not every other one has acknowledged.
 *
 * @param entity the program's or asset's id as the key of its requests
 * @param since when it was made
 * @param missing the partitions that have not acknowledged, at least one
 * @param promises what is answered when they have, in the order in which it was asked
 */
public record PendingBroadcast(
        AccountId entity, Fact.OfTheCatalogue fact, Instant since, List<Integer> missing, List<Promise> promises) {

    /** What a promise takes beside its texts. */
    private static final int PROMISE_BYTES = 256;

    public PendingBroadcast {
        missing = List.copyOf(missing);
        promises = List.copyOf(promises);
    }

    /**
     * A reply that is held back.
     *
     * @param fingerprint of the request, where its outcome is to be remembered
     * @param attempts who waits for it
     */
    @SuppressWarnings("OptionalUsedAsFieldOrParameterType")
    public record Promise(
            IdempotencyKey idempotencyKey,
            Optional<byte[]> fingerprint,
            EncodedReply reply,
            List<RequestOrigin> attempts) {

        public Promise {
            attempts = List.copyOf(attempts);
        }

        public static Promise to(ReplyTo caller, EncodedReply reply) {
            return new Promise(caller.idempotencyKey(), caller.fingerprint(), reply, List.of(caller.origin()));
        }

        /** The callers that wait, the first attempt first. */
        public List<ReplyTo> addressees(AccountId entity) {
            return attempts.stream()
                    .map(attempt -> new ReplyTo(entity, idempotencyKey, attempt, fingerprint))
                    .toList();
        }

        private Promise with(RequestOrigin attempt) {
            var more = new ArrayList<>(attempts);
            more.add(attempt);
            return new Promise(idempotencyKey, fingerprint, reply, more);
        }
    }

    public PendingBroadcast acknowledgedBy(int partition) {
        return new PendingBroadcast(
                entity,
                fact,
                since,
                missing.stream().filter(other -> other != partition).toList(),
                promises);
    }

    public boolean isComplete() {
        return missing.isEmpty();
    }

    /** Whether as much waits for it as is kept: bounded in attempts, and in the bytes of their replies. */
    public boolean isFull() {
        return promises.stream().mapToInt(promise -> promise.attempts().size()).sum() >= Limits.WAITING_MAX
                || promises.stream()
                                .mapToInt(promise -> promise.reply().value().length + PROMISE_BYTES)
                                .sum()
                        >= Limits.WAITING_BYTES_MAX;
    }

    public PendingBroadcast with(Promise promise) {
        var more = new ArrayList<>(promises);
        more.add(promise);
        return new PendingBroadcast(entity, fact, since, missing, more);
    }

    /** The promise that was made under this key. */
    public Optional<Promise> promiseOf(IdempotencyKey key) {
        return promises.stream()
                .filter(promise -> promise.idempotencyKey().equals(key))
                .findFirst();
    }

    /** One more attempt of a request that is waited for already. An attempt that is known is not answered twice. */
    public PendingBroadcast with(ReplyTo caller) {
        var more = promises.stream()
                .map(promise -> promise.idempotencyKey().equals(caller.idempotencyKey())
                                && !promise.attempts().contains(caller.origin())
                        ? promise.with(caller.origin())
                        : promise)
                .toList();
        return new PendingBroadcast(entity, fact, since, missing, more);
    }
}
