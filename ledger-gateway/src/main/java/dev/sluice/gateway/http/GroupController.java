package dev.sluice.gateway.http;

import dev.sluice.gateway.http.document.Bodies.AddGroupMembersBody;
import dev.sluice.gateway.http.document.Bodies.CreateGroupBody;
import dev.sluice.gateway.http.document.Bodies.UpdateGroupBody;
import dev.sluice.gateway.http.document.CommandAnswers;
import dev.sluice.gateway.http.document.QuestionAnswers;
import dev.sluice.gateway.security.Scopes;
import dev.sluice.schema.entity.Group;
import dev.sluice.schema.request.AddGroupMembers;
import dev.sluice.schema.request.ArchiveGroup;
import dev.sluice.schema.request.CreateGroup;
import dev.sluice.schema.request.GetGroup;
import dev.sluice.schema.request.RemoveGroupMember;
import dev.sluice.schema.request.UpdateGroup;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.AccountKind;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Patch;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.security.annotation.Secured;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Groups: shared pots with members. */
@Controller("/v1/groups")
@Consumes(MediaType.ALL)
@Produces(MediaType.APPLICATION_JSON)
final class GroupController {

    private static final Optional<AccountKind> KIND = Optional.of(AccountKind.GROUP);

    private final SubmissionReader reader;
    private final LedgerCalls ledger;

    GroupController(SubmissionReader reader, LedgerCalls ledger) {
        this.reader = reader;
        this.ledger = ledger;
    }

    @Post
    @Secured(Scopes.WRITE)
    @Operation(summary = "Make a group", description = "The same idempotency key makes no second one.")
    @ApiResponse(
            responseCode = "201",
            description = "Made",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = Group.class)))
    @ApiResponse(
            responseCode = "200",
            description = "It exists, and is answered as it is now",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = Group.class)))
    @CommandAnswers
    CompletableFuture<HttpResponse<byte[]>> createGroup(
            HttpRequest<?> http,
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = "application/json",
                                            schema = @Schema(implementation = CreateGroupBody.class)))
                    @Body
                    byte[] body) {
        var request = reader.command(http, body).made(CreateGroup.class, (create, key) -> AccountId.ofGroup(key));
        return ledger.ask(http, request);
    }

    @Get("/{id}")
    @Secured(Scopes.READ)
    @Operation(summary = "Read a group, its members and its balances")
    @ApiResponse(
            responseCode = "200",
            description = "The answer",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = Answers.GroupWithBalances.class)))
    @QuestionAnswers
    CompletableFuture<HttpResponse<byte[]>> getGroup(
            HttpRequest<?> http,
            @Parameter(schema = @Schema(type = "string", format = "uuid")) @PathVariable("id") String id) {
        return ledger.ask(http, reader.question(http).to(KIND, "id", id, GetGroup.class));
    }

    @Patch("/{id}")
    @Secured(Scopes.WRITE)
    @Operation(summary = "Rename a group")
    @ApiResponse(
            responseCode = "200",
            description = "Done",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = Group.class)))
    @CommandAnswers
    CompletableFuture<HttpResponse<byte[]>> updateGroup(
            HttpRequest<?> http,
            @Parameter(schema = @Schema(type = "string", format = "uuid")) @PathVariable("id") String id,
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = "application/json",
                                            schema = @Schema(implementation = UpdateGroupBody.class)))
                    @Body
                    byte[] body) {
        return ledger.ask(http, reader.command(http, body).to(KIND, "id", id, UpdateGroup.class));
    }

    @Delete("/{id}")
    @Secured(Scopes.WRITE)
    @Operation(summary = "Archive a group", description = "Only where all its balances are zero.")
    @ApiResponse(
            responseCode = "200",
            description = "Done",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = Group.class)))
    @CommandAnswers
    CompletableFuture<HttpResponse<byte[]>> archiveGroup(
            HttpRequest<?> http,
            @Parameter(schema = @Schema(type = "string", format = "uuid")) @PathVariable("id") String id) {
        return ledger.ask(http, reader.commandWithoutBody(http).to(KIND, "id", id, ArchiveGroup.class));
    }

    @Post("/{id}/members")
    @Secured(Scopes.WRITE)
    @Operation(summary = "Add members to a group", description = "Those that are in it get the role that is given.")
    @ApiResponse(
            responseCode = "200",
            description = "Done",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = Group.class)))
    @CommandAnswers
    CompletableFuture<HttpResponse<byte[]>> addGroupMembers(
            HttpRequest<?> http,
            @Parameter(schema = @Schema(type = "string", format = "uuid")) @PathVariable("id") String id,
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = "application/json",
                                            schema = @Schema(implementation = AddGroupMembersBody.class)))
                    @Body
                    byte[] body) {
        return ledger.ask(http, reader.command(http, body).to(KIND, "id", id, AddGroupMembers.class));
    }

    @Delete("/{id}/members/{participant_id}")
    @Secured(Scopes.WRITE)
    @Operation(summary = "Remove a member from a group", description = "The last ADMIN stays.")
    @ApiResponse(
            responseCode = "200",
            description = "Done",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = Group.class)))
    @CommandAnswers
    CompletableFuture<HttpResponse<byte[]>> removeGroupMember(
            HttpRequest<?> http,
            @Parameter(schema = @Schema(type = "string", format = "uuid")) @PathVariable("id") String id,
            @Parameter(schema = @Schema(type = "string", format = "uuid")) @PathVariable("participant_id")
                    String participantId) {
        var submission = reader.commandWithoutBody(http).with("participant_id", participantId);
        return ledger.ask(http, submission.to(KIND, "id", id, RemoveGroupMember.class));
    }
}
