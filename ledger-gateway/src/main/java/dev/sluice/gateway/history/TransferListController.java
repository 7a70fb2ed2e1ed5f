package dev.sluice.gateway.history;

import dev.sluice.gateway.history.document.HistoryQuestion;
import dev.sluice.gateway.security.Scopes;
import dev.sluice.schema.value.TransferStatus;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;

/** Transfers of all accounts. */
@Controller("/v1/transfers")
@Consumes(MediaType.ALL)
@Produces({MediaType.APPLICATION_JSON, HistoryAnswers.CSV})
@ExecuteOn(TaskExecutors.BLOCKING)
final class TransferListController {

    private static final String NAME = "transfers";
    private static final Csv CSV = Csv.of(
            "created_at",
            "journal_entry_id",
            "source_id",
            "program_id",
            "asset_id",
            "total_amount",
            "status",
            "description",
            "reference_id",
            "legs",
            "metadata");

    private final HistoryAnswers answers;
    private final AssetScales scales;

    TransferListController(HistoryAnswers answers, AssetScales scales) {
        this.answers = answers;
        this.scales = scales;
    }

    @Get
    @Secured(Scopes.READ)
    @Operation(summary = "List transfers", description = "Of all accounts, newest first. All filters must hold.")
    @Parameter(
            name = "source_id",
            in = ParameterIn.QUERY,
            description = "That this account gave",
            schema = @Schema(type = "string", format = "uuid"))
    @Parameter(
            name = "recipient_id",
            in = ParameterIn.QUERY,
            description = "That this account gets of",
            schema = @Schema(type = "string", format = "uuid"))
    @Parameter(
            name = "asset_id",
            in = ParameterIn.QUERY,
            description = "Of this asset",
            schema = @Schema(type = "string", format = "uuid"))
    @Parameter(
            name = "program_id",
            in = ParameterIn.QUERY,
            description = "Of this program",
            schema = @Schema(type = "string", format = "uuid"))
    @Parameter(
            name = "status",
            in = ParameterIn.QUERY,
            description = "With this status",
            schema =
                    @Schema(
                            type = "string",
                            allowableValues = {"PENDING", "POSTED", "REFUSED"}))
    @Parameter(
            name = "reference_id",
            in = ParameterIn.QUERY,
            description = "With this reference",
            schema = @Schema(type = "string"))
    @Parameter(
            name = "created_from",
            in = ParameterIn.QUERY,
            description = "Not made before this time",
            schema = @Schema(type = "string", format = "date-time"))
    @Parameter(
            name = "created_to",
            in = ParameterIn.QUERY,
            description = "Made before this time",
            schema = @Schema(type = "string", format = "date-time"))
    @Parameter(name = "limit", in = ParameterIn.QUERY, ref = "#/components/parameters/Limit")
    @Parameter(name = "cursor", in = ParameterIn.QUERY, ref = "#/components/parameters/Cursor")
    @ApiResponse(responseCode = "200", ref = "#/components/responses/TransferList")
    @HistoryQuestion
    HttpResponse<?> list(HttpRequest<?> http) {
        var parameters = Parameters.of(http);
        var conditions = Sql.of("true");
        var from = parameters.instant("created_from");
        var to = parameters.instant("created_to");
        parameters.checkRange("created_from", from, "created_to", to);
        conditions.addIf(parameters.id("source_id"), "and source_id = ?");
        parameters
                .id("recipient_id")
                .ifPresent(recipient -> conditions.add(
                        "and legs @> ?::jsonb", new Sql.Json("[{\"account_id\": \"" + recipient + "\"}]")));
        conditions.addIf(parameters.id("asset_id"), "and asset_id = ?");
        conditions.addIf(parameters.id("program_id"), "and program_id = ?");
        parameters.word("status", TransferStatus.class).ifPresent(status -> {
            // What is posted may not be known to be yet where its source is told of; the others are few.
            if (status != TransferStatus.POSTED) {
                conditions.add("and entry_id in (select t.entry_id from transfer t where t.status = ?)", status.name());
            }
            conditions.add("and status = ?", status.name());
        });
        conditions.addIf(parameters.text("reference_id"), "and reference_id = ?");
        conditions.addIf(from, "and created_at >= ?");
        conditions.addIf(to, "and created_at < ?");
        return answers.list(
                http,
                NAME,
                parameters,
                CSV,
                (tables, after, limit) -> NewestFirst.page(
                        tables,
                        Sql.of("select entry_id as id, transfer_now.* from transfer_now where")
                                .add(conditions),
                        new NewestFirst.Order("created_at", "entry_id"),
                        after,
                        limit,
                        row -> {
                            var scale = scales.of(tables, Row.id(row, "asset_id"));
                            return new Row(row)
                                    .put("journal_entry_id", row.getString("entry_id"))
                                    .text("source_id", "program_id", "asset_id", "description", "reference_id")
                                    .amount(scale, "total_amount")
                                    .text("status")
                                    .json("legs", "rejection")
                                    .instant("created_at")
                                    .json("metadata")
                                    .done();
                        }));
    }
}
