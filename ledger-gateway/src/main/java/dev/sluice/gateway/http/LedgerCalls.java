package dev.sluice.gateway.http;

import dev.sluice.gateway.client.Caller;
import dev.sluice.gateway.client.LedgerClient;
import dev.sluice.gateway.client.LedgerFailure;
import dev.sluice.schema.json.OperationTypes;
import dev.sluice.schema.request.Request;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import jakarta.inject.Singleton;
import java.security.Principal;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.regex.Pattern;

/** One call from request to answer: ask the ledger, wait without a thread, map what it says. */
@Singleton
final class LedgerCalls {

    private static final Pattern TRACEPARENT = Pattern.compile("[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");

    private final LedgerClient ledger;
    private final Answers answers;
    private final Problems problems;

    LedgerCalls(LedgerClient ledger, Answers answers, Problems problems) {
        this.ledger = ledger;
        this.answers = answers;
        this.problems = problems;
    }

    CompletableFuture<HttpResponse<byte[]>> ask(HttpRequest<?> http, Request request) {
        Measurements.operation(http, OperationTypes.nameOf(request.operation()));
        var reply = ledger.ask(request, callerOf(http));
        Disconnects.cancelOn(http, reply);
        return reply.handle(
                (answer, failure) -> failure == null ? answers.of(http, answer) : unanswered(http, failure));
    }

    private HttpResponse<byte[]> unanswered(HttpRequest<?> http, Throwable failure) {
        if (failure instanceof LedgerFailure expected) {
            return problems.unanswered(http, expected);
        }
        if (failure instanceof CancellationException) {
            // Nobody reads this answer; it is what is measured.
            return problems.unanswered(http, new LedgerFailure.Pending("Expected the caller to wait, but it hung up"));
        }
        throw failure instanceof CompletionException wrapped ? wrapped : new CompletionException(failure);
    }

    private static Caller callerOf(HttpRequest<?> http) {
        return new Caller(
                RequestIds.of(http),
                http.getUserPrincipal().map(Principal::getName),
                http.getHeaders()
                        .findFirst("traceparent")
                        .filter(value -> TRACEPARENT.matcher(value).matches()));
    }
}
