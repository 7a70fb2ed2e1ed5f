package dev.sluice.gateway.history;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.gateway.history.AccountPast.Interval;
import dev.sluice.gateway.history.HistoryDatabase.Tables;
import dev.sluice.gateway.history.document.HistoryQuestion;
import dev.sluice.gateway.http.Measurements;
import dev.sluice.gateway.security.Scopes;
import dev.sluice.schema.rejection.RejectionCode;
import dev.sluice.schema.value.AccountKind;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
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
import java.util.Optional;
import java.util.UUID;

/** The past of one account: the same calls for participants and groups. */
abstract class AccountPastController {

    private static final int INTERVALS_MAX = 1_000;
    private static final String STATEMENT = "statement";
    private static final Csv LINES = Csv.of(
            "recorded_at",
            "journal_entry_id",
            "type",
            "amounts.available",
            "amounts.held",
            "amounts.deferred",
            "balance.available",
            "balance.held",
            "balance.deferred",
            "description",
            "reference_id");
    private static final Csv CLOSINGS = Csv.of("until", "available", "held", "deferred");

    private final AccountKind kind;
    private final HistoryAnswers answers;
    private final History history;
    private final AccountPast past;
    private final AssetScales scales;

    AccountPastController(
            AccountKind kind, HistoryAnswers answers, History history, AccountPast past, AssetScales scales) {
        this.kind = kind;
        this.answers = answers;
        this.history = history;
        this.past = past;
        this.scales = scales;
    }

    @Get("/statement")
    @Secured(Scopes.READ)
    @Operation(
            summary = "Read a statement",
            description =
                    "What the account had of an asset, a line for each entry that moved it, oldest first, and what it"
                            + " has then: opening + lines = closing, to the unit. As text/csv all lines at once.")
    @Parameter(
            name = "asset_id",
            in = ParameterIn.QUERY,
            required = true,
            description = "Of this asset",
            schema = @Schema(type = "string", format = "uuid"))
    @Parameter(
            name = "from",
            in = ParameterIn.QUERY,
            description = "From this time on; from the beginning without it",
            schema = @Schema(type = "string", format = "date-time"))
    @Parameter(
            name = "to",
            in = ParameterIn.QUERY,
            description = "Before this time, which history must have passed; all that is known without it",
            schema = @Schema(type = "string", format = "date-time"))
    @Parameter(name = "limit", in = ParameterIn.QUERY, ref = "#/components/parameters/Limit")
    @Parameter(name = "cursor", in = ParameterIn.QUERY, ref = "#/components/parameters/Cursor")
    @ApiResponse(responseCode = "200", ref = "#/components/responses/Statement")
    @HistoryQuestion
    HttpResponse<?> statement(
            HttpRequest<?> http,
            @Parameter(schema = @Schema(type = "string", format = "uuid")) @PathVariable("id") String id) {
        Measurements.operation(http, "history_statement");
        var parameters = Parameters.of(http);
        var statement = new Statement(
                parameters.path("id", id),
                parameters.neededId("asset_id"),
                parameters.instant("from"),
                parameters.instant("to"));
        parameters.checkRange("from", statement.from(), "to", statement.to());
        var limit = parameters.limit();
        var after = parameters.cursor(name(statement));
        parameters.done();
        if (HistoryAnswers.acceptsCsv(http)) {
            var first = lines(http, statement, after);
            return answers.csv(
                    http,
                    first.positions(),
                    new CsvStream(
                            LINES,
                            first.answer(),
                            next -> lines(http, statement, Optional.of(next)).answer()));
        }
        var known = history.ask(http, statement.to(), (tables, positions) -> {
            checkAccount(tables, statement.account());
            return whole(tables, statement, parameters, after, limit);
        });
        return answers.json(http, known.answer(), known.positions());
    }

    /** A cursor continues the statement of its own account only. */
    private static String name(Statement statement) {
        return STATEMENT + statement.account();
    }

    private History.Known<Page> lines(HttpRequest<?> http, Statement statement, Optional<Cursor> after) {
        return history.ask(http, statement.to(), (tables, positions) -> {
            checkAccount(tables, statement.account());
            return statement.lines(tables, scales.of(tables, statement.asset()), after, HistoryAnswers.CSV_PAGE);
        });
    }

