package dev.sluice.gateway.stripe;

import dev.sluice.gateway.security.Scopes;
import dev.sluice.gateway.stripe.document.ReserveBodies.CreateRelease;
import dev.sluice.gateway.stripe.document.ReserveBodies.UpdateRelease;
import dev.sluice.gateway.stripe.document.ReserveCommandAnswers;
import dev.sluice.gateway.stripe.document.ReserveLists;
import dev.sluice.gateway.stripe.document.ReserveQuestionAnswers;
import dev.sluice.schema.request.CreateReserveRelease;
import dev.sluice.schema.request.GetReserveRelease;
import dev.sluice.schema.request.ListReserveReleases;
import dev.sluice.schema.request.UpdateReserveRelease;
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

/** Reserve releases: value that is given back, by a call or by the ledger itself. */
@Controller(ErrorEnvelope.PATH + "/releases")
@Consumes(MediaType.ALL)
@Produces(MediaType.APPLICATION_JSON)
final class ReserveReleaseController {

    private static final String FORM =
            "reserve_hold=reshold_019de2fb19007decb83cee497947f8f5&amount=500&metadata[ticket]=A-3";
    private static final String JSON = """
        {"reserve_hold": "reshold_019de2fb19007decb83cee497947f8f5", "amount": 500, "metadata": {"ticket": "A-3"}}\
        """;
    private static final String CHANGE = "metadata[ticket]=A-4";
    private static final String EXAMPLE = """
        {"id": "resrel_019de2fb19007decb83cee497947f8f6", "object": "reserve.release", "amount": 500, "created": 1790000000,
         "created_by": "application", "currency": "usd", "livemode": false, "metadata": {"ticket": "A-3"},
         "reason": "hold_released_early", "released_at": 1790000000,
         "reserve_hold": "reshold_019de2fb19007decb83cee497947f8f5", "reserve_plan": null, "source_transaction": null}\
        """;

    private final ParameterReader reader;
    private final ReserveCalls ledger;

    ReserveReleaseController(ParameterReader reader, ReserveCalls ledger) {
        this.reader = reader;
        this.ledger = ledger;
    }

    @Post
    @Secured(Scopes.WRITE)
    @Operation(
            summary = "Release reserved value",
            description = "Gives value of one hold back before its time: an amount, or all that is left.")
    @ApiResponse(
            responseCode = "200",
            description = "The release",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = ReleaseObject.class),
                            examples = @ExampleObject(name = "answer", value = EXAMPLE)))
    @ReserveCommandAnswers
    @RequestBody(
            required = true,
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_FORM_URLENCODED,
                        schema = @Schema(implementation = CreateRelease.class),
                        examples = @ExampleObject(name = "form", value = FORM)),
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = CreateRelease.class),
                        examples = @ExampleObject(name = "json", value = JSON))
            })
    CompletableFuture<HttpResponse<byte[]>> create(HttpRequest<byte[]> http) {
        return ledger.release(reader.command(http)
                .id("reserve_hold", "reserve_hold", ReserveThing.HOLD)
                .wholeNumber("amount", "smallest_units")
                .currency()
                .metadata()
                .expands(Expansion.OF_RELEASES)
                .to(CreateReserveRelease.class));
    }

    @Get
    @Secured(Scopes.READ)
    @Operation(
            summary = "List the releases",
            description = "Newest first.",
            parameters = {
                @Parameter(
                        name = "currency",
                        in = ParameterIn.QUERY,
                        description = "Only of the asset with this symbol",
                        schema = @Schema(type = "string")),
                @Parameter(
                        name = "reserve_hold",
                        in = ParameterIn.QUERY,
                        description = "Only those that drew on this hold",
                        schema = @Schema(type = "string")),
                @Parameter(
                        name = "reserve_plan",
                        in = ParameterIn.QUERY,
                        description = "Only those of this plan's schedule or end",
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
                        description = "What is shown instead of its id: data.reserve_hold, data.reserve_plan,"
                                + " data.reserve_hold.reserve_plan",
                        array = @ArraySchema(schema = @Schema(type = "string")))
            })
    @ApiResponse(
            responseCode = "200",
            description = "The page",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = ReserveLists.Releases.class)))
    @ReserveQuestionAnswers
    CompletableFuture<HttpResponse<byte[]>> list(HttpRequest<?> http) {
        return ledger.releases(reader.question(http)
                .currency()
                .id("reserve_hold", "reserve_hold", ReserveThing.HOLD)
                .id("reserve_plan", "reserve_plan", ReserveThing.PLAN)
                .page(ReserveThing.RELEASE)
                .expandsItems(Expansion.OF_RELEASES)
                .to(ListReserveReleases.class));
    }

    @Get("/{id}")
    @Secured(Scopes.READ)
    @Operation(
            summary = "Read a release",
            description = "What was given back, and why.",
            parameters = {
                @Parameter(
                        name = "expand[]",
                        in = ParameterIn.QUERY,
                        description = "What is shown instead of its id: reserve_hold, reserve_plan,"
                                + " reserve_hold.reserve_plan",
                        array = @ArraySchema(schema = @Schema(type = "string")))
            })
    @ApiResponse(
            responseCode = "200",
            description = "The release",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = ReleaseObject.class),
                            examples = @ExampleObject(name = "answer", value = EXAMPLE)))
    @ReserveQuestionAnswers
    CompletableFuture<HttpResponse<byte[]>> retrieve(
            HttpRequest<?> http, @Parameter(description = "The id") @PathVariable("id") String id) {
        return ledger.release(reader.question(http)
                .at("reserve_release", ReserveThing.RELEASE, id)
                .expands(Expansion.OF_RELEASES)
                .to(GetReserveRelease.class));
    }

    @Post("/{id}")
    @Secured(Scopes.WRITE)
    @Operation(summary = "Change a release", description = "Its metadata; nothing else of it can change.")
    @ApiResponse(
            responseCode = "200",
            description = "The release",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = ReleaseObject.class),
                            examples = @ExampleObject(name = "answer", value = EXAMPLE)))
    @ReserveCommandAnswers
    @RequestBody(
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_FORM_URLENCODED,
                        schema = @Schema(implementation = UpdateRelease.class),
                        examples = @ExampleObject(name = "form", value = CHANGE)),
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = UpdateRelease.class))
            })
    CompletableFuture<HttpResponse<byte[]>> update(
            HttpRequest<byte[]> http, @Parameter(description = "The id") @PathVariable("id") String id) {
        return ledger.release(reader.command(http)
                .at("reserve_release", ReserveThing.RELEASE, id)
                .metadataChange()
                .expands(Expansion.OF_RELEASES)
                .to(UpdateReserveRelease.class));
    }
}
