package dev.sluice.ledger.topology.output;

import dev.sluice.schema.exchange.RequestOrigin;
import dev.sluice.schema.request.Request;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.IdempotencyKey;
import java.util.Optional;

/**
 * The addressee of a reply, and whether the reply is to be remembered.
 *
 * @param fingerprint of the request's meaning, where the outcome is to be remembered
 */
public record ReplyTo(
        AccountId accountId, IdempotencyKey idempotencyKey, RequestOrigin origin, Optional<byte[]> fingerprint) {

    /** One whose reply is not remembered. */
    public static ReplyTo of(AccountId accountId, IdempotencyKey idempotencyKey, RequestOrigin origin) {
        return new ReplyTo(accountId, idempotencyKey, origin, Optional.empty());
    }

    public static ReplyTo of(Request request, RequestOrigin origin) {
        return of(request.accountId(), request.idempotencyKey(), origin);
    }

    public ReplyTo rememberedBy(byte[] meaning) {
        return new ReplyTo(accountId, idempotencyKey, origin, Optional.of(meaning));
    }

    public ReplyTo forgotten() {
        return new ReplyTo(accountId, idempotencyKey, origin, Optional.empty());
    }
}
