package dev.sluice.schema.journal;

import dev.sluice.schema.value.IdempotencyKey;
import dev.sluice.schema.value.ProgramId;
import java.util.Map;
import java.util.Optional;

/** What an entry says of why it was made; empty where time was the cause. */
public record Cause(
        Optional<ProgramId> programId,
        String description,
        Optional<String> referenceId,
        Map<String, String> metadata,
        Optional<IdempotencyKey> idempotencyKey) {}
