package dev.sluice.gateway.http;

import dev.sluice.gateway.security.Scopes;
import dev.sluice.schema.request.CreateProgram;
import dev.sluice.schema.request.GetProgram;
import dev.sluice.schema.request.LinkAsset;
import dev.sluice.schema.request.ListPrograms;
import dev.sluice.schema.request.UpdateProgram;
import dev.sluice.schema.value.ProgramId;
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

/** Programs, and which assets are linked to them. */
@Controller("/v1/programs")
@Consumes(MediaType.ALL)
@Produces(MediaType.ALL)
final class ProgramController {

    private final SubmissionReader reader;
    private final LedgerCalls ledger;

    ProgramController(SubmissionReader reader, LedgerCalls ledger) {
        this.reader = reader;
        this.ledger = ledger;
    }

    @Post
    @Secured(Scopes.ADMIN)
    CompletableFuture<HttpResponse<byte[]>> createProgram(HttpRequest<?> http, @Body byte @Nullable [] body) {
        var request = reader.command(http, body)
                .made(
                        CreateProgram.class,
                        (create, key) -> ProgramId.madeWith(key).account());
        return ledger.ask(http, request);
    }

    @Get
    @Secured(Scopes.READ)
    CompletableFuture<HttpResponse<byte[]>> listPrograms(HttpRequest<?> http) {
        var request = reader.question(http).made(ListPrograms.class, (list, key) -> Catalogue.ANY_ACCOUNT);
        return ledger.ask(http, request);
    }

    @Get("/{id}")
    @Secured(Scopes.READ)
    CompletableFuture<HttpResponse<byte[]>> getProgram(HttpRequest<?> http, @PathVariable("id") String id) {
        return ledger.ask(http, reader.question(http).to(Optional.empty(), "id", id, GetProgram.class));
    }

    @Patch("/{id}")
    @Secured(Scopes.ADMIN)
    CompletableFuture<HttpResponse<byte[]>> updateProgram(
            HttpRequest<?> http, @PathVariable("id") String id, @Body byte @Nullable [] body) {
        return ledger.ask(http, reader.command(http, body).to(Optional.empty(), "id", id, UpdateProgram.class));
    }

    /** The request is about the asset, since that is what changes; the program is a field of it. */
    @Post("/{id}/assets")
    @Secured(Scopes.ADMIN)
    CompletableFuture<HttpResponse<byte[]>> linkAsset(
            HttpRequest<?> http, @PathVariable("id") String id, @Body byte @Nullable [] body) {
        var submission = reader.command(http, body);
        var asset = submission.take("asset_id");
        return ledger.ask(http, submission.with("program_id", id).to("asset_id", asset, LinkAsset.class));
    }
}
