package dev.sluice.gateway.history;

import dev.sluice.gateway.history.document.HistoryQuestion;
import dev.sluice.gateway.security.Scopes;
import dev.sluice.schema.value.HoldStatus;
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

/** Holds of all accounts, open and closed. */
@Controller("/v1/holds")
@Consumes(MediaType.ALL)
@Produces({MediaType.APPLICATION_JSON, HistoryAnswers.CSV})
@ExecuteOn(TaskExecutors.BLOCKING)
final class HoldListController {

    private static final String NAME = "holds";
    private static final Csv CSV = Csv.of(
            "id",
            "account_id",
            "asset_id",
            "program_id",
            "amount",
            "remaining",
            "captured",
            "released",
            "forfeited",
            "origin",
            "reference_id",
            "status",
            "created_at",
            "expires_at",
            "closed_at",
            "metadata");

    private final HistoryAnswers answers;
    private final AssetScales scales;

    HoldListController(HistoryAnswers answers, AssetScales scales) {
        this.answers = answers;
        this.scales = scales;
    }

    @Get
    @Secured(Scopes.READ)
    @Operation(
            summary = "List holds",
            description = "Of all accounts, newest first; those that are closed stay for ever. All filters must hold.")
    @Parameter(
            name = "account_id",
            in = ParameterIn.QUERY,
            description = "Of this account",
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
                            allowableValues = {"OPEN", "CLOSED"}))
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
    @Parameter(
            name = "expires_before",
            in = ParameterIn.QUERY,
            description = "That release themselves before this time",
            schema = @Schema(type = "string", format = "date-time"))
    @Parameter(name = "limit", in = ParameterIn.QUERY, ref = "#/components/parameters/Limit")
    @Parameter(name = "cursor", in = ParameterIn.QUERY, ref = "#/components/parameters/Cursor")
    @ApiResponse(responseCode = "200", ref = "#/components/responses/HoldList")
    @HistoryQuestion
    HttpResponse<?> list(HttpRequest<?> http) {
        var parameters = Parameters.of(http);
        var conditions = Sql.of("true");
        var from = parameters.instant("created_from");
        var to = parameters.instant("created_to");
        parameters.checkRange("created_from", from, "created_to", to);
        conditions.addIf(parameters.id("account_id"), "and account_id = ?");
        conditions.addIf(parameters.id("asset_id"), "and asset_id = ?");
        conditions.addIf(parameters.id("program_id"), "and program_id = ?");
        conditions.addIf(parameters.word("status", HoldStatus.class).map(HoldStatus::name), "and status = ?");
        conditions.addIf(parameters.text("reference_id"), "and reference_id = ?");
        conditions.addIf(from, "and created_at >= ?");
        conditions.addIf(to, "and created_at < ?");
        conditions.addIf(parameters.instant("expires_before"), "and expires_at < ?");
        return answers.list(
                http,
                NAME,
                parameters,
                CSV,
                (tables, after, limit) -> NewestFirst.page(
                        tables,
                        Sql.of("select hold_id as id, hold.* from hold where").add(conditions),
                        new NewestFirst.Order("created_at", "hold_id"),
                        after,
                        limit,
                        row -> {
                            var scale = scales.of(tables, Row.id(row, "asset_id"));
                            return new Row(row)
                                    .text("id", "account_id", "asset_id", "program_id")
                                    .amount(scale, "amount", "remaining", "captured", "released", "forfeited")
                                    .text("origin", "reference_id", "status")
                                    .instant("created_at", "expires_at", "closed_at")
                                    .json("metadata")
                                    .done();
                        }));
    }
}
