package dev.sluice.gateway.history;

import dev.sluice.gateway.history.document.HistoryQuestion;
import dev.sluice.gateway.security.Scopes;
import dev.sluice.schema.value.AccountStatus;
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
import java.util.Map;

/** Participants, as history knows them. */
@Controller("/v1/participants")
@Consumes(MediaType.ALL)
@Produces({MediaType.APPLICATION_JSON, HistoryAnswers.CSV})
@ExecuteOn(TaskExecutors.BLOCKING)
final class ParticipantListController {

    private static final String NAME = "participants";
    private static final Csv CSV =
            Csv.of("id", "external_id", "status", "display_name", "attributes", "created_at", "updated_at");

    private final HistoryAnswers answers;

    ParticipantListController(HistoryAnswers answers) {
        this.answers = answers;
    }

    @Get
    @Secured(Scopes.READ)
    @Operation(
            summary = "List participants",
            description = "Newest first, as history knows them. All filters must hold.")
    @Parameter(
            name = "external_id",
            in = ParameterIn.QUERY,
            description = "With this external id",
            schema = @Schema(type = "string"))
    @Parameter(
            name = "q",
            in = ParameterIn.QUERY,
            description = "With this in the display name or the external id, in either case",
            schema = @Schema(type = "string"))
    @Parameter(
            name = "status",
            in = ParameterIn.QUERY,
            description = "With this status",
            schema =
                    @Schema(
                            type = "string",
                            allowableValues = {"ACTIVE", "SUSPENDED", "CLOSED"}))
    @Parameter(
            name = "attributes[key]",
            in = ParameterIn.QUERY,
            description = "With this value under `key` in the attributes; any key, several at once",
            schema = @Schema(type = "string"))
    @Parameter(name = "limit", in = ParameterIn.QUERY, ref = "#/components/parameters/Limit")
    @Parameter(name = "cursor", in = ParameterIn.QUERY, ref = "#/components/parameters/Cursor")
    @ApiResponse(responseCode = "200", ref = "#/components/responses/ParticipantList")
    @HistoryQuestion
    HttpResponse<?> list(HttpRequest<?> http) {
        var parameters = Parameters.of(http);
        var conditions = Sql.of("true");
        conditions.addIf(parameters.text("external_id"), "and external_id = ?");
        conditions.addIf(
                parameters.text("q").map(NewestFirst::containing),
                "and (coalesce(display_name, '') || ' ' || external_id) ilike ?");
        conditions.addIf(parameters.word("status", AccountStatus.class).map(AccountStatus::name), "and status = ?");
        parameters.keyed("attributes").forEach((key, value) -> attribute(conditions, key, value));
        return answers.list(
                http,
                NAME,
                parameters,
                CSV,
                (tables, after, limit) -> NewestFirst.page(
                        tables,
                        Sql.of("select account_id as id, external_id, status, display_name, attributes,"
                                        + " created_at, updated_at from participant where")
                                .add(conditions),
                        new NewestFirst.Order("created_at", "account_id"),
                        after,
                        limit,
                        row -> new Row(row)
                                .text("id", "external_id", "status", "display_name")
                                .json("attributes")
                                .instant("created_at", "updated_at")
                                .done()));
    }

    /** The value may be a text, or be meant as the number or boolean that it looks like. */
    private static void attribute(Sql conditions, String key, String value) {
        var text = Row.write(Map.of(key, value));
        if (value.matches("-?(0|[1-9][0-9]{0,30})(\\.[0-9]{1,30})?|true|false")) {
            conditions.add(
                    "and (attributes @> ?::jsonb or attributes @> ?::jsonb)",
                    new Sql.Json(text),
                    new Sql.Json(text.replace(":\"" + value + "\"}", ":" + value + "}")));
        } else {
            conditions.add("and attributes @> ?::jsonb", new Sql.Json(text));
        }
    }
}
