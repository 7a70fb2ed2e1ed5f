package dev.sluice.gateway.http;

import dev.sluice.gateway.http.document.Bodies.CreateProgramBody;
import dev.sluice.gateway.http.document.Bodies.LinkAssetBody;
import dev.sluice.gateway.http.document.Bodies.UpdateProgramBody;
import dev.sluice.gateway.http.document.CommandAnswers;
import dev.sluice.gateway.http.document.QuestionAnswers;
import dev.sluice.gateway.security.Scopes;
import dev.sluice.schema.entity.Asset;
import dev.sluice.schema.entity.Program;
import dev.sluice.schema.reply.ProgramPage;
import dev.sluice.schema.request.CreateProgram;
import dev.sluice.schema.request.GetProgram;
import dev.sluice.schema.request.LinkAsset;
import dev.sluice.schema.request.ListPrograms;
import dev.sluice.schema.request.UpdateProgram;
import dev.sluice.schema.value.ProgramId;
import dev.sluice.schema.value.ProgramStatus;
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

/** Programs, and which assets are linked to them. */
@Controller("/v1/programs")
@Consumes(MediaType.ALL)
@Produces(MediaType.APPLICATION_JSON)
final class ProgramController {

    private final SubmissionReader reader;
    private final LedgerCalls ledger;

    ProgramController(SubmissionReader reader, LedgerCalls ledger) {
        this.reader = reader;
        this.ledger = ledger;
    }

    @Post
    @Secured(Scopes.ADMIN)
    @Operation(summary = "Make a program", description = "The same idempotency key makes no second one.")
    @ApiResponse(
            responseCode = "201",
            description = "Made",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = Program.class)))
    @ApiResponse(
            responseCode = "200",
            description = "It exists, and is answered as it is now",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = Program.class)))
    @CommandAnswers
    CompletableFuture<HttpResponse<byte[]>> createProgram(
            HttpRequest<?> http,
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = "application/json",
                                            schema = @Schema(implementation = CreateProgramBody.class)))
                    @Body
                    byte[] body) {
        var request = reader.command(http, body)
                .made(
                        CreateProgram.class,
                        (create, key) -> ProgramId.madeWith(key).account());
        return ledger.ask(http, request);
    }

    @Get
    @Secured(Scopes.READ)
    @Operation(
            summary = "List programs",
            description = "In the order of their ids.",
            parameters = {
                @Parameter(
                        name = "status",
                        in = ParameterIn.QUERY,
                        description = "Only programs in this state",
                        schema = @Schema(implementation = ProgramStatus.class)),
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
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = ProgramPage.class)))
    @QuestionAnswers
    CompletableFuture<HttpResponse<byte[]>> listPrograms(HttpRequest<?> http) {
        var request = reader.question(http).made(ListPrograms.class, (list, key) -> Catalogue.ANY_ACCOUNT);
        return ledger.ask(http, request);
    }

    @Get("/{id}")
    @Secured(Scopes.READ)
    @Operation(summary = "Read a program")
    @ApiResponse(
            responseCode = "200",
            description = "The answer",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = Program.class)))
    @QuestionAnswers
    CompletableFuture<HttpResponse<byte[]>> getProgram(
            HttpRequest<?> http,
            @Parameter(schema = @Schema(type = "string", format = "uuid")) @PathVariable("id") String id) {
        return ledger.ask(http, reader.question(http).to(Optional.empty(), "id", id, GetProgram.class));
    }

    @Patch("/{id}")
    @Secured(Scopes.ADMIN)
    @Operation(summary = "Change a program", description = "What is not given is left as it is.")
    @ApiResponse(
            responseCode = "200",
            description = "Done",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = Program.class)))
    @CommandAnswers
    CompletableFuture<HttpResponse<byte[]>> updateProgram(
            HttpRequest<?> http,
            @Parameter(schema = @Schema(type = "string", format = "uuid")) @PathVariable("id") String id,
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = "application/json",
                                            schema = @Schema(implementation = UpdateProgramBody.class)))
                    @Body
                    byte[] body) {
        return ledger.ask(http, reader.command(http, body).to(Optional.empty(), "id", id, UpdateProgram.class));
    }

    /** The request is about the asset, since that is what changes; the program is a field of it. */
    @Post("/{id}/assets")
    @Secured(Scopes.ADMIN)
    @Operation(
            summary = "Link an asset to the program",
            description = "Linking twice changes nothing. Answers the asset.")
    @ApiResponse(
            responseCode = "200",
            description = "Done",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = Asset.class)))
    @CommandAnswers
    CompletableFuture<HttpResponse<byte[]>> linkAsset(
            HttpRequest<?> http,
            @Parameter(schema = @Schema(type = "string", format = "uuid")) @PathVariable("id") String id,
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = "application/json",
                                            schema = @Schema(implementation = LinkAssetBody.class)))
                    @Body
                    byte[] body) {
        var submission = reader.command(http, body);
        var asset = submission.take("asset_id");
        return ledger.ask(http, submission.with("program_id", id).to("asset_id", asset, LinkAsset.class));
    }
}
