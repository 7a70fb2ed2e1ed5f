package dev.sluice.gateway.stripe.document;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The parameters of writing calls, as a form or as JSON. */
public final class ReserveBodies {

    private static final String METADATA =
            "Kept with it: at most 50 keys of 40 characters with values of 500; in a form metadata[key]=value";
    private static final String METADATA_CHANGE = "Keys to be set; an empty value unsets its key, and an empty metadata"
            + " all of them. In a form metadata[key]=value, metadata[key]= and metadata=";
    private static final String EXPAND = "What the answer shows instead of its id; in a form expand[]=…";
    private static final String CURRENCY = "The asset's symbol, in lower case as a rule";
    private static final String TIME = "1798761600";

    private ReserveBodies() {}

    /** The date at which a hold is given back. */
    @Schema(description = "When it is given back by itself")
    public record Schedule(
            @Schema(
                    description = "A time 3 to 180 days from now, in Unix seconds; it happens at 00:00 UTC of the"
                            + " next day. In a form release_schedule[release_after]=…",
                    example = TIME)
            long releaseAfter) {}

    /** The one date of a plan. */
    @Schema(description = "The one date of all that the plan takes")
    public record FixedRelease(
            @Schema(description = "A time 3 to 180 days from now, in Unix seconds", example = TIME)
            long releaseAfter) {}

    /** The time for which a plan reserves its share of each charge. */
    @Schema(description = "How long the share of each charge is reserved")
    public record RollingRelease(
            @Schema(
                    requiredMode = Schema.RequiredMode.NOT_REQUIRED,
                    description = "3 to 180; required where the plan is made",
                    example = "30")
            Optional<Integer> daysAfterCharge,

            @Schema(
                    requiredMode = Schema.RequiredMode.NOT_REQUIRED,
                    description = "When the plan stops taking, in Unix seconds; empty clears it",
                    nullable = true)
            Optional<Long> expiresOn) {}

    /** The body of a call that makes a hold. */
    @Schema(name = "CreateReserveHoldBody", description = "What is to be reserved")
    public record CreateHold(
            @Schema(
                    description = "How much, in the smallest unit",
                    minimum = "1",
                    maximum = "9007199254740991",
                    example = "10000")
            long amount,

            @Schema(description = CURRENCY, example = "usd") String currency,

            @Schema(description = "When it is given back by itself")
            Schedule releaseSchedule,

            @Schema(
                    requiredMode = Schema.RequiredMode.NOT_REQUIRED,
                    description = "The balance that it is said to be reserved from; kept and told, card when absent",
                    type = "string",
                    allowableValues = {"bank_account", "card", "fpx"})
            Optional<String> sourceType,

            @Schema(requiredMode = Schema.RequiredMode.NOT_REQUIRED, description = METADATA)
            Map<String, String> metadata,

            @Schema(requiredMode = Schema.RequiredMode.NOT_REQUIRED, description = EXPAND)
            List<String> expand) {}

    /** The body of a call that changes a hold. */
    @Schema(name = "UpdateReserveHoldBody", description = "What is to change")
    public record UpdateHold(
            @Schema(
                    requiredMode = Schema.RequiredMode.NOT_REQUIRED,
                    description = "When it is given back by itself instead")
            Optional<Schedule> releaseSchedule,

            @Schema(requiredMode = Schema.RequiredMode.NOT_REQUIRED, description = METADATA_CHANGE)
            Map<String, String> metadata,

            @Schema(requiredMode = Schema.RequiredMode.NOT_REQUIRED, description = EXPAND)
            List<String> expand) {}

    /** The body of a call that makes a release. */
    @Schema(name = "CreateReserveReleaseBody", description = "What is to be given back")
    public record CreateRelease(
            @Schema(description = "The hold that it is of", example = "reshold_019de2fb19007decb83cee497947f8f5")
            String reserveHold,

            @Schema(
                    requiredMode = Schema.RequiredMode.NOT_REQUIRED,
                    description = "How much, in the smallest unit; all that is left when absent",
                    minimum = "1",
                    maximum = "9007199254740991",
                    example = "500")
            Optional<Long> amount,

            @Schema(
                    requiredMode = Schema.RequiredMode.NOT_REQUIRED,
                    description = "If given, it must be the hold's",
                    example = "usd")
            Optional<String> currency,

            @Schema(requiredMode = Schema.RequiredMode.NOT_REQUIRED, description = METADATA)
            Map<String, String> metadata,

            @Schema(requiredMode = Schema.RequiredMode.NOT_REQUIRED, description = EXPAND)
            List<String> expand) {}

    /** The body of a call that changes a release. */
    @Schema(name = "UpdateReserveReleaseBody", description = "What is to change: metadata only")
    public record UpdateRelease(
            @Schema(requiredMode = Schema.RequiredMode.NOT_REQUIRED, description = METADATA_CHANGE)
            Map<String, String> metadata,

            @Schema(requiredMode = Schema.RequiredMode.NOT_REQUIRED, description = EXPAND)
            List<String> expand) {}

    /** The body of a call that makes a plan. */
    @Schema(name = "CreateReservePlanBody", description = "The rule that is to be")
    public record CreatePlan(
            @Schema(description = "How much of each charge is reserved", minimum = "1", maximum = "100", example = "10")
            int percent,

            @Schema(
                    description = "Which of the two kinds of release it has",
                    type = "string",
                    allowableValues = {"fixed_release", "rolling_release"})
            String type,

            @Schema(requiredMode = Schema.RequiredMode.NOT_REQUIRED, description = "Required of type fixed_release")
            Optional<FixedRelease> fixedRelease,

            @Schema(requiredMode = Schema.RequiredMode.NOT_REQUIRED, description = "Required of type rolling_release")
            Optional<RollingRelease> rollingRelease,

            @Schema(
                    requiredMode = Schema.RequiredMode.NOT_REQUIRED,
                    description = CURRENCY + "; of all charges when absent",
                    example = "usd")
            Optional<String> currency,

            @Schema(requiredMode = Schema.RequiredMode.NOT_REQUIRED, description = METADATA)
            Map<String, String> metadata) {}

    /** The body of a call that changes a plan. */
    @Schema(name = "UpdateReservePlanBody", description = "What is to change")
    public record UpdatePlan(
            @Schema(
                    requiredMode = Schema.RequiredMode.NOT_REQUIRED,
                    description = "How much of each future charge is reserved",
                    minimum = "1",
                    maximum = "100")
            Optional<Integer> percent,

            @Schema(
                    requiredMode = Schema.RequiredMode.NOT_REQUIRED,
                    description = "The new date of all that the plan took and takes; of type fixed_release only")
            Optional<FixedRelease> fixedRelease,

            @Schema(
                    requiredMode = Schema.RequiredMode.NOT_REQUIRED,
                    description =
                            "How long the share of each future charge is reserved; of type rolling_release" + " only")
            Optional<RollingRelease> rollingRelease,

            @Schema(requiredMode = Schema.RequiredMode.NOT_REQUIRED, description = METADATA_CHANGE)
            Map<String, String> metadata) {}
}
