package dev.sluice.gateway.history;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** The rollforward: what all accounts had, what happened to it, and what they have then, interval by interval. */
@Controller("/v1/reports/rollforward")
@Consumes(MediaType.ALL)
@Produces({MediaType.APPLICATION_JSON, HistoryAnswers.CSV})
@ExecuteOn(TaskExecutors.BLOCKING)
final class RollforwardController {

    private static final int INTERVALS_MAX = 100;

    private final ReportAnswers answers;
    private final AssetScales scales;

    RollforwardController(ReportAnswers answers, AssetScales scales) {
        this.answers = answers;
        this.scales = scales;
    }

    @Get
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
        return answers.answer(http, to, rollforwardForm(), (tables, instant) -> {
            var report = JsonNodeFactory.instance.objectNode();
            var rows = report.putArray("data");
            var begin = from;
            var last = Optional.<Rollforward>empty();
            for (var end : ends(from, instant, interval)) {
                var read = last.isPresent()
                        ? last.get().next(tables, begin, end)
                        : Rollforward.read(tables, Optional.of(begin), end, Optional.empty());
                last = Optional.of(read);
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
}
