package dev.sluice.gateway.http;

import dev.sluice.gateway.http.document.Bodies.CreateAssetBody;
import dev.sluice.gateway.http.document.Bodies.UpdateAssetBody;
import dev.sluice.gateway.http.document.CommandAnswers;
import dev.sluice.gateway.http.document.QuestionAnswers;
import dev.sluice.gateway.security.Scopes;
import dev.sluice.schema.entity.Asset;
import dev.sluice.schema.reply.AssetPage;
import dev.sluice.schema.request.CreateAsset;
import dev.sluice.schema.request.GetAsset;
import dev.sluice.schema.request.ListAssets;
import dev.sluice.schema.request.UpdateAsset;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.AssetStatus;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Patch;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.security.annotation.Secured;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Assets: the kinds of value. */
@Controller("/v1/assets")
@Consumes(MediaType.ALL)
@Produces(MediaType.APPLICATION_JSON)
final class AssetController {

    private final SubmissionReader reader;
    private final LedgerCalls ledger;

    AssetController(SubmissionReader reader, LedgerCalls ledger) {
        this.reader = reader;
        this.ledger = ledger;
    }

    @Post
    @Secured(Scopes.ADMIN)
    @Operation(
            summary = "Make an asset",
            description = "The same symbol with the same settings answers what exists, with 200.")
    @ApiResponse(
            responseCode = "201",
            description = "Made",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = Asset.class)))
    @ApiResponse(
            responseCode = "200",
            description = "It exists, and is answered as it is now",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = Asset.class)))
    @CommandAnswers
    CompletableFuture<HttpResponse<byte[]>> createAsset(
            HttpRequest<?> http,
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = "application/json",
                                            schema = @Schema(implementation = CreateAssetBody.class)))
                    @Body
                    byte[] body) {
        var request = reader.command(http, body)
                .made(
                        CreateAsset.class,
                        (create, key) -> AssetId.ofSymbol(create.symbol()).account());
        return ledger.ask(http, request);
    }

    @Get
    @Secured(Scopes.READ)
    @Operation(
            summary = "List assets",
            description = "In the order of their ids.",
            parameters = {
                @Parameter(
                        name = "status",
                        in = ParameterIn.QUERY,
                        description = "Only assets in this state",
                        schema = @Schema(implementation = AssetStatus.class)),
                @Parameter(
                        name = "limit",
                        in = ParameterIn.QUERY,
                        description = "How many rows, 50 when absent",
                        schema = @Schema(type = "integer", format = "int32", minimum = "1", maximum = "200")),
                @Parameter(
                        name = "cursor",
                        in = ParameterIn.QUERY,
                        description = "The next_cursor of the page before",
                        schema = @Schema(type = "string"))
            })
    @ApiResponse(
            responseCode = "200",
            description = "The answer",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = AssetPage.class)))
    @QuestionAnswers
    CompletableFuture<HttpResponse<byte[]>> listAssets(HttpRequest<?> http) {
        var request = reader.question(http).made(ListAssets.class, (list, key) -> Catalogue.ANY_ACCOUNT);
        return ledger.ask(http, request);
    }

    @Get("/{id}")
    @Secured(Scopes.READ)
    @Operation(summary = "Read an asset")
    @ApiResponse(
            responseCode = "200",
            description = "The answer",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = Asset.class)))
    @QuestionAnswers
    CompletableFuture<HttpResponse<byte[]>> getAsset(
            HttpRequest<?> http,
            @Parameter(schema = @Schema(type = "string", format = "uuid")) @PathVariable("id") String id) {
        return ledger.ask(http, reader.question(http).to(Optional.empty(), "id", id, GetAsset.class));
    }

    @Patch("/{id}")
    @Secured(Scopes.ADMIN)
    @Operation(
            summary = "Change an asset",
            description = "What is not given is left as it is; null clears max_transaction_amount; ARCHIVED is final.")
    @ApiResponse(
            responseCode = "200",
            description = "Done",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = Asset.class)))
    @CommandAnswers
    CompletableFuture<HttpResponse<byte[]>> updateAsset(
            HttpRequest<?> http,
            @Parameter(schema = @Schema(type = "string", format = "uuid")) @PathVariable("id") String id,
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = "application/json",
                                            schema = @Schema(implementation = UpdateAssetBody.class)))
                    @Body
                    byte[] body) {
        return ledger.ask(http, reader.command(http, body).to(Optional.empty(), "id", id, UpdateAsset.class));
    }
}
