package dev.sluice.schema.entity;

import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.AccountKind;
import dev.sluice.schema.value.AccountStatus;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A person or customer.
 *
 * @param id the version 5 UUID of the external id
 * @param attributes what the caller wants kept
 */
public record Participant(
        AccountId id,
        String externalId,
        AccountStatus status,
        Optional<String> displayName,
        Map<String, Object> attributes,
        Instant createdAt,
        Instant updatedAt)
        implements Owner {

    @Override
    public AccountKind kind() {
        return AccountKind.PARTICIPANT;
    }
}
