package dev.sluice.schema.reply;

import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.IdempotencyKey;

/**
 * The one answer to a request, found by (account, idempotency key). It is remembered and repeated byte for byte, so it
 * holds nothing of the single attempt; that is in the headers.
 */
public sealed interface Reply permits Completed, Refused {

    AccountId accountId();

    IdempotencyKey idempotencyKey();
}
