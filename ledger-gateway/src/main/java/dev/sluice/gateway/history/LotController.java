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
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;

/** Lots, over all accounts that had a part of them. */
@Controller("/v1/lots")
@Consumes(MediaType.ALL)
@Produces(MediaType.APPLICATION_JSON)
@ExecuteOn(TaskExecutors.BLOCKING)
final class LotController {

    private final HistoryAnswers answers;
    private final History history;
    private final LotTrace traces;

    LotController(HistoryAnswers answers, History history, LotTrace traces) {
        this.answers = answers;
        this.history = history;
        this.traces = traces;
    }

    @Get("/{id}/trace")
    @Secured(Scopes.READ)
    @Operation(
            summary = "Trace a lot",
            description =
                    "Where each unit of it came from, through transfers back to what was issued, and where each went.")
    @ApiResponse(responseCode = "200", ref = "#/components/responses/LotTrace")
    @HistoryQuestion
    HttpResponse<?> trace(
            HttpRequest<?> http,
            @Parameter(schema = @Schema(type = "string", format = "uuid")) @PathVariable("id") String id) {
        Measurements.operation(http, "history_lot_trace");
        var parameters = Parameters.of(http);
        var lot = parameters.path("id", id);
        parameters.done();
        var known = history.ask(http, (tables, positions) -> traces.of(tables, lot));
        return answers.json(
                http,
                known.answer()
                        .orElseThrow(() -> HistoryFailure.notFound(
                                "Expected a lot that history has read, but it has none with this id")),
                known.positions());
    }
}
