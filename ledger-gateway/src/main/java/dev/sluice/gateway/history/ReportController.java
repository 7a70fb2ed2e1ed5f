package dev.sluice.gateway.history;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.gateway.history.HistoryDatabase.Tables;
import dev.sluice.gateway.history.document.HistoryQuestion;
import dev.sluice.gateway.http.Measurements;
import dev.sluice.gateway.security.Scopes;
import dev.sluice.schema.rejection.InvalidMessageException;
import dev.sluice.schema.rejection.RejectionCode;
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
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** The reports over all accounts. */
@Controller("/v1/reports")
@Consumes(MediaType.ALL)
@Produces({MediaType.APPLICATION_JSON, HistoryAnswers.CSV})
@ExecuteOn(TaskExecutors.BLOCKING)
final class ReportController {

    private static final int INTERVALS_MAX = 100;
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
    private final History history;
    private final Reports reports;
    private final AssetScales scales;

    ReportController(HistoryAnswers answers, History history, Reports reports, AssetScales scales) {
        this.answers = answers;
        this.history = history;
        this.reports = reports;
        this.scales = scales;
    }

    /** A report of what is known, up to an instant. */
    @FunctionalInterface
    private interface Report {
        ObjectNode made(Tables tables, Instant asOf) throws SQLException;
    }

    /** Without an instant it is told of what every partition is known to have passed. */
    private HttpResponse<?> answer(HttpRequest<?> http, Optional<Instant> instant, Csv form, Report report) {
        var known = history.ask(
                http, instant, (tables, positions) -> report.made(tables, instant.orElseGet(() -> asOf(positions))));
        return answers.report(http, known.answer(), known.positions(), form);
    }

    private static Instant asOf(Positions positions) {
        return positions
                .asOf()
                .orElseThrow(() -> HistoryFailure.behind(
                        "Expected to know something of every partition, but history has not begun with all of them"));
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
        return answer(http, asOf, TRIAL_BALANCE, reports::trialBalance);
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
        return answer(http, asOf, form, (tables, instant) -> reports.liability(tables, instant, groupBy));
    }

    @Get("/rollforward")
    @Secured(Scopes.READ)
    @Operation(
            summary = "Read the rollforward",
            description =
                    "What all accounts had, what happened to it by class, and what they have then, for each asset and"
                        + " program: opening + all = closing. What moved between buckets is told, and changes no sum.")
    @Parameter(
            name = "from",
            required = true,
            in = ParameterIn.QUERY,
            description = "From this time on",
            schema = @Schema(type = "string", format = "date-time"))
    @Parameter(
            name = "to",
            in = ParameterIn.QUERY,
            description = "Before this time, which history must have passed; as far as is known, without it",
            schema = @Schema(type = "string", format = "date-time"))
    @Parameter(
            name = "interval",
            in = ParameterIn.QUERY,
            description = "A row for each of these, in UTC; one for the whole range without it",
            schema =
                    @Schema(
                            type = "string",
                            allowableValues = {"day", "month"}))
    @ApiResponse(responseCode = "200", ref = "#/components/responses/Rollforward")
    @HistoryQuestion
    HttpResponse<?> rollforward(HttpRequest<?> http) {
        Measurements.operation(http, "history_rollforward");
        var parameters = Parameters.of(http);
        var from = parameters.neededInstant("from");
        var to = parameters.instant("to");
        var interval = parameters.lowerCaseWord("interval", ReportInterval.class);
        parameters.checkRange("from", Optional.of(from), "to", to);
        parameters.done();
        return answer(http, to, rollforwardForm(), (tables, instant) -> {
            var report = JsonNodeFactory.instance.objectNode();
            var rows = report.putArray("data");
            var begin = from;
            for (var end : ends(from, instant, interval)) {
                var read = Rollforward.read(tables, Optional.of(begin), end, Optional.empty());
                for (var row : read.rows().entrySet()) {
                    var scale = scales.of(tables, row.getKey().asset());
                    var json = rows.addObject().put("from", begin.toString()).put("to", end.toString());
                    json.setAll(read.row(row.getKey(), row.getValue(), scale));
                }
                begin = end;
            }
            return report;
        });
    }

    /** The intervals of a rollforward. */
    enum ReportInterval {
        DAY(AccountPast.Interval.DAY),
        MONTH(AccountPast.Interval.MONTH);

        private final AccountPast.Interval interval;

        ReportInterval(AccountPast.Interval interval) {
            this.interval = interval;
        }
    }

    private static List<Instant> ends(Instant from, Instant to, Optional<ReportInterval> interval) {
        var ends = new ArrayList<Instant>();
        for (var begin = from; begin.isBefore(to); begin = ends.getLast()) {
            var last = begin;
            var end = interval.map(chosen -> chosen.interval.endOf(last)).orElse(to);
            ends.add(end.isAfter(to) ? to : end);
            if (ends.size() > INTERVALS_MAX) {
                throw new InvalidMessageException(
                        RejectionCode.INVALID_FIELD,
                        "#/interval",
                        "Expected at most %d intervals, but from and to are further apart".formatted(INTERVALS_MAX));
            }
        }
        return ends;
    }

    private static Csv rollforwardForm() {
        var classes = Stream.of(MovementClass.values()).map(MovementClass::wireName);
        return new Csv(
                Stream.of(
                                Stream.of("from", "to", "asset_id", "program_id", "opening"),
                                classes,
                                Stream.of("moved_between_buckets", "closing"))
                        .flatMap(Function.identity())
                        .toList(),
                Optional.empty());
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
        return answer(
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
            var sql = Sql.of("select * from lot where expires_at < ? and available + deferred + held > 0", before)
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
        return answer(http, Optional.empty(), AGING, reports::holdsAging);
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
        return answer(http, asOf, BREAKAGE, reports::breakage);
    }
}
