package dev.sluice.gateway.http;

import dev.sluice.gateway.http.document.Bodies.CaptureBody;
import dev.sluice.gateway.http.document.Bodies.ReverseBody;
import dev.sluice.gateway.http.document.Bodies.VoidHoldBody;
import dev.sluice.gateway.http.document.CommandAnswers;
import dev.sluice.gateway.security.Scopes;
import dev.sluice.schema.reply.Captured;
import dev.sluice.schema.reply.Moved;
import dev.sluice.schema.reply.Reversed;
import dev.sluice.schema.request.Capture;
import dev.sluice.schema.request.Command;
import dev.sluice.schema.request.Reverse;
import dev.sluice.schema.request.VoidHold;
import dev.sluice.schema.value.AccountKind;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.security.annotation.Secured;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The calls that end the holds of one account for good, and those that take that back: the same for participants and groups. */
abstract class SettlementController {

    private static final String CAPTURE_EXAMPLE = """
        {"asset_id": "0d4c0ffe-e001-5b0e-9a53-2f1b6a4e5d0c", "program_id": "0d4c0ffe-e002-5b0e-9a53-2f1b6a4e5d0c",
         "description": "Order 17 was shipped in part", "reference_id": "order-17", "amount": "60.00",
         "idempotency_key": "order-17-capture"}\
        """;

    private static final String REVERSE_EXAMPLE = """
        {"asset_id": "0d4c0ffe-e001-5b0e-9a53-2f1b6a4e5d0c", "program_id": "0d4c0ffe-e002-5b0e-9a53-2f1b6a4e5d0c",
         "description": "One item of order 17 came back", "journal_entry_id": "019e8d08-6c40-7c93-a1b5-5e2f7d4c9a18",
         "amount": "25.00", "idempotency_key": "order-17-return-1"}\
        """;

    private final AccountKind kind;
    private final SubmissionReader reader;
    private final LedgerCalls ledger;

    SettlementController(AccountKind kind, SubmissionReader reader, LedgerCalls ledger) {
        this.kind = kind;
        this.reader = reader;
        this.ledger = ledger;
    }

    @Post("/capture")
    @Secured(Scopes.WRITE)
    @Operation(
            summary = "Settle a hold",
            description =
                    "Closes the hold, or all open holds with the reference, in one step: the amount is settled, and"
                            + " what was held beyond it becomes AVAILABLE again. If more is settled than was held, the"
                            + " rest is taken from AVAILABLE. Exactly one of hold_id and reference_id is given.")
    @ApiResponse(
            responseCode = "200",
            description = "Done",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = Captured.class)))
    @CommandAnswers
    CompletableFuture<HttpResponse<byte[]>> capture(
            HttpRequest<?> http,
            @Parameter(schema = @Schema(type = "string", format = "uuid")) @PathVariable("id") String id,
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = "application/json",
                                            schema = @Schema(implementation = CaptureBody.class),
                                            examples = @ExampleObject(name = "capture", value = CAPTURE_EXAMPLE)))
                    @Body
                    byte[] body) {
        return command(http, id, body, Capture.class);
    }

    @Post("/void-hold")
    @Secured(Scopes.WRITE)
    @Operation(
            summary = "Take back what was credited into HELD",
            description =
                    "Value that credits brought straight into HELD under the reference goes back to where it is issued"
                            + " from, always whole. Value that its owner held is not touched. LOT assets only.")
    @ApiResponse(
            responseCode = "200",
            description = "Done",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = Moved.class)))
    @CommandAnswers
    CompletableFuture<HttpResponse<byte[]>> voidHold(
            HttpRequest<?> http,
            @Parameter(schema = @Schema(type = "string", format = "uuid")) @PathVariable("id") String id,
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = "application/json",
                                            schema = @Schema(implementation = VoidHoldBody.class)))
                    @Body
                    byte[] body) {
        return command(http, id, body, VoidHold.class);
    }

    @Post("/reverse")
    @Secured(Scopes.WRITE)
    @Operation(
            summary = "Give back what a debit or a capture took",
            description =
                    "Value goes back to AVAILABLE, to the very lots that it was taken from with their vintages and"
                        + " expiries, the last that was taken first: any number of times, and never more than was"
                        + " taken. It comes from where it went: SYSTEM_REDEMPTION for a capture, and for a debit"
                        + " SYSTEM_ISSUANCE, or the program's wallet for PREFUNDED. A debt is repaid first. What has"
                        + " expired meanwhile goes on to SYSTEM_BREAKAGE at once, and amount_expired tells how much."
                        + " Without an amount all that is left of the entry is given back; amount_reversible tells"
                        + " what is left afterwards.")
    @ApiResponse(
            responseCode = "200",
            description = "Done",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = Reversed.class)))
    @CommandAnswers
    CompletableFuture<HttpResponse<byte[]>> reverse(
            HttpRequest<?> http,
            @Parameter(schema = @Schema(type = "string", format = "uuid")) @PathVariable("id") String id,
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = "application/json",
                                            schema = @Schema(implementation = ReverseBody.class),
                                            examples = @ExampleObject(name = "reverse", value = REVERSE_EXAMPLE)))
                    @Body
                    byte[] body) {
        return command(http, id, body, Reverse.class);
    }

    private CompletableFuture<HttpResponse<byte[]>> command(
            HttpRequest<?> http, String id, byte[] body, Class<? extends Command> type) {
        return ledger.ask(http, reader.command(http, body).to(Optional.of(kind), "id", id, type));
    }
}
