package dev.sluice.gateway.http;

import dev.sluice.schema.value.AccountKind;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import java.util.concurrent.CompletableFuture;

/** The one who knows what the balances of an account were, since the ledger itself only knows what they are. */
public interface PastBalances {

    /** Answers a question for balances that bears {@code as_of}. */
    CompletableFuture<HttpResponse<byte[]>> balances(HttpRequest<?> http, AccountKind kind, String id);
}
