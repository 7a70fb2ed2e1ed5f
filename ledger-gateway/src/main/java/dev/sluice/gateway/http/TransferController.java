package dev.sluice.gateway.http;

import dev.sluice.gateway.http.document.Bodies.TransferBody;
import dev.sluice.gateway.http.document.CommandAnswers;
import dev.sluice.gateway.http.document.QuestionAnswers;
import dev.sluice.gateway.security.Scopes;
import dev.sluice.schema.entity.TransferRecord;
import dev.sluice.schema.reply.Transferred;
import dev.sluice.schema.request.GetTransfer;
import dev.sluice.schema.request.PutParticipant;
import dev.sluice.schema.request.Request;
import dev.sluice.schema.request.Transfer;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.AccountKind;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
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
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Transfers: value of one account that goes to others. The request is the source's; the body names it in one of three ways. */
@Controller("/v1/transfers")
@Consumes(MediaType.ALL)
@Produces(MediaType.APPLICATION_JSON)
final class TransferController {

    private static final String EXTERNAL_ID = "source_external_id";
    private static final String PARTICIPANT_ID = "source_participant_id";
    private static final String GROUP_ID = "source_group_id";
    private static final String EXAMPLE = """
        {"asset_id": "0d4c0ffe-e001-5b0e-9a53-2f1b6a4e5d0c", "program_id": "0d4c0ffe-e002-5b0e-9a53-2f1b6a4e5d0c",
         "source_external_id": "ann", "description": "A trip, shared out",
         "recipients": [{"external_id": "bob", "amount": "25.00"},
                        {"group_id": "0d4c0ffe-e003-5b0e-9a53-2f1b6a4e5d0c", "amount": "15.00"}],
         "idempotency_key": "trip-3"}\
        """;
    private static final String ANSWER_EXAMPLE = """
        {"asset_id": "0d4c0ffe-e001-5b0e-9a53-2f1b6a4e5d0c", "journal_entry_id": "019de2fb-1900-7dec-b83c-ee497947f8f5",
         "recipient_count": 2, "source_id": "4070b461-19fe-5fe0-a3ce-8a353418b659", "total_amount": "40.00"}\
        """;

    private final SubmissionReader reader;
    private final LedgerCalls ledger;

    TransferController(SubmissionReader reader, LedgerCalls ledger) {
        this.reader = reader;
        this.ledger = ledger;
    }

    @Post
    @Secured(Scopes.WRITE)
    @Operation(
            summary = "Transfer value",
            description =
                    "Moves AVAILABLE value of one account to others: to all of them or to none. Answered when every"
                            + " recipient has it. Exactly one of source_external_id, source_participant_id and"
                            + " source_group_id names the source.")
    @ApiResponse(
            responseCode = "200",
            description = "Done",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = Transferred.class),
                            examples = @ExampleObject(name = "transferred", value = ANSWER_EXAMPLE)))
    @CommandAnswers
    CompletableFuture<HttpResponse<byte[]>> transfer(
            HttpRequest<?> http,
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = "application/json",
                                            schema = @Schema(implementation = TransferBody.class),
                                            examples = @ExampleObject(name = "transfer", value = EXAMPLE)))
                    @Body
                    byte[] body) {
        return ledger.ask(http, fromItsSource(reader.command(http, body)));
    }

    @Get("/{journal_entry_id}")
    @Secured(Scopes.READ)
    @Operation(
            summary = "Read a transfer",
            description = "How far it has come, and who gets how much. It is asked of the account that gave.",
            parameters = {
                @Parameter(
                        name = "source_id",
                        in = ParameterIn.QUERY,
                        required = true,
                        description = "The account that gave: source_id of the transfer's answer",
                        schema = @Schema(type = "string", format = "uuid"))
            })
    @ApiResponse(
            responseCode = "200",
            description = "The answer",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = TransferRecord.class)))
    @QuestionAnswers
    CompletableFuture<HttpResponse<byte[]>> getTransfer(
            HttpRequest<?> http,
            @Parameter(schema = @Schema(type = "string", format = "uuid")) @PathVariable("journal_entry_id")
                    String journalEntryId) {
        var question = reader.question(http);
        var source = question.take("source_id");
        return ledger.ask(
                http, question.with("journal_entry_id", journalEntryId).to("source_id", source, GetTransfer.class));
    }

    private static Request fromItsSource(Submission submission) {
        var source = submission.takeOne(List.of(EXTERNAL_ID, PARTICIPANT_ID, GROUP_ID));
        var kind = source.map(taken -> taken.field().equals(GROUP_ID) ? AccountKind.GROUP : AccountKind.PARTICIPANT);
        var account = source.flatMap(taken -> submission.account(
                taken.field(),
                taken.text(),
                taken.field().equals(EXTERNAL_ID) ? TransferController::participant : AccountId::parse));
        return submission.to(kind, account, Transfer.class);
    }

    private static AccountId participant(String externalId) {
        var length = externalId.codePointCount(0, externalId.length());
        if (length < 1 || length > PutParticipant.EXTERNAL_ID_LENGTH_MAX) {
            throw new IllegalArgumentException(
                    "Expected 1 to %d characters, but got %d".formatted(PutParticipant.EXTERNAL_ID_LENGTH_MAX, length));
        }
        return AccountId.ofParticipant(externalId);
    }
}