    private ObjectNode whole(
            Tables tables, Statement statement, Parameters parameters, Optional<Cursor> after, int limit)
            throws SQLException {
        var scale = scales.of(tables, statement.asset());
        var account = statement.account();
        var asset = statement.asset();
        var page = statement.lines(tables, scale, after, limit);
        var answer = JsonNodeFactory.instance
                .objectNode()
                .put("account_id", account.toString())
                .put("asset_id", asset.toString());
        statement.from().ifPresent(from -> answer.put("from", from.toString()));
        statement.to().ifPresent(to -> answer.put("to", to.toString()));
        answer.set(
                "opening",
                statement.from().isPresent()
                        ? past.balance(tables, account, asset, statement.from())
                        : AccountPast.nothing(scale));
        answer.putArray("lines").addAll(page.rows());
        answer.set("closing", past.balance(tables, account, asset, statement.to()));
        answer.set("totals", statement.totals(tables, scale));
        answer.set("pagination", HistoryAnswers.pagination(page, parameters, name(statement)));
        return answer;
    }

    @Get("/balances/history")
    @Secured(Scopes.READ)
    @Operation(
            summary = "Read the balances of intervals",
            description =
                    "The closing balance of each interval from `from` to `to`, what a plot needs. Intervals end at"
                            + " full hours, days or months in UTC; the last one ends at `to`.")
    @Parameter(
            name = "asset_id",
            in = ParameterIn.QUERY,
            required = true,
            description = "Of this asset",
            schema = @Schema(type = "string", format = "uuid"))
    @Parameter(
            name = "from",
            in = ParameterIn.QUERY,
            required = true,
            description = "The beginning of the first interval",
            schema = @Schema(type = "string", format = "date-time"))
    @Parameter(
            name = "to",
            in = ParameterIn.QUERY,
            required = true,
            description = "The end of the last interval, which history must have passed",
            schema = @Schema(type = "string", format = "date-time"))
    @Parameter(
            name = "interval",
            in = ParameterIn.QUERY,
            description = "How long one is; 1,000 of them at most",
            schema =
                    @Schema(
                            type = "string",
                            allowableValues = {"hour", "day", "month"},
                            defaultValue = "day"))
    @ApiResponse(responseCode = "200", ref = "#/components/responses/BalanceHistory")
    @HistoryQuestion
    HttpResponse<?> closings(
            HttpRequest<?> http,
            @Parameter(schema = @Schema(type = "string", format = "uuid")) @PathVariable("id") String id) {
        Measurements.operation(http, "history_balances");
        var parameters = Parameters.of(http);
        var account = parameters.path("id", id);
        var asset = parameters.neededId("asset_id");
        var from = parameters.neededInstant("from");
        var to = parameters.neededInstant("to");
        var interval = parameters.lowerCaseWord("interval", Interval.class).orElse(Interval.DAY);
        parameters.checkRange("from", Optional.of(from), "to", Optional.of(to));
        var ends = ends(from, to, interval);
        if (ends.size() > INTERVALS_MAX) {
            parameters.refuse(
                    RejectionCode.INVALID_FIELD,
                    "interval",
                    "Expected at most %,d intervals, but from and to are further apart".formatted(INTERVALS_MAX));
        }
        parameters.done();
        var known = history.ask(http, Optional.of(to), (tables, positions) -> {
            checkAccount(tables, account);
            var answer = JsonNodeFactory.instance
                    .objectNode()
                    .put("account_id", account.toString())
                    .put("asset_id", asset.toString());
            answer.putArray("data").addAll(past.closings(tables, account, asset, ends));
            return answer;
        });
        return answers.report(http, known.answer(), known.positions(), CLOSINGS);
    }

    private static List<Instant> ends(Instant from, Instant to, Interval interval) {
        var ends = new ArrayList<Instant>();
        for (var begin = from; begin.isBefore(to) && ends.size() <= INTERVALS_MAX; begin = ends.getLast()) {
            var end = interval.endOf(begin);
            ends.add(end.isAfter(to) ? to : end);
        }
        return ends;
    }

    private void checkAccount(Tables tables, UUID account) throws SQLException {
        if (!past.has(tables, kind, account)) {
            throw HistoryFailure.notFound("Expected a %s that history has read, but it has none with this id"
                    .formatted(kind.name().toLowerCase(java.util.Locale.ROOT)));
        }
    }
}
