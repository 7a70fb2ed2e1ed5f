package dev.sluice.gateway.http.document;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Optional;
import java.util.UUID;

/** The fields of a transfer of which one names the account that gives. */
@Schema(name = "TransferSource", description = "Exactly one of these names the account that gives")
public record TransferSource(
        @Schema(
                requiredMode = Schema.RequiredMode.NOT_REQUIRED,
                minLength = 1,
                maxLength = 255,
                example = "ann",
                description = "The caller's own id of a participant")
        Optional<String> sourceExternalId,

        @Schema(requiredMode = Schema.RequiredMode.NOT_REQUIRED, description = "A participant")
        Optional<UUID> sourceParticipantId,

        @Schema(requiredMode = Schema.RequiredMode.NOT_REQUIRED, description = "A group")
        Optional<UUID> sourceGroupId) {}
