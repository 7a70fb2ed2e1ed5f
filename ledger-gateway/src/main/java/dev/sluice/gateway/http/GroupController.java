package dev.sluice.gateway.http;

import dev.sluice.gateway.security.Scopes;
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
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Groups: shared pots with members. */
@Controller("/v1/groups")
@Consumes(MediaType.ALL)
@Produces(MediaType.ALL)
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
    CompletableFuture<HttpResponse<byte[]>> createGroup(HttpRequest<?> http, @Body byte @Nullable [] body) {
        var request = reader.command(http, body).made(CreateGroup.class, (create, key) -> AccountId.ofGroup(key));
        return ledger.ask(http, request);
    }

    @Get("/{id}")
    @Secured(Scopes.READ)
    CompletableFuture<HttpResponse<byte[]>> getGroup(HttpRequest<?> http, @PathVariable("id") String id) {
        return ledger.ask(http, reader.question(http).to(KIND, "id", id, GetGroup.class));
    }

    @Patch("/{id}")
    @Secured(Scopes.WRITE)
    CompletableFuture<HttpResponse<byte[]>> updateGroup(
            HttpRequest<?> http, @PathVariable("id") String id, @Body byte @Nullable [] body) {
        return ledger.ask(http, reader.command(http, body).to(KIND, "id", id, UpdateGroup.class));
    }

    @Delete("/{id}")
    @Secured(Scopes.WRITE)
    CompletableFuture<HttpResponse<byte[]>> archiveGroup(
            HttpRequest<?> http, @PathVariable("id") String id, @Body byte @Nullable [] body) {
        return ledger.ask(http, reader.commandWithOptionalBody(http, body).to(KIND, "id", id, ArchiveGroup.class));
    }

    @Post("/{id}/members")
    @Secured(Scopes.WRITE)
    CompletableFuture<HttpResponse<byte[]>> addGroupMembers(
            HttpRequest<?> http, @PathVariable("id") String id, @Body byte @Nullable [] body) {
        return ledger.ask(http, reader.command(http, body).to(KIND, "id", id, AddGroupMembers.class));
    }

    @Delete("/{id}/members/{participant_id}")
    @Secured(Scopes.WRITE)
    CompletableFuture<HttpResponse<byte[]>> removeGroupMember(
            HttpRequest<?> http,
            @PathVariable("id") String id,
            @PathVariable("participant_id") String participantId,
            @Body byte @Nullable [] body) {
        var submission = reader.commandWithOptionalBody(http, body).with("participant_id", participantId);
        return ledger.ask(http, submission.to(KIND, "id", id, RemoveGroupMember.class));
    }
}
