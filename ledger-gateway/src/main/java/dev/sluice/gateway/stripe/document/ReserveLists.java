package dev.sluice.gateway.stripe.document;

import dev.sluice.gateway.stripe.HoldObject;
import dev.sluice.gateway.stripe.PlanObject;
import dev.sluice.gateway.stripe.ReleaseObject;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/** Pages of lists, newest first. */
public final class ReserveLists {

    private static final String HAS_MORE = "Whether there are more in the direction in which the list is read";
    private static final String URL = "The path of the list";

    private ReserveLists() {}

    /** Of holds. */
    @Schema(name = "ReserveHoldList", description = "A page of holds, newest first")
    public record Holds(
            @Schema(description = "What it is: list") String object,
            @Schema(description = "The holds") List<HoldObject> data,
            @Schema(description = HAS_MORE) boolean hasMore,

            @Schema(description = URL, example = "/v1/reserve/holds")
            String url) {}

    /** Of releases. */
    @Schema(name = "ReserveReleaseList", description = "A page of releases, newest first")
    public record Releases(
            @Schema(description = "What it is: list") String object,
            @Schema(description = "The releases") List<ReleaseObject> data,
            @Schema(description = HAS_MORE) boolean hasMore,

            @Schema(description = URL, example = "/v1/reserve/releases")
            String url) {}

    /** Of plans. */
    @Schema(name = "ReservePlanList", description = "A page of plans, newest first")
    public record Plans(
            @Schema(description = "What it is: list") String object,
            @Schema(description = "The plans") List<PlanObject> data,
            @Schema(description = HAS_MORE) boolean hasMore,

            @Schema(description = URL, example = "/v1/reserve/plans")
            String url) {}
}
