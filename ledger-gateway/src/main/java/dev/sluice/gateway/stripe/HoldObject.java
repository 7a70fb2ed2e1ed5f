package dev.sluice.gateway.stripe;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.sluice.schema.reply.ReserveHoldRow;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigInteger;
import java.util.Map;
import java.util.Optional;

/**
 * A reserve hold as the dialect writes it. What has no value is null, and not left out.
 *
 * @param reservePlan an id, or a {@link PlanObject} where it was to be expanded
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
@Schema(name = "ReserveHoldObject", description = "Value of an account that is reserved for refunds")
public record HoldObject(
        @Schema(description = "Sorts by time", example = "reshold_019de2fb19007decb83cee497947f8f5")
        String id,

        @Schema(description = "What it is: reserve.hold") String object,

        @Schema(description = "What was reserved, in the smallest unit; it never changes", example = "10000")
        BigInteger amount,

        @Schema(description = "What is left of it", example = "9500")
        BigInteger amountReleasable,

        @Schema(description = "When it was made, in Unix seconds", example = "1790000000")
        long created,

        @Schema(
                description = "application for a call, stripe for what the ledger did by itself",
                type = "string",
                allowableValues = {"application", "stripe"})
        String createdBy,

        @Schema(description = "The asset's symbol in lower case", example = "usd")
        String currency,

        @Schema(description = "Whether anything is left to release")
        boolean isReleasable,

        @Schema(description = "Always false") boolean livemode,
        @Schema(description = "What callers keep with it") Map<String, String> metadata,

        @Schema(
                description = "charge where a plan took it, standalone where a call asked for it",
                type = "string",
                allowableValues = {"charge", "standalone"})
        String reason,

        @Schema(description = "When what is left is given back by itself")
        ScheduleObject releaseSchedule,

        @Schema(
                description = "The plan that took it: its id, or with expand[] the plan",
                nullable = true,
                oneOf = {String.class, PlanObject.class})
        Optional<Object> reservePlan,

        @Schema(description = "The charge that it was taken of, by the caller's own name", nullable = true)
        Optional<String> sourceCharge,

        @Schema(
                description = "The balance that the caller says it is reserved from",
                type = "string",
                allowableValues = {"bank_account", "card", "fpx"})
        String sourceType) {

    static HoldObject of(ReserveHoldRow row, Optional<Object> reservePlan) {
        var hold = row.hold();
        return new HoldObject(
                ReserveThing.HOLD.idOf(hold.id().value()),
                "reserve.hold",
                Written.amount(hold.amount()),
                Written.amount(row.amountReleasable()),
                Written.time(hold.createdAt()),
                Written.creator(hold.createdBy()),
                Written.currency(row.symbol()),
                row.amountReleasable().isPositive(),
                false,
                hold.metadata(),
                Written.constant(hold.reason()),
                ScheduleObject.of(row.schedule()),
                reservePlan,
                hold.sourceCharge(),
                Written.constant(hold.sourceType()));
    }
}
