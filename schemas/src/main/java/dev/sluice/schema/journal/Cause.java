package dev.sluice.schema.journal;

import dev.sluice.schema.value.IdempotencyKey;
import dev.sluice.schema.value.ProgramId;
import java.util.Map;
import java.util.Optional;

/**
 * The cause of an entry.
 *
 * @param idempotencyKey of the request that caused it; absent where time did
 */
public record Cause(
        Optional<ProgramId> programId,
        String description,
        Optional<String> referenceId,
        Map<String, String> metadata,
        Optional<IdempotencyKey> idempotencyKey) {}
