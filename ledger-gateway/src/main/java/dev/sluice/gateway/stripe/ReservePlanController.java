package dev.sluice.gateway.stripe;

import dev.sluice.gateway.security.Scopes;
import dev.sluice.gateway.stripe.document.ReserveBodies.CreatePlan;
import dev.sluice.gateway.stripe.document.ReserveBodies.UpdatePlan;
import dev.sluice.gateway.stripe.document.ReserveCommandAnswers;
import dev.sluice.gateway.stripe.document.ReserveLists;
import dev.sluice.gateway.stripe.document.ReserveQuestionAnswers;
import dev.sluice.schema.rejection.RejectionCode;
import dev.sluice.schema.request.CreateReservePlan;
import dev.sluice.schema.request.DisableReservePlan;
import dev.sluice.schema.request.GetReservePlan;
import dev.sluice.schema.request.ListReservePlans;
import dev.sluice.schema.request.UpdateReservePlan;
import dev.sluice.schema.value.Quoted;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.security.annotation.Secured;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Reserve plans: rules by which part of each charge is reserved. */
@Controller(ErrorEnvelope.PATH + "/plans")
@Consumes(MediaType.ALL)
@Produces(MediaType.APPLICATION_JSON)
final class ReservePlanController {

    private static final String FIXED_DATE = "fixed_release[release_after]";
    private static final String DAYS = "rolling_release[days_after_charge]";
    private static final String EXPIRES_ON = "rolling_release[expires_on]";
    private static final String FORM =
            "percent=10&currency=usd&type=rolling_release&rolling_release[days_after_charge]=30";
    private static final String JSON = """
        {"percent": 10, "currency": "usd", "type": "rolling_release", "rolling_release": {"days_after_charge": 30}}\
        """;
    private static final String CHANGE = "percent=15&rolling_release[expires_on]=";
    private static final String EXAMPLE = """
        {"id": "resplan_019de2fb19007decb83cee497947f8f7", "object": "reserve.plan", "created": 1790000000,
         "created_by": "application", "currency": "usd", "disabled_at": null, "livemode": false, "metadata": {},
         "percent": 10, "rolling_release": {"days_after_charge": 30, "expires_on": null}, "status": "active",
         "type": "rolling_release"}\
        """;

    private final ParameterReader reader;
    private final ReserveCalls ledger;

    ReservePlanController(ParameterReader reader, ReserveCalls ledger) {
        this.reader = reader;
        this.ledger = ledger;
    }

