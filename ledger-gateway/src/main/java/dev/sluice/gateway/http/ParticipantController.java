package dev.sluice.gateway.http;

import dev.sluice.gateway.security.Scopes;
import dev.sluice.schema.request.ChangeParticipantStatus;
import dev.sluice.schema.request.GetParticipant;
import dev.sluice.schema.request.PutParticipant;
import dev.sluice.schema.request.UpdateParticipant;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.AccountKind;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Patch;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.security.annotation.Secured;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Participants: the persons or customers who own balances. */
@Controller("/v1/participants")
@Consumes(MediaType.ALL)
@Produces(MediaType.ALL)
final class ParticipantController {

    private static final Optional<AccountKind> KIND = Optional.of(AccountKind.PARTICIPANT);

    private final SubmissionReader reader;
    private final LedgerCalls ledger;

    ParticipantController(SubmissionReader reader, LedgerCalls ledger) {
        this.reader = reader;
        this.ledger = ledger;
    }

    @Post
    @Secured(Scopes.WRITE)
    CompletableFuture<HttpResponse<byte[]>> putParticipant(HttpRequest<?> http, @Body byte @Nullable [] body) {
        var request = reader.command(http, body)
                .made(PutParticipant.class, (put, key) -> AccountId.ofParticipant(put.externalId()));
        return ledger.ask(http, request);
    }

    @Get("/{id}")
    @Secured(Scopes.READ)
    CompletableFuture<HttpResponse<byte[]>> getParticipant(HttpRequest<?> http, @PathVariable("id") String id) {
        return ledger.ask(http, reader.question(http).to(KIND, "id", id, GetParticipant.class));
    }

    @Patch("/{id}")
    @Secured(Scopes.WRITE)
    CompletableFuture<HttpResponse<byte[]>> updateParticipant(
            HttpRequest<?> http, @PathVariable("id") String id, @Body byte @Nullable [] body) {
        return ledger.ask(http, reader.command(http, body).to(KIND, "id", id, UpdateParticipant.class));
    }

    @Patch("/{id}/status")
    @Secured(Scopes.WRITE)
    CompletableFuture<HttpResponse<byte[]>> changeParticipantStatus(
            HttpRequest<?> http, @PathVariable("id") String id, @Body byte @Nullable [] body) {
        return ledger.ask(http, reader.command(http, body).to(KIND, "id", id, ChangeParticipantStatus.class));
    }
}
