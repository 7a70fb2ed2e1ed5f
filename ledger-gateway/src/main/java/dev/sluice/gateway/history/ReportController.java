package dev.sluice.gateway.history;

import dev.sluice.gateway.history.document.HistoryQuestion;
import dev.sluice.gateway.http.Measurements;
import dev.sluice.gateway.security.Scopes;
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
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The reports over all accounts; the rollforward has a controller of its own. */
@Controller("/v1/reports")
@Consumes(MediaType.ALL)
@Produces({MediaType.APPLICATION_JSON, HistoryAnswers.CSV})
@ExecuteOn(TaskExecutors.BLOCKING)
final class ReportController {

    private static final Csv TRIAL_BALANCE = Csv.of("asset_id", "account_class", "bucket", "balance");
    private static final Csv AGING = Csv.of("asset_id", "age", "holds", "remaining");
    private static final Csv BREAKAGE = Csv.of("asset_id", "vintage_month", "issued", "lapsed", "share");
    private static final Csv EXPIRING = Csv.of(
            "expires_at",
            "lot_id",
            "account_id",
            "asset_id",
            "available",
            "deferred",
            "held",
            "reference_id",
            "created_at");

    private final HistoryAnswers answers;
    private final ReportAnswers reportAnswers;
    private final Reports reports;
    private final AssetScales scales;

    ReportController(HistoryAnswers answers, ReportAnswers reportAnswers, Reports reports, AssetScales scales) {
        this.answers = answers;
        this.reportAnswers = reportAnswers;
        this.reports = reports;
        this.scales = scales;
    }

    @Get("/trial-balance")
    @Secured(Scopes.READ)
    @Operation(
            summary = "Read the trial balance",
            description =
                    "The sum of each class of accounts and of each system account, for each asset. Together they are"
                            + " zero.")
    @Parameter(
            name = "as_of",
            in = ParameterIn.QUERY,
            description =
                    "As all that was recorded before this time left it, which history must have passed; as far as is"
                            + " known, without it",
            schema = @Schema(type = "string", format = "date-time"))
    @ApiResponse(responseCode = "200", ref = "#/components/responses/TrialBalance")
    @HistoryQuestion
    HttpResponse<?> trialBalance(HttpRequest<?> http) {
        Measurements.operation(http, "history_trial_balance");
        var parameters = Parameters.of(http);
        var asOf = parameters.instant("as_of");
        parameters.done();
        return reportAnswers.answer(http, asOf, TRIAL_BALANCE, reports::trialBalance);
    }

    @Get("/liability")
    @Secured(Scopes.READ)
    @Operation(
            summary = "Read what is owed",
            description =
                    "What participants and groups have, by the age of it, by when it lapses, or by whether it can be"
                            + " spent.")
    @Parameter(
            name = "as_of",
            in = ParameterIn.QUERY,
            description =
                    "As all that was recorded before this time left it, which history must have passed; as far as is"
                            + " known, without it",
            schema = @Schema(type = "string", format = "date-time"))
    @Parameter(
            name = "group_by",
            in = ParameterIn.QUERY,
            description = "What it is told by",
            schema =
                    @Schema(
                            type = "string",
                            allowableValues = {"vintage_month", "expiry_month", "status"},
                            defaultValue = "status"))
    @ApiResponse(responseCode = "200", ref = "#/components/responses/Liability")
    @HistoryQuestion
    HttpResponse<?> liability(HttpRequest<?> http) {
        Measurements.operation(http, "history_liability");
        var parameters = Parameters.of(http);
        var asOf = parameters.instant("as_of");
        var groupBy =
                parameters.lowerCaseWord("group_by", Reports.GroupBy.class).orElse(Reports.GroupBy.STATUS);
        parameters.done();
        var form = Csv.of("asset_id", groupBy.name().toLowerCase(Locale.ROOT), "owed");
        return reportAnswers.answer(http, asOf, form, (tables, instant) -> reports.liability(tables, instant, groupBy));
    }

