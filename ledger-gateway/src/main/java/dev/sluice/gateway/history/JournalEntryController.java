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
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.util.List;
import java.util.Optional;

/** Journal entries, which are every change that there ever was. */
@Controller("/v1/journal-entries")
@Consumes(MediaType.ALL)
@Produces({MediaType.APPLICATION_JSON, HistoryAnswers.CSV})
@ExecuteOn(TaskExecutors.BLOCKING)
final class JournalEntryController {

    private static final String NAME = "journal_entries";
    private static final Csv CSV = new Csv(
            List.of(
                    "recorded_at",
                    "id",
                    "type",
                    "account_id",
                    "program_id",
                    "description",
                    "reference_id",
                    "idempotency_key",
                    "actor.type",
                    "actor.name",
                    "reverses",
                    "metadata",
                    "postings.account_id",
                    "postings.system_account",
                    "postings.asset_id",
                    "postings.bucket",
                    "postings.amount",
                    "postings.lot_id",
                    "postings.hold_id",
                    "postings.balance_after"),
            Optional.of("postings"));

    private final HistoryAnswers answers;
    private final History history;
    private final JournalEntries entries;

    JournalEntryController(HistoryAnswers answers, History history, JournalEntries entries) {
        this.answers = answers;
        this.history = history;
        this.entries = entries;
    }

    @Get
    @Secured(Scopes.READ)
    @Operation(
            summary = "List journal entries",
            description =
                    "Newest first, each as one partition booked it: the parts of a transfer between partitions share"
                            + " their id. All filters must hold. As text/csv all of them at once, a line for each"
                            + " posting.")
    @Parameter(
            name = "account_id",
            in = ParameterIn.QUERY,
            description = "Entries that it asked for, or that move its value",
            schema = @Schema(type = "string", format = "uuid"))
    @Parameter(
            name = "participant_external_id",
            in = ParameterIn.QUERY,
            description = "The same by a participant's external id",
            schema = @Schema(type = "string"))
    @Parameter(
            name = "program_id",
            in = ParameterIn.QUERY,
            description = "Of this program",
            schema = @Schema(type = "string", format = "uuid"))
    @Parameter(
            name = "asset_id",
            in = ParameterIn.QUERY,
            description = "Of this asset",
            schema = @Schema(type = "string", format = "uuid"))
    @Parameter(
            name = "type",
            in = ParameterIn.QUERY,
            description = "Of this type, or of one of these: repeated, or with commas between them",
            schema = @Schema(type = "string", example = "CREDIT,DEBIT"))
    @Parameter(
            name = "reference_id",
            in = ParameterIn.QUERY,
            description = "With this reference",
            schema = @Schema(type = "string"))
    @Parameter(
            name = "idempotency_key",
            in = ParameterIn.QUERY,
            description = "Of the request with this key",
            schema = @Schema(type = "string"))
    @Parameter(
            name = "actor",
            in = ParameterIn.QUERY,
            description = "By the API key or producer of this name; `ledger` for what time did",
            schema = @Schema(type = "string"))
    @Parameter(
            name = "lot_id",
            in = ParameterIn.QUERY,
            description = "That move value of this lot",
            schema = @Schema(type = "string", format = "uuid"))
    @Parameter(
            name = "hold_id",
            in = ParameterIn.QUERY,
            description = "That move value under this hold",
            schema = @Schema(type = "string", format = "uuid"))
    @Parameter(
            name = "recorded_from",
            in = ParameterIn.QUERY,
            description = "Not recorded before this time",
            schema = @Schema(type = "string", format = "date-time"))
    @Parameter(
            name = "recorded_to",
            in = ParameterIn.QUERY,
            description = "Recorded before this time",
            schema = @Schema(type = "string", format = "date-time"))
    @Parameter(
            name = "amount_min",
            in = ParameterIn.QUERY,
            description = "That move at least so much: the sum of what comes in somewhere",
            schema = @Schema(type = "string", example = "10.00"))
    @Parameter(
            name = "amount_max",
            in = ParameterIn.QUERY,
            description = "That move at most so much",
            schema = @Schema(type = "string", example = "99.99"))
    @Parameter(
            name = "metadata[key]",
            in = ParameterIn.QUERY,
            description = "With this value under `key` in the metadata; any key, several at once",
            schema = @Schema(type = "string"))
    @Parameter(name = "limit", in = ParameterIn.QUERY, ref = "#/components/parameters/Limit")
    @Parameter(name = "cursor", in = ParameterIn.QUERY, ref = "#/components/parameters/Cursor")
    @ApiResponse(responseCode = "200", ref = "#/components/responses/JournalEntryList")
    @HistoryQuestion
    HttpResponse<?> list(HttpRequest<?> http) {
        var filter = new EntryFilter(Parameters.of(http));
        return answers.list(
                http,
                NAME,
                filter.parameters(),
                CSV,
                (tables, after, limit) -> entries.page(tables, filter, after, limit));
    }

    @Get("/{id}")
    @Secured(Scopes.READ)
    @Operation(
            summary = "Read a journal entry",
            description =
                    "The whole entry over all partitions, and the entries before and after it that belong to it, such"
                            + " as a hold, its capture and the reversal of that.")
    @ApiResponse(responseCode = "200", ref = "#/components/responses/JournalEntry")
    @HistoryQuestion
    HttpResponse<?> read(
            HttpRequest<?> http,
            @Parameter(schema = @Schema(type = "string", format = "uuid")) @PathVariable("id") String id) {
        Measurements.operation(http, "history_journal_entry");
        var parameters = Parameters.of(http);
        var entry = parameters.path("id", id);
        parameters.done();
        var known = history.ask(http, (tables, positions) -> entries.entry(tables, entry));
        return answers.json(
                http,
                known.answer()
                        .orElseThrow(() -> HistoryFailure.notFound(
                                "Expected a journal entry that history has read, but it has none with this id")),
                known.positions());
    }
}
