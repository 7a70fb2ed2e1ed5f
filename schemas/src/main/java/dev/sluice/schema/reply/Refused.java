package dev.sluice.schema.reply;

import dev.sluice.schema.rejection.Rejection;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.IdempotencyKey;

/** The request was refused, and nothing of it was done. */
public record Refused(AccountId accountId, IdempotencyKey idempotencyKey, Rejection rejection) implements Reply {}
