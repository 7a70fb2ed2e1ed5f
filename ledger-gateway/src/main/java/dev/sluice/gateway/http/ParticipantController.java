package dev.sluice.gateway.http;

import dev.sluice.gateway.http.document.Bodies.ChangeParticipantStatusBody;
import dev.sluice.gateway.http.document.Bodies.PutParticipantBody;
import dev.sluice.gateway.http.document.Bodies.UpdateParticipantBody;
import dev.sluice.gateway.http.document.CommandAnswers;
import dev.sluice.gateway.http.document.QuestionAnswers;
import dev.sluice.gateway.security.Scopes;
import dev.sluice.schema.entity.Participant;
import dev.sluice.schema.request.ChangeParticipantStatus;
import dev.sluice.schema.request.GetParticipant;
import dev.sluice.schema.request.PutParticipant;
import dev.sluice.schema.request.UpdateParticipant;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.AccountKind;
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
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Participants: the persons or customers who own balances. */
@Controller("/v1/participants")
@Consumes(MediaType.ALL)
@Produces(MediaType.APPLICATION_JSON)
final class ParticipantController {

    private static final Optional<AccountKind> KIND = Optional.of(AccountKind.PARTICIPANT);

    private final SubmissionReader reader;
    private final LedgerCalls ledger;

    ParticipantController(SubmissionReader reader, LedgerCalls ledger) {
        this.reader = reader;
        this.ledger = ledger;
    }

    @Post
    @Secured(Scopes.WRITE)
    @Operation(
            summary = "Make or change a participant",
            description = "By its external_id: 201 where it is new, else 200.")
    @ApiResponse(
            responseCode = "201",
            description = "Made",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = Participant.class)))
    @ApiResponse(
            responseCode = "200",
            description = "It exists, and is answered as it is now",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = Participant.class)))
    @CommandAnswers
    CompletableFuture<HttpResponse<byte[]>> putParticipant(
            HttpRequest<?> http,
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = "application/json",
                                            schema = @Schema(implementation = PutParticipantBody.class)))
                    @Body
                    byte[] body) {
        var request = reader.command(http, body)
                .made(PutParticipant.class, (put, key) -> AccountId.ofParticipant(put.externalId()));
        return ledger.ask(http, request);
    }

    @Get("/{id}")
    @Secured(Scopes.READ)
    @Operation(summary = "Read a participant and its balances")
    @ApiResponse(
            responseCode = "200",
            description = "The answer",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = Answers.ParticipantWithBalances.class)))
    @QuestionAnswers
    CompletableFuture<HttpResponse<byte[]>> getParticipant(
            HttpRequest<?> http,
            @Parameter(schema = @Schema(type = "string", format = "uuid")) @PathVariable("id") String id) {
        return ledger.ask(http, reader.question(http).to(KIND, "id", id, GetParticipant.class));
    }

    @Get("/by-external-id/{external_id}")
    @Secured(Scopes.READ)
    @Operation(
            summary = "Read a participant and its balances by its external id",
            description = "The id of a participant follows from its external id, so that this is the same question.")
    @ApiResponse(
            responseCode = "200",
            description = "The answer",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = Answers.ParticipantWithBalances.class)))
    @QuestionAnswers
    CompletableFuture<HttpResponse<byte[]>> getByExternalId(
            HttpRequest<?> http,
            @Parameter(schema = @Schema(type = "string", minLength = 1, maxLength = 255)) @PathVariable("external_id")
                    String externalId) {
        var id = AccountId.ofParticipant(externalId).toString();
        return ledger.ask(http, reader.question(http).to(KIND, "external_id", id, GetParticipant.class));
    }

    @Patch("/{id}")
    @Secured(Scopes.WRITE)
    @Operation(
            summary = "Change a participant",
            description = "What is not given is left as it is; attributes are replaced as a whole.")
    @ApiResponse(
            responseCode = "200",
            description = "Done",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = Participant.class)))
    @CommandAnswers
    CompletableFuture<HttpResponse<byte[]>> updateParticipant(
            HttpRequest<?> http,
            @Parameter(schema = @Schema(type = "string", format = "uuid")) @PathVariable("id") String id,
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = "application/json",
                                            schema = @Schema(implementation = UpdateParticipantBody.class)))
                    @Body
                    byte[] body) {
        return ledger.ask(http, reader.command(http, body).to(KIND, "id", id, UpdateParticipant.class));
    }

    @Patch("/{id}/status")
    @Secured(Scopes.WRITE)
    @Operation(summary = "Activate, suspend or close a participant", description = "Each can be taken back.")
    @ApiResponse(
            responseCode = "200",
            description = "Done",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = Participant.class)))
    @CommandAnswers
    CompletableFuture<HttpResponse<byte[]>> changeParticipantStatus(
            HttpRequest<?> http,
            @Parameter(schema = @Schema(type = "string", format = "uuid")) @PathVariable("id") String id,
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = "application/json",
                                            schema = @Schema(implementation = ChangeParticipantStatusBody.class)))
                    @Body
                    byte[] body) {
        return ledger.ask(http, reader.command(http, body).to(KIND, "id", id, ChangeParticipantStatus.class));
    }
}