    @Get("/summary")
    @Secured(Scopes.READ)
    @Operation(
            summary = "Read the summary of each asset",
            description =
                    "What happened ever and in a period, what all accounts had before and after it, and how many have"
                            + " some of it now.")
    @Parameter(
            name = "program_id",
            in = ParameterIn.QUERY,
            description = "Only what entries of this program did",
            schema = @Schema(type = "string", format = "uuid"))
    @Parameter(
            name = "from",
            in = ParameterIn.QUERY,
            description = "From this time on; from the beginning without it",
            schema = @Schema(type = "string", format = "date-time"))
    @Parameter(
            name = "to",
            in = ParameterIn.QUERY,
            description = "Before this time, which history must have passed; as far as is known, without it",
            schema = @Schema(type = "string", format = "date-time"))
    @ApiResponse(responseCode = "200", ref = "#/components/responses/Summary")
    @HistoryQuestion
    HttpResponse<?> summary(HttpRequest<?> http) {
        Measurements.operation(http, "history_summary");
        var parameters = Parameters.of(http);
        var program = parameters.id("program_id");
        var from = parameters.instant("from");
        var to = parameters.instant("to");
        parameters.checkRange("from", from, "to", to);
        parameters.done();
        return reportAnswers.answer(
                http,
                to,
                Csv.of("asset_id", "opening", "closing", "accounts_with_balance", "period", "ever"),
                (tables, instant) -> reports.summary(tables, program, from, instant));
    }

    @Get("/expiring")
    @Secured(Scopes.READ)
    @Operation(
            summary = "List what lapses",
            description = "Lots that lapse before a time and of which something is left, the first to lapse first.")
    @Parameter(
            name = "before",
            required = true,
            in = ParameterIn.QUERY,
            description = "Lapses before this time",
            schema = @Schema(type = "string", format = "date-time"))
    @Parameter(
            name = "asset_id",
            in = ParameterIn.QUERY,
            description = "Of this asset",
            schema = @Schema(type = "string", format = "uuid"))
    @Parameter(name = "limit", in = ParameterIn.QUERY, ref = "#/components/parameters/Limit")
    @Parameter(name = "cursor", in = ParameterIn.QUERY, ref = "#/components/parameters/Cursor")
    @ApiResponse(responseCode = "200", ref = "#/components/responses/Expiring")
    @HistoryQuestion
    HttpResponse<?> expiring(HttpRequest<?> http) {
        var parameters = Parameters.of(http);
        var before = parameters.neededInstant("before");
        var asset = parameters.id("asset_id");
        return answers.list(http, "expiring", parameters, EXPIRING, (tables, after, limit) -> {
            var sql = Sql.of(
                            "select * from lot where expires_at < ? and finished_at is null and available + deferred +"
                                    + " held > 0",
                            before)
                    .addIf(asset, "and asset_id = ?");
            after.ifPresent(last -> sql.add("and (expires_at, lot_id) > (?, ?)", last.instant(0), last.id(1)));
            sql.add("order by expires_at, lot_id limit ?", limit + 1);
            return Page.of(
                    tables.rows(
                            sql,
                            row -> new Page.Placed(
                                    new Row(row)
                                            .text("lot_id", "account_id", "asset_id", "reference_id")
                                            .amount(
                                                    scales.of(tables, Row.id(row, "asset_id")),
                                                    "available",
                                                    "deferred",
                                                    "held")
                                            .instant("expires_at", "created_at")
                                            .done(),
                                    List.of(
                                            Row.time(row, "expires_at").toString(),
                                            Row.id(row, "lot_id").toString()))),
                    limit);
        });
    }

    @Get("/holds-aging")
    @Secured(Scopes.READ)
    @Operation(
            summary = "Read the age of open holds",
            description = "How many holds are open and what remains in them, by how long they have been open.")
    @ApiResponse(responseCode = "200", ref = "#/components/responses/HoldsAging")
    @HistoryQuestion
    HttpResponse<?> holdsAging(HttpRequest<?> http) {
        Measurements.operation(http, "history_holds_aging");
        Parameters.of(http).done();
        return reportAnswers.answer(http, Optional.empty(), AGING, reports::holdsAging);
    }

    @Get("/breakage")
    @Secured(Scopes.READ)
    @Operation(
            summary = "Read what lapsed",
            description = "The share of what was credited into lots that lapsed or was forfeited, by the month of the"
                    + " vintage.")
    @Parameter(
            name = "as_of",
            in = ParameterIn.QUERY,
            description =
                    "As all that was recorded before this time left it, which history must have passed; as far as is"
                            + " known, without it",
            schema = @Schema(type = "string", format = "date-time"))
    @ApiResponse(responseCode = "200", ref = "#/components/responses/Breakage")
    @HistoryQuestion
    HttpResponse<?> breakage(HttpRequest<?> http) {
        Measurements.operation(http, "history_breakage");
        var parameters = Parameters.of(http);
        var asOf = parameters.instant("as_of");
        parameters.done();
        return reportAnswers.answer(http, asOf, BREAKAGE, reports::breakage);
    }
}
