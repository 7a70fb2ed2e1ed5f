package dev.sluice.gateway.stripe;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.sluice.schema.reply.ReserveReleaseRow;
import dev.sluice.schema.value.SourceTransactionType;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigInteger;
import java.util.Map;
import java.util.Optional;

/**
 * A reserve release as the dialect writes it. What has no value is null, and not left out.
 *
 * @param reserveHold an id, or a {@link HoldObject} where it was to be expanded
 * @param reservePlan an id, or a {@link PlanObject} where it was to be expanded
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
@Schema(name = "ReserveReleaseObject", description = "Reserved value that was given back")
public record ReleaseObject(
        @Schema(description = "Sorts by time", example = "resrel_019de2fb19007decb83cee497947f8f5")
        String id,

        @Schema(description = "What it is: reserve.release") String object,

        @Schema(description = "What was given back, in the smallest unit", example = "500")
        BigInteger amount,

        @Schema(description = "When it was made, in Unix seconds", example = "1790000000")
        long created,

        @Schema(
                description = "application for a call, stripe for what the ledger did by itself",
                type = "string",
                allowableValues = {"application", "stripe"})
        String createdBy,

        @Schema(description = "The asset's symbol in lower case", example = "usd")
        String currency,

        @Schema(description = "Always false") boolean livemode,
        @Schema(description = "What callers keep with it") Map<String, String> metadata,

        @Schema(
                description = "Why it was given back",
                type = "string",
                allowableValues = {"bulk_hold_expiry", "hold_released_early", "hold_reversed", "plan_disabled"})
        String reason,

        @Schema(description = "When it was given back, in Unix seconds", example = "1790000000")
        long releasedAt,

        @Schema(
                description = "The hold that it is of, if it is the only one: its id, or with expand[] the hold",
                nullable = true,
                oneOf = {String.class, HoldObject.class})
        Optional<Object> reserveHold,

        @Schema(
                description = "The plan whose schedule or end it comes from: its id, or with expand[] the plan",
                nullable = true,
                oneOf = {String.class, PlanObject.class})
        Optional<Object> reservePlan,

        @Schema(description = "What used the reserve", nullable = true)
        Optional<Source> sourceTransaction) {

    /** The transaction that takes a charge back. */
    @Schema(description = "A refund or a dispute")
    public record Source(
            @Schema(
                    description = "Which of the two it is",
                    type = "string",
                    allowableValues = {"dispute", "refund"})
            String type,

            @Schema(
                    requiredMode = Schema.RequiredMode.NOT_REQUIRED,
                    description = "The caller's own name of the dispute")
            Optional<String> dispute,

            @Schema(
                    requiredMode = Schema.RequiredMode.NOT_REQUIRED,
                    description = "The caller's own name of the refund")
            Optional<String> refund) {

        static Source of(SourceTransactionType type, String name) {
            return switch (type) {
                case DISPUTE -> new Source("dispute", Optional.of(name), Optional.empty());
                case REFUND -> new Source("refund", Optional.empty(), Optional.of(name));
            };
        }
    }

    static ReleaseObject of(ReserveReleaseRow row, Optional<Object> reserveHold, Optional<Object> reservePlan) {
        var release = row.release();
        return new ReleaseObject(
                ReserveThing.RELEASE.idOf(release.id().value()),
                "reserve.release",
                Written.amount(release.amount()),
                Written.time(release.createdAt()),
                Written.creator(release.createdBy()),
                Written.currency(row.symbol()),
                false,
                release.metadata(),
                Written.constant(release.reason()),
                Written.time(release.createdAt()),
                reserveHold,
                reservePlan,
                release.sourceTransaction().map(source -> Source.of(source.type(), source.id())));
    }
}
