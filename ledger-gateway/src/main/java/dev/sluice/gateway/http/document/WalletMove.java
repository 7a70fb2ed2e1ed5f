package dev.sluice.gateway.http.document;

import dev.sluice.schema.value.Amount;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Map;
import java.util.Optional;

/** The body of the calls that fill and empty a program's wallet; the program and the asset are in the path. */
@Schema(name = "WalletMove")
public record WalletMove(
        Amount amount,

        @Schema(minLength = 1, maxLength = 500, description = "Why, for people")
        String description,

        @Schema(
                requiredMode = Schema.RequiredMode.NOT_REQUIRED,
                minLength = 1,
                maxLength = 255,
                description = "The caller's own name for what this belongs to")
        Optional<String> referenceId,

        @Schema(
                requiredMode = Schema.RequiredMode.NOT_REQUIRED,
                description = "Kept in the journal entry: at most 50 keys of 40 characters with values of 500")
        Map<String, String> metadata) {}
