package dev.sluice.gateway.http.document;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Optional;

/** The field that every writing call may have beside the fields of its operation. */
@Schema(name = "Keyed", description = "Makes a call safe to repeat")
public record Keyed(
        @Schema(
                requiredMode = Schema.RequiredMode.NOT_REQUIRED,
                minLength = 1,
                maxLength = 255,
                example = "order-17",
                description = "The same as the Idempotency-Key header; one is made where neither is given."
                        + " The same key with the same meaning gets the first answer again. Keys are remembered for"
                        + " each account: the same key on another account is another request")
        Optional<String> idempotencyKey) {}
