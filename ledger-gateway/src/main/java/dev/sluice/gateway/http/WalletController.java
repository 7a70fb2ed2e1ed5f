package dev.sluice.gateway.http;

import dev.sluice.gateway.http.document.Bodies.WalletBody;
import dev.sluice.gateway.http.document.CommandAnswers;
import dev.sluice.gateway.http.document.QuestionAnswers;
import dev.sluice.gateway.security.Scopes;
import dev.sluice.schema.reply.BalanceList;
import dev.sluice.schema.reply.Moved;
import dev.sluice.schema.request.BurnWallet;
import dev.sluice.schema.request.FundWallet;
import dev.sluice.schema.request.GetBalances;
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
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The wallets of programs, on which credits of PREFUNDED assets draw. To fill one is to make money, so it takes an admin. */
@Controller("/v1/programs/{id}")
@Consumes(MediaType.ALL)
@Produces(MediaType.APPLICATION_JSON)
final class WalletController {

    private static final Optional<AccountKind> KIND = Optional.of(AccountKind.PROGRAM);
    private static final String EXAMPLE = """
        {"amount": "5000.00", "description": "Budget for May", "reference_id": "budget-2026-05", "idempotency_key": "budget-may"}\
        """;

    private final SubmissionReader reader;
    private final LedgerCalls ledger;

    WalletController(SubmissionReader reader, LedgerCalls ledger) {
        this.reader = reader;
        this.ledger = ledger;
    }

    @Get("/balance")
    @Secured(Scopes.READ)
    @Operation(
            summary = "Read the wallet of a program",
            description =
                    "As of now by the ledger's clock, in the order of the assets' ids. PREFUNDED assets only have one.",
            parameters = {
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
    CompletableFuture<HttpResponse<byte[]>> walletBalance(
            HttpRequest<?> http,
            @Parameter(schema = @Schema(type = "string", format = "uuid")) @PathVariable("id") String id) {
        return ledger.ask(http, reader.question(http).to(KIND, "id", id, GetBalances.class));
    }

    @Post("/assets/{asset_id}/fund")
    @Secured(Scopes.ADMIN)
    @Operation(
            summary = "Fill the wallet of a program",
            description = "Brings new value of a PREFUNDED asset into it, from SYSTEM_ISSUANCE.")
    @ApiResponse(
            responseCode = "200",
            description = "Done",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = Moved.class)))
    @CommandAnswers
    CompletableFuture<HttpResponse<byte[]>> fundWallet(
            HttpRequest<?> http,
            @Parameter(schema = @Schema(type = "string", format = "uuid")) @PathVariable("id") String id,
            @Parameter(schema = @Schema(type = "string", format = "uuid")) @PathVariable("asset_id") String assetId,
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = "application/json",
                                            schema = @Schema(implementation = WalletBody.class),
                                            examples = @ExampleObject(name = "fund", value = EXAMPLE)))
                    @Body
                    byte[] body) {
        return ledger.ask(
                http, reader.command(http, body).with("asset_id", assetId).to(KIND, "id", id, FundWallet.class));
    }

    @Post("/assets/{asset_id}/burn")
    @Secured(Scopes.ADMIN)
    @Operation(
            summary = "Empty the wallet of a program",
            description = "Takes value of a PREFUNDED asset out of it for good, to SYSTEM_BREAKAGE.")
    @ApiResponse(
            responseCode = "200",
            description = "Done",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = Moved.class)))
    @CommandAnswers
    CompletableFuture<HttpResponse<byte[]>> burnWallet(
            HttpRequest<?> http,
            @Parameter(schema = @Schema(type = "string", format = "uuid")) @PathVariable("id") String id,
            @Parameter(schema = @Schema(type = "string", format = "uuid")) @PathVariable("asset_id") String assetId,
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = "application/json",
                                            schema = @Schema(implementation = WalletBody.class),
                                            examples = @ExampleObject(name = "burn", value = EXAMPLE)))
                    @Body
                    byte[] body) {
        return ledger.ask(
                http, reader.command(http, body).with("asset_id", assetId).to(KIND, "id", id, BurnWallet.class));
    }
}
