package dev.sluice.gateway.stripe;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.sluice.schema.entity.ReservePlan;
import dev.sluice.schema.reply.ReservePlanRow;
import dev.sluice.schema.value.ReservePlanStatus;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Map;
import java.util.Optional;

/** A reserve plan as the dialect writes it. Of the two kinds of release, the one that the plan has not is left out. */
@JsonInclude(JsonInclude.Include.ALWAYS)
@Schema(name = "ReservePlanObject", description = "A rule by which part of each charge of an account is reserved")
public record PlanObject(
        @Schema(description = "Sorts by time", example = "resplan_019de2fb19007decb83cee497947f8f5")
        String id,

        @Schema(description = "What it is: reserve.plan") String object,

        @Schema(description = "When it was made, in Unix seconds", example = "1790000000")
        long created,

        @Schema(
                description = "application for a call",
                type = "string",
                allowableValues = {"application", "stripe"})
        String createdBy,

        @Schema(
                description = "The symbol, in lower case, of the asset whose charges it takes from; null for all",
                nullable = true,
                example = "usd")
        Optional<String> currency,

        @Schema(
                description = "When it had been disabled and nothing was reserved by it any more, in Unix seconds",
                nullable = true)
        Optional<Long> disabledAt,

        @JsonInclude(JsonInclude.Include.NON_ABSENT)
        @Schema(
                requiredMode = Schema.RequiredMode.NOT_REQUIRED,
                description = "The one date of all that it took; of type fixed_release only")
        Optional<ScheduleObject> fixedRelease,

        @Schema(description = "Always false") boolean livemode,
        @Schema(description = "What callers keep with it") Map<String, String> metadata,

        @Schema(description = "How much of each charge is reserved", example = "10")
        int percent,

        @JsonInclude(JsonInclude.Include.NON_ABSENT)
        @Schema(
                requiredMode = Schema.RequiredMode.NOT_REQUIRED,
                description = "How long each charge's share is reserved; of type rolling_release only")
        Optional<RollingRelease> rollingRelease,

        @Schema(
                description = "disabled from the call on that disables it; disabled_at is set when all is released",
                type = "string",
                allowableValues = {"active", "disabled", "expired"})
        String status,

        @Schema(
                description = "Which of the two kinds of release it has; it never changes",
                type = "string",
                allowableValues = {"fixed_release", "rolling_release"})
        String type) {

    static final String FIXED = "fixed_release";
    static final String ROLLING = "rolling_release";

    /** Each charge by itself. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    @Schema(description = "How long the share of each charge is reserved")
    public record RollingRelease(
            @Schema(description = "Days from the charge on", example = "30")
            int daysAfterCharge,

            @Schema(description = "When the plan stops taking, in Unix seconds", nullable = true)
            Optional<Long> expiresOn) {

        static RollingRelease of(ReservePlan.RollingRelease release) {
            return new RollingRelease(
                    release.daysAfterCharge(), release.expiresOn().map(Written::time));
        }
    }

    static PlanObject of(ReservePlanRow row) {
        var plan = row.plan();
        return new PlanObject(
                ReserveThing.PLAN.idOf(plan.id().value()),
                "reserve.plan",
                Written.time(plan.createdAt()),
                Written.creator(plan.createdBy()),
                row.symbol().map(Written::currency),
                plan.disabledAt().map(Written::time),
                plan.fixedRelease().map(ScheduleObject::of),
                false,
                plan.metadata(),
                plan.percent(),
                plan.rollingRelease().map(RollingRelease::of),
                statusOf(plan.status()),
                plan.fixedRelease().isPresent() ? FIXED : ROLLING);
    }

    /** {@code disabling} is what Stripe calls a plan that is still giving back what it took. */
    private static String statusOf(ReservePlanStatus status) {
        return switch (status) {
            case ACTIVE -> "active";
            case DISABLING -> "disabling";
            case DISABLED -> "disabled";
            case EXPIRED -> "expired";
        };
    }
}
