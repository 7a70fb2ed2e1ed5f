package dev.sluice.gateway.http.document;

import dev.sluice.schema.reply.Adjusted;
import io.swagger.v3.oas.annotations.media.Schema;

/** The field of an adjustment that tells whether the others make a credit or a debit. */
@Schema(name = "AdjustType")
public record AdjustType(
        @Schema(description = "Which of the two it is") Adjusted.Type type) {}
