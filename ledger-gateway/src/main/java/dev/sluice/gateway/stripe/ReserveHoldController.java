package dev.sluice.gateway.stripe;

import dev.sluice.gateway.security.Scopes;
import dev.sluice.gateway.stripe.document.ReserveBodies.CreateHold;
import dev.sluice.gateway.stripe.document.ReserveBodies.UpdateHold;
import dev.sluice.gateway.stripe.document.ReserveCommandAnswers;
import dev.sluice.gateway.stripe.document.ReserveLists;
import dev.sluice.gateway.stripe.document.ReserveQuestionAnswers;
import dev.sluice.schema.request.CreateReserveHold;
import dev.sluice.schema.request.GetReserveHold;
import dev.sluice.schema.request.ListReserveHolds;
import dev.sluice.schema.request.UpdateReserveHold;
import dev.sluice.schema.value.ReserveSourceType;
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
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.util.concurrent.CompletableFuture;

/** Reserve holds: value that is kept back until its time. */
@Controller(ErrorEnvelope.PATH + "/holds")
@Consumes(MediaType.ALL)
@Produces(MediaType.APPLICATION_JSON)
final class ReserveHoldController {

    private static final String FORM =
            "amount=10000&currency=usd&release_schedule[release_after]=1798761600&metadata[order]=17";
    private static final String JSON = """
        {"amount": 10000, "currency": "usd", "release_schedule": {"release_after": 1798761600}, "metadata": {"order": "17"}}\
        """;
    private static final String CHANGE = "release_schedule[release_after]=1799366400&metadata[order]=";
    private static final String EXAMPLE = """
        {"id": "reshold_019de2fb19007decb83cee497947f8f5", "object": "reserve.hold", "amount": 10000, "amount_releasable": 10000,
         "created": 1790000000, "created_by": "application", "currency": "usd", "is_releasable": true, "livemode": false,
         "metadata": {"order": "17"}, "reason": "standalone",
         "release_schedule": {"release_after": 1798761600, "scheduled_release": 1798848000},
         "reserve_plan": null, "source_charge": null, "source_type": "card"}\
        """;

    private final ParameterReader reader;
    private final ReserveCalls ledger;

    ReserveHoldController(ParameterReader reader, ReserveCalls ledger) {
        this.reader = reader;
        this.ledger = ledger;
    }

    @Post
    @Secured(Scopes.WRITE)
    @Operation(
            summary = "Reserve value",
            description = "Moves value of AVAILABLE under a hold that releases itself at its time.")
    @ApiResponse(
            responseCode = "200",
            description = "The hold",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = HoldObject.class),
                            examples = @ExampleObject(name = "answer", value = EXAMPLE)))
    @ReserveCommandAnswers
    @RequestBody(
            required = true,
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_FORM_URLENCODED,
                        schema = @Schema(implementation = CreateHold.class),
                        examples = @ExampleObject(name = "form", value = FORM)),
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = CreateHold.class),
                        examples = @ExampleObject(name = "json", value = JSON))
            })
    CompletableFuture<HttpResponse<byte[]>> create(HttpRequest<byte[]> http) {
        return ledger.hold(reader.command(http)
                .wholeNumber("amount", "smallest_units")
                .currency()
                .time("release_schedule[release_after]", "release_after")
                .constant("source_type", "source_type", ReserveSourceType.class)
                .metadata()
                .expands(Expansion.OF_HOLDS)
                .to(CreateReserveHold.class));
    }

    @Get
    @Secured(Scopes.READ)
    @Operation(
            summary = "List the holds",
            description = "Newest first.",
            parameters = {
                @Parameter(
                        name = "currency",
                        in = ParameterIn.QUERY,
                        description = "Only of the asset with this symbol",
                        schema = @Schema(type = "string")),
                @Parameter(
                        name = "is_releasable",
                        in = ParameterIn.QUERY,
                        description = "Only those with something left to release, or without",
                        schema = @Schema(type = "boolean")),
                @Parameter(
                        name = "reserve_plan",
                        in = ParameterIn.QUERY,
                        description = "Only those that this plan took",
                        schema = @Schema(type = "string")),
                @Parameter(
                        name = "reserve_release",
                        in = ParameterIn.QUERY,
                        description = "Only those that this release drew on",
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
                        schema = @Schema(type = "string")),
                @Parameter(
                        name = "expand[]",
                        in = ParameterIn.QUERY,
                        description = "What is shown instead of its id: data.reserve_plan",
                        array = @ArraySchema(schema = @Schema(type = "string")))
            })
    @ApiResponse(
            responseCode = "200",
            description = "The page",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = ReserveLists.Holds.class)))
    @ReserveQuestionAnswers
    CompletableFuture<HttpResponse<byte[]>> list(HttpRequest<?> http) {
        return ledger.holds(reader.question(http)
                .currency()
                .flag("is_releasable", "is_releasable")
                .id("reserve_plan", "reserve_plan", ReserveThing.PLAN)
                .id("reserve_release", "reserve_release", ReserveThing.RELEASE)
                .page(ReserveThing.HOLD)
                .expandsItems(Expansion.OF_HOLDS)
                .to(ListReserveHolds.class));
    }

    @Get("/{id}")
    @Secured(Scopes.READ)
    @Operation(
            summary = "Read a hold",
            description = "As it stands now.",
            parameters = {
                @Parameter(
                        name = "expand[]",
                        in = ParameterIn.QUERY,
                        description = "What is shown instead of its id: reserve_plan",
                        array = @ArraySchema(schema = @Schema(type = "string")))
            })
    @ApiResponse(
            responseCode = "200",
            description = "The hold",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = HoldObject.class),
                            examples = @ExampleObject(name = "answer", value = EXAMPLE)))
    @ReserveQuestionAnswers
    CompletableFuture<HttpResponse<byte[]>> retrieve(
            HttpRequest<?> http, @Parameter(description = "The id") @PathVariable("id") String id) {
        return ledger.hold(reader.question(http)
                .at("reserve_hold", ReserveThing.HOLD, id)
                .expands(Expansion.OF_HOLDS)
                .to(GetReserveHold.class));
    }

    @Post("/{id}")
    @Secured(Scopes.WRITE)
    @Operation(summary = "Change a hold", description = "Its time, before that has come, and its metadata.")
    @ApiResponse(
            responseCode = "200",
            description = "The hold",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = HoldObject.class),
                            examples = @ExampleObject(name = "answer", value = EXAMPLE)))
    @ReserveCommandAnswers
    @RequestBody(
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_FORM_URLENCODED,
                        schema = @Schema(implementation = UpdateHold.class),
                        examples = @ExampleObject(name = "form", value = CHANGE)),
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = UpdateHold.class))
            })
    CompletableFuture<HttpResponse<byte[]>> update(
            HttpRequest<byte[]> http, @Parameter(description = "The id") @PathVariable("id") String id) {
        return ledger.hold(reader.command(http)
                .at("reserve_hold", ReserveThing.HOLD, id)
                .time("release_schedule[release_after]", "release_after")
                .metadataChange()
                .expands(Expansion.OF_HOLDS)
                .to(UpdateReserveHold.class));
    }
}
