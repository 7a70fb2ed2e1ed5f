package dev.sluice.ledger.topology;

import dev.sluice.schema.exchange.RequestOrigin;
import dev.sluice.schema.request.Request;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.IdempotencyKey;
import java.util.Optional;

/**
 * Who waits for a reply, and whether the reply is to be remembered.
 *
 * @param fingerprint of the request's meaning, where the outcome is to be remembered
 */
record Caller(AccountId accountId, IdempotencyKey idempotencyKey, RequestOrigin origin, Optional<byte[]> fingerprint) {

    /** One whose reply is not remembered. */
    static Caller of(AccountId accountId, IdempotencyKey idempotencyKey, RequestOrigin origin) {
        return new Caller(accountId, idempotencyKey, origin, Optional.empty());
    }

    static Caller of(Request request, RequestOrigin origin) {
        return of(request.accountId(), request.idempotencyKey(), origin);
    }

    Caller rememberedBy(byte[] meaning) {
        return new Caller(accountId, idempotencyKey, origin, Optional.of(meaning));
    }

    Caller forgotten() {
        return new Caller(accountId, idempotencyKey, origin, Optional.empty());
    }
}
