package dev.sluice.gateway.http;

import dev.sluice.gateway.http.document.Bodies.AdjustBody;
import dev.sluice.gateway.http.document.Bodies.ForfeitBody;
import dev.sluice.gateway.http.document.Bodies.HoldBody;
import dev.sluice.gateway.http.document.Bodies.ReleaseBody;
import dev.sluice.gateway.http.document.CommandAnswers;
import dev.sluice.gateway.http.document.QuestionAnswers;
import dev.sluice.gateway.security.Scopes;
import dev.sluice.schema.rejection.RejectionCode;
import dev.sluice.schema.reply.Adjusted;
import dev.sluice.schema.reply.BalanceList;
import dev.sluice.schema.reply.HoldPage;
import dev.sluice.schema.reply.HoldRow;
import dev.sluice.schema.reply.LotPage;
import dev.sluice.schema.reply.Moved;
import dev.sluice.schema.request.Command;
import dev.sluice.schema.request.Credit;
import dev.sluice.schema.request.Debit;
import dev.sluice.schema.request.Forfeit;
import dev.sluice.schema.request.GetBalances;
import dev.sluice.schema.request.GetHold;
import dev.sluice.schema.request.Hold;
import dev.sluice.schema.request.ListHolds;
import dev.sluice.schema.request.ListLots;
import dev.sluice.schema.request.Question;
import dev.sluice.schema.request.Release;
import dev.sluice.schema.value.AccountKind;
import dev.sluice.schema.value.HoldStatus;
import dev.sluice.schema.value.LotStatus;
import dev.sluice.schema.value.Quoted;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.security.annotation.Secured;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The balances of one account: the same calls for participants and groups. */
abstract class BalanceController {

    private static final String LOTS_MAX =
            " Of a LOT asset one operation touches at most 5,000 lots; more is too_many_lots, and nothing moves.";

    private static final String HOLD_EXAMPLE = """
        {"asset_id": "0d4c0ffe-e001-5b0e-9a53-2f1b6a4e5d0c", "program_id": "0d4c0ffe-e002-5b0e-9a53-2f1b6a4e5d0c",
         "description": "Order 17", "amount": "100.00", "reference_id": "order-17", "idempotency_key": "order-17-hold"}\
        """;

    private final AccountKind kind;
    private final SubmissionReader reader;
    private final LedgerCalls ledger;
    private final PastBalances past;

    BalanceController(AccountKind kind, SubmissionReader reader, LedgerCalls ledger, PastBalances past) {
        this.kind = kind;
        this.reader = reader;
        this.ledger = ledger;
        this.past = past;
    }

