package dev.sluice.schema.entity;

import dev.sluice.schema.value.ProgramId;
import dev.sluice.schema.value.ProgramStatus;
import java.time.Instant;
import java.util.Optional;

/** A context that operations belong to, as every partition knows it and as callers see it. */
public record Program(
        ProgramId id,
        String name,
        Optional<String> description,
        ProgramStatus status,
        Instant createdAt,
        Instant updatedAt)
        implements CatalogEntity {}