    @Post
    @Secured(Scopes.WRITE)
    @Operation(
            summary = "Make a plan",
            description =
                    "From now on part of each charge is reserved: of each CREDIT with a source_charge, and of each"
                            + " incoming transfer. At most one active plan for a currency, and one for all.")
    @ApiResponse(
            responseCode = "200",
            description = "The plan",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = PlanObject.class),
                            examples = @ExampleObject(name = "answer", value = EXAMPLE)))
    @ReserveCommandAnswers
    @RequestBody(
            required = true,
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_FORM_URLENCODED,
                        schema = @Schema(implementation = CreatePlan.class),
                        examples = @ExampleObject(name = "form", value = FORM)),
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = CreatePlan.class),
                        examples = @ExampleObject(name = "json", value = JSON))
            })
    CompletableFuture<HttpResponse<byte[]>> create(HttpRequest<byte[]> http) {
        var call = reader.command(http)
                .smallNumber("percent", "percent")
                .currency()
                .time(FIXED_DATE, "release_after")
                .smallNumber(DAYS, "days_after_charge")
                .time(EXPIRES_ON, "expires_on")
                .metadata()
                .expands(Set.of());
        return ledger.plan(ofItsType(call).to(CreateReservePlan.class));
    }

    @Get
    @Secured(Scopes.READ)
    @Operation(
            summary = "List the plans",
            description = "Newest first.",
            parameters = {
                @Parameter(
                        name = "currency",
                        in = ParameterIn.QUERY,
                        description = "Only of the asset with this symbol",
                        schema = @Schema(type = "string")),
                @Parameter(
                        name = "limit",
                        in = ParameterIn.QUERY,
                        description = "How many, 10 when absent",
                        schema = @Schema(type = "integer", format = "int32", minimum = "1", maximum = "100")),
                @Parameter(
                        name = "starting_after",
                        in = ParameterIn.QUERY,
                        description = "The page begins behind the one with this id",
                        schema = @Schema(type = "string")),
                @Parameter(
                        name = "ending_before",
                        in = ParameterIn.QUERY,
                        description = "The page ends before the one with this id; not beside starting_after",
                        schema = @Schema(type = "string"))
            })
    @ApiResponse(
            responseCode = "200",
            description = "The page",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = ReserveLists.Plans.class)))
    @ReserveQuestionAnswers
    CompletableFuture<HttpResponse<byte[]>> list(HttpRequest<?> http) {
        return ledger.plans(reader.question(http)
                .currency()
                .page(ReserveThing.PLAN)
                .expands(Set.of())
                .to(ListReservePlans.class));
    }

    @Get("/{id}")
    @Secured(Scopes.READ)
    @Operation(summary = "Read a plan", description = "As it stands now.")
    @ApiResponse(
            responseCode = "200",
            description = "The plan",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = PlanObject.class),
                            examples = @ExampleObject(name = "answer", value = EXAMPLE)))
    @ReserveQuestionAnswers
    CompletableFuture<HttpResponse<byte[]>> retrieve(
            HttpRequest<?> http, @Parameter(description = "The id") @PathVariable("id") String id) {
        return ledger.plan(reader.question(http)
                .at("reserve_plan", ReserveThing.PLAN, id)
                .expands(Set.of())
                .to(GetReservePlan.class));
    }

    @Post("/{id}")
    @Secured(Scopes.WRITE)
    @Operation(
            summary = "Change a plan",
            description =
                    "A fixed date moves all that the plan took; percent and days are of future charges. Its type and"
                            + " currency never change.")
    @ApiResponse(
            responseCode = "200",
            description = "The plan",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = PlanObject.class),
                            examples = @ExampleObject(name = "answer", value = EXAMPLE)))
    @ReserveCommandAnswers
    @RequestBody(
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_FORM_URLENCODED,
                        schema = @Schema(implementation = UpdatePlan.class),
                        examples = @ExampleObject(name = "form", value = CHANGE)),
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = UpdatePlan.class))
            })
    CompletableFuture<HttpResponse<byte[]>> update(
            HttpRequest<byte[]> http, @Parameter(description = "The id") @PathVariable("id") String id) {
        return ledger.plan(reader.command(http)
                .at("reserve_plan", ReserveThing.PLAN, id)
                .smallNumber("percent", "percent")
                .time(FIXED_DATE, "release_after")
                .smallNumber(DAYS, "days_after_charge")
                .clearableTime(EXPIRES_ON, "expires_on")
                .metadataChange()
                .expands(Set.of())
                .to(UpdateReservePlan.class));
    }

    @Post("/{id}/disable")
    @Secured(Scopes.WRITE)
    @Operation(
            summary = "Disable a plan",
            description =
                    "Final: it reserves nothing from now on, and all that it took is given back. Twice is the same as"
                            + " once.")
    @ApiResponse(
            responseCode = "200",
            description = "The plan",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = PlanObject.class),
                            examples = @ExampleObject(name = "answer", value = EXAMPLE)))
    @ReserveCommandAnswers
    CompletableFuture<HttpResponse<byte[]>> disable(
            HttpRequest<byte[]> http, @Parameter(description = "The id") @PathVariable("id") String id) {
        return ledger.plan(reader.command(http)
                .at("reserve_plan", ReserveThing.PLAN, id)
                .expands(Set.of())
                .to(DisableReservePlan.class));
    }

    /** The parameter {@code type} tells which of two objects there must be, and that the other may not be. */
    private static Translation ofItsType(Translation call) {
        var type = call.take("type");
        return switch (type.orElse("")) {
            case PlanObject.FIXED ->
                call.required(FIXED_DATE, "release_after")
                        .unwanted(DAYS, "days_after_charge", "Expected none beside type fixed_release")
                        .unwanted(EXPIRES_ON, "expires_on", "Expected none beside type fixed_release");
            case PlanObject.ROLLING ->
                call.required(DAYS, "days_after_charge")
                        .unwanted(FIXED_DATE, "release_after", "Expected none beside type rolling_release");
            default ->
                call.refused(
                        type.isEmpty() ? RejectionCode.MISSING_FIELD : RejectionCode.INVALID_FIELD,
                        "type",
                        "Expected one of fixed_release, rolling_release, but "
                                + type.map(other -> "got " + Quoted.of(other)).orElse("it is missing"));
        };
    }
}
