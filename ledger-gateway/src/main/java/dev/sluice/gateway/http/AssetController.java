package dev.sluice.gateway.http;

import dev.sluice.gateway.security.Scopes;
import dev.sluice.schema.request.CreateAsset;
import dev.sluice.schema.request.GetAsset;
import dev.sluice.schema.request.ListAssets;
import dev.sluice.schema.request.UpdateAsset;
import dev.sluice.schema.value.AssetId;
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

/** Assets: the kinds of value. */
@Controller("/v1/assets")
@Consumes(MediaType.ALL)
@Produces(MediaType.ALL)
final class AssetController {

    private final SubmissionReader reader;
    private final LedgerCalls ledger;

    AssetController(SubmissionReader reader, LedgerCalls ledger) {
        this.reader = reader;
        this.ledger = ledger;
    }

    @Post
    @Secured(Scopes.ADMIN)
    CompletableFuture<HttpResponse<byte[]>> createAsset(HttpRequest<?> http, @Body byte @Nullable [] body) {
        var request = reader.command(http, body)
                .made(
                        CreateAsset.class,
                        (create, key) -> AssetId.ofSymbol(create.symbol()).account());
        return ledger.ask(http, request);
    }

    @Get
    @Secured(Scopes.READ)
    CompletableFuture<HttpResponse<byte[]>> listAssets(HttpRequest<?> http) {
        var request = reader.question(http).made(ListAssets.class, (list, key) -> Catalogue.ANY_ACCOUNT);
        return ledger.ask(http, request);
    }

    @Get("/{id}")
    @Secured(Scopes.READ)
    CompletableFuture<HttpResponse<byte[]>> getAsset(HttpRequest<?> http, @PathVariable("id") String id) {
        return ledger.ask(http, reader.question(http).to(Optional.empty(), "id", id, GetAsset.class));
    }

    @Patch("/{id}")
    @Secured(Scopes.ADMIN)
    CompletableFuture<HttpResponse<byte[]>> updateAsset(
            HttpRequest<?> http, @PathVariable("id") String id, @Body byte @Nullable [] body) {
        return ledger.ask(http, reader.command(http, body).to(Optional.empty(), "id", id, UpdateAsset.class));
    }
}
