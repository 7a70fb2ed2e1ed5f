package dev.sluice.ledger.topology.waiting;

import dev.sluice.ledger.core.state.CoordinatedRequest;
import dev.sluice.ledger.topology.output.Limits;
import dev.sluice.ledger.topology.output.ReplyTo;
import dev.sluice.schema.exchange.RequestOrigin;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.IdempotencyKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The changing half of a request that this partition coordinates: how far it has come, and who waits for it. Each answer of
 * another partition rewrites it, so what stays the same is kept apart, in {@link PendingParts}.
 *
 * @param fingerprint of the request's meaning, where its outcome is to be remembered
 * @param since when it began
 * @param attempts who waits for it, the first attempt first
 */
@SuppressWarnings("OptionalUsedAsFieldOrParameterType")
public record PendingRequest(
        AccountId account,
        IdempotencyKey idempotencyKey,
        Optional<byte[]> fingerprint,
        Instant since,
        List<RequestOrigin> attempts,
        CoordinatedRequest state) {

    public PendingRequest {
        attempts = List.copyOf(attempts);
    }

    /** A request that begins. */
    public static PendingRequest of(ReplyTo first, Instant now, CoordinatedRequest state) {
        return new PendingRequest(
                first.accountId(), first.idempotencyKey(), first.fingerprint(), now, List.of(first.origin()), state);
    }

    public PendingRequest at(CoordinatedRequest next) {
        return new PendingRequest(account, idempotencyKey, fingerprint, since, attempts, next);
    }

    /** The same, or one whose outcome is not remembered. */
    public PendingRequest rememberedIf(boolean remembered) {
        return remembered
                ? this
                : new PendingRequest(account, idempotencyKey, Optional.empty(), since, attempts, state);
    }

    /** Whether the attempt is known: one that is known is not answered twice. */
    public boolean has(RequestOrigin attempt) {
        return attempts.contains(attempt);
    }

    /** Whether as many attempts wait as are kept. */
    public boolean isFull() {
        return attempts.size() >= Limits.WAITING_MAX;
    }

    public PendingRequest with(RequestOrigin attempt) {
        var more = new ArrayList<>(attempts);
        more.add(attempt);
        return new PendingRequest(account, idempotencyKey, fingerprint, since, more, state);
    }

    /** The callers that wait, the first attempt first. */
    public List<ReplyTo> addressees() {
        return attempts.stream()
                .map(attempt -> new ReplyTo(account, idempotencyKey, attempt, fingerprint))
                .toList();
    }
}
