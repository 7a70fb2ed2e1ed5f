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

/** Groups, as history knows them. */
@Controller("/v1/groups")
@Consumes(MediaType.ALL)
@Produces({MediaType.APPLICATION_JSON, HistoryAnswers.CSV})
@ExecuteOn(TaskExecutors.BLOCKING)
final class GroupListController {

    private static final String NAME = "groups";
    private static final Csv CSV = Csv.of("id", "name", "status", "members", "created_at", "updated_at");

    private final HistoryAnswers answers;

    GroupListController(HistoryAnswers answers) {
        this.answers = answers;
    }

    @Get
    @Secured(Scopes.READ)
    @Operation(summary = "List groups", description = "Newest first, as history knows them. All filters must hold.")
    @Parameter(
            name = "q",
            in = ParameterIn.QUERY,
            description = "With this in the name, in either case",
            schema = @Schema(type = "string"))
    @Parameter(
            name = "status",
            in = ParameterIn.QUERY,
            description = "With this status",
            schema =
                    @Schema(
                            type = "string",
                            allowableValues = {"ACTIVE", "ARCHIVED"}))
    @Parameter(
            name = "member_id",
            in = ParameterIn.QUERY,
            description = "With this participant among its members",
            schema = @Schema(type = "string", format = "uuid"))
    @Parameter(name = "limit", in = ParameterIn.QUERY, ref = "#/components/parameters/Limit")
    @Parameter(name = "cursor", in = ParameterIn.QUERY, ref = "#/components/parameters/Cursor")
    @ApiResponse(responseCode = "200", ref = "#/components/responses/GroupList")
    @HistoryQuestion
    HttpResponse<?> list(HttpRequest<?> http) {
        var parameters = Parameters.of(http);
        var conditions = Sql.of("true");
        conditions.addIf(parameters.text("q").map(NewestFirst::containing), "and name ilike ?");
        conditions.addIf(parameters.word("status", AccountStatus.class).map(AccountStatus::name), "and status = ?");
        parameters
                .id("member_id")
                .ifPresent(member -> conditions.add(
                        "and members @> ?::jsonb", new Sql.Json("[{\"participant_id\": \"" + member + "\"}]")));
        return answers.list(
                http,
                NAME,
                parameters,
                CSV,
                (tables, after, limit) -> NewestFirst.page(
                        tables,
                        Sql.of("select account_id as id, name, status, members, created_at, updated_at from"
                                        + " account_group where")
                                .add(conditions),
                        new NewestFirst.Order("created_at", "account_id"),
                        after,
                        limit,
                        row -> new Row(row)
                                .text("id", "name")
                                .json("members")
                                .text("status")
                                .instant("created_at", "updated_at")
                                .done()));
    }
}
