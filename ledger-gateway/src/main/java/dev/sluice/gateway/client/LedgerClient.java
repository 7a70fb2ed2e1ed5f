package dev.sluice.gateway.client;

import dev.sluice.schema.request.Request;
import java.util.concurrent.CompletableFuture;

/** Asks the ledger. */
public interface LedgerClient {

    /**
     * Sends the request on its way and returns at once, without blocking.
     *
     * @return the ledger's answer, or a {@link LedgerFailure} where there is none; cancelling it gives up waiting, and not the
     *     request, which may have been booked
     */
    CompletableFuture<Answer> ask(Request request, Caller caller);
}