    @Post("/hold")
    @Secured(Scopes.WRITE)
    @Operation(
            summary = "Hold value",
            description =
                    "Moves value from AVAILABLE to HELD under a new hold, oldest vintage first; without an amount all"
                            + " that matches." + LOTS_MAX)
    @ApiResponse(
            responseCode = "200",
            description = "Done",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = Moved.class)))
    @CommandAnswers
    CompletableFuture<HttpResponse<byte[]>> hold(
            HttpRequest<?> http,
            @Parameter(schema = @Schema(type = "string", format = "uuid")) @PathVariable("id") String id,
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = "application/json",
                                            schema = @Schema(implementation = HoldBody.class),
                                            examples = @ExampleObject(name = "hold", value = HOLD_EXAMPLE)))
                    @Body
                    byte[] body) {
        return command(http, id, body, Hold.class);
    }

    @Post("/release")
    @Secured(Scopes.WRITE)
    @Operation(
            summary = "Release held value",
            description = "Moves value from HELD back to AVAILABLE: up to the amount, and never an error for less. What"
                    + " expired while it was held does not come back: it is part of amount_processed, and"
                    + " amount_expired says how much it is." + LOTS_MAX)
    @ApiResponse(
            responseCode = "200",
            description = "Done",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = Moved.class)))
    @CommandAnswers
    CompletableFuture<HttpResponse<byte[]>> release(
            HttpRequest<?> http,
            @Parameter(schema = @Schema(type = "string", format = "uuid")) @PathVariable("id") String id,
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = "application/json",
                                            schema = @Schema(implementation = ReleaseBody.class)))
                    @Body
                    byte[] body) {
        return command(http, id, body, Release.class);
    }

    @Post("/forfeit")
    @Secured(Scopes.WRITE)
    @Operation(
            summary = "Forfeit value",
            description = "Takes value from AVAILABLE or HELD for good. Unlike a release all of the amount, or nothing."
                    + LOTS_MAX)
    @ApiResponse(
            responseCode = "200",
            description = "Done",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = Moved.class)))
    @CommandAnswers
    CompletableFuture<HttpResponse<byte[]>> forfeit(
            HttpRequest<?> http,
            @Parameter(schema = @Schema(type = "string", format = "uuid")) @PathVariable("id") String id,
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = "application/json",
                                            schema = @Schema(implementation = ForfeitBody.class)))
                    @Body
                    byte[] body) {
        return command(http, id, body, Forfeit.class);
    }

    /** The field {@code type} tells which of two records the others make. */
    @Post("/adjust")
    @Secured(Scopes.WRITE)
    @Operation(
            summary = "Credit or debit",
            description =
                    "CREDIT adds new value, DEBIT takes value back to where it is issued from; type tells which fields"
                            + " are taken." + LOTS_MAX)
    @ApiResponse(
            responseCode = "200",
            description = "Done",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = Adjusted.class)))
    @CommandAnswers
    CompletableFuture<HttpResponse<byte[]>> adjust(
            HttpRequest<?> http,
            @Parameter(schema = @Schema(type = "string", format = "uuid")) @PathVariable("id") String id,
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = "application/json",
                                            schema = @Schema(implementation = AdjustBody.class)))
                    @Body
                    byte[] body) {
        var submission = reader.command(http, body);
        var type = submission.take("type");
        return ask(submission, id, adjustment(submission, type));
    }

    @Get
    @Secured(Scopes.READ)
    @Operation(
            summary = "Read the balances",
            description =
                    "As of now by the ledger's clock, in the order of the assets' ids; with `as_of` as history knows"
                            + " them.",
            parameters = {
                @Parameter(
                        name = "as_of",
                        in = ParameterIn.QUERY,
                        description =
                                "As all that was recorded before this time left them, which history must have passed",
                        schema = @Schema(type = "string", format = "date-time")),
                @Parameter(
                        name = "asset_id",
                        in = ParameterIn.QUERY,
                        description = "Only this asset",
                        schema = @Schema(type = "string", format = "uuid"))
            })
    @ApiResponse(
            responseCode = "200",
            description = "The answer",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = BalanceList.class)))
    @QuestionAnswers
    CompletableFuture<HttpResponse<byte[]>> balances(
            HttpRequest<?> http,
            @Parameter(schema = @Schema(type = "string", format = "uuid")) @PathVariable("id") String id) {
        return http.getParameters().contains("as_of")
                ? past.balances(http, kind, id)
                : question(http, id, GetBalances.class);
    }

    @Get("/lots")
    @Secured(Scopes.READ)
    @Operation(
            summary = "List the lots of one asset",
            description = "A row for each slice, in the order of spending.",
            parameters = {
                @Parameter(
                        name = "asset_id",
                        in = ParameterIn.QUERY,
                        required = true,
                        description = "The asset",
                        schema = @Schema(type = "string", format = "uuid")),
                @Parameter(
                        name = "status",
                        in = ParameterIn.QUERY,
                        description = "Only slices in this state",
                        schema = @Schema(implementation = LotStatus.class)),
                @Parameter(
                        name = "reference_id",
                        in = ParameterIn.QUERY,
                        description = "Only lots credited with this reference, and slices under a hold with it",
                        schema = @Schema(type = "string", minLength = 1, maxLength = 255)),
                @Parameter(
                        name = "expires_before",
                        in = ParameterIn.QUERY,
                        description = "Only lots that expire before this time",
                        schema = @Schema(type = "string", format = "date-time")),
                @Parameter(
                        name = "expires_after",
                        in = ParameterIn.QUERY,
                        description = "Only lots that expire after this time",
                        schema = @Schema(type = "string", format = "date-time")),
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
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = LotPage.class)))
    @QuestionAnswers
    CompletableFuture<HttpResponse<byte[]>> lots(
            HttpRequest<?> http,
            @Parameter(schema = @Schema(type = "string", format = "uuid")) @PathVariable("id") String id) {
        return question(http, id, ListLots.class);
    }

    @Get("/holds")
    @Secured(Scopes.READ)
    @Operation(
            summary = "List the holds",
            description = "Oldest first, the open ones before the closed ones.",
            parameters = {
                @Parameter(
                        name = "asset_id",
                        in = ParameterIn.QUERY,
                        description = "Only holds of this asset",
                        schema = @Schema(type = "string", format = "uuid")),
                @Parameter(
                        name = "status",
                        in = ParameterIn.QUERY,
                        description = "Only holds in this state",
                        schema = @Schema(implementation = HoldStatus.class)),
                @Parameter(
                        name = "reference_id",
                        in = ParameterIn.QUERY,
                        description = "Only holds with this reference",
                        schema = @Schema(type = "string", minLength = 1, maxLength = 255)),
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
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = HoldPage.class)))
    @QuestionAnswers
    CompletableFuture<HttpResponse<byte[]>> holds(
            HttpRequest<?> http,
            @Parameter(schema = @Schema(type = "string", format = "uuid")) @PathVariable("id") String id) {
        return question(http, id, ListHolds.class);
    }

    @Get("/holds/{hold_id}")
    @Secured(Scopes.READ)
    @Operation(summary = "Read one hold", description = "Open or closed.")
    @ApiResponse(
            responseCode = "200",
            description = "The answer",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = HoldRow.class)))
    @QuestionAnswers
    CompletableFuture<HttpResponse<byte[]>> hold(
            HttpRequest<?> http,
            @Parameter(schema = @Schema(type = "string", format = "uuid")) @PathVariable("id") String id,
            @Parameter(schema = @Schema(type = "string", format = "uuid")) @PathVariable("hold_id") String holdId) {
        return ask(reader.question(http).with("hold_id", holdId), id, GetHold.class);
    }

    private CompletableFuture<HttpResponse<byte[]>> command(
            HttpRequest<?> http, String id, byte[] body, Class<? extends Command> type) {
        return ask(reader.command(http, body), id, type);
    }

    private CompletableFuture<HttpResponse<byte[]>> question(
            HttpRequest<?> http, String id, Class<? extends Question> type) {
        return ask(reader.question(http), id, type);
    }

    private CompletableFuture<HttpResponse<byte[]>> ask(
            Submission submission, String id, Class<? extends dev.sluice.schema.request.Operation> type) {
        return ledger.ask(submission.http(), submission.to(Optional.of(kind), "id", id, type));
    }

    /** Where the type is not known, the other fields can't be judged. */
    private static Class<? extends Command> adjustment(Submission submission, Optional<String> type) {
        return switch (type.orElse("")) {
            case "CREDIT" -> Credit.class;
            case "DEBIT" -> Debit.class;
            default -> {
                type.ifPresent(other -> submission.refuse(
                        RejectionCode.INVALID_FIELD,
                        "type",
                        "Expected one of CREDIT, DEBIT, but got " + Quoted.of(other)));
                throw submission.refused();
            }
        };
    }
}
