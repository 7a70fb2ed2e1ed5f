package dev.sluice.gateway.http;

import dev.sluice.gateway.client.Answer;
import dev.sluice.gateway.client.Caller;
import dev.sluice.gateway.client.LedgerClient;
import dev.sluice.gateway.client.LedgerFailure;
import dev.sluice.schema.json.OperationTypes;
import dev.sluice.schema.reply.Reply;
import dev.sluice.schema.request.Request;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import jakarta.inject.Singleton;
import java.security.Principal;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.regex.Pattern;

/** One call from request to answer: ask the ledger, wait without a thread, map what it says. */
@Singleton
public final class LedgerCalls {

    private static final String REPLAYED = "Idempotent-Replayed";
    private static final String POSITION = "Sluice-Position";
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
        return ask(http, request, reply -> CompletableFuture.completedFuture(answers.of(http, reply)));
    }

    /**
     * The same with a mapping of one's own.
     *
     * @param presentation makes the answer of what the ledger says; what it fails with is answered as if the ledger had
     */
    public CompletableFuture<HttpResponse<byte[]>> ask(
            HttpRequest<?> http,
            Request request,
            Function<Reply, CompletableFuture<MutableHttpResponse<byte[]>>> presentation) {
        Measurements.operation(http, OperationTypes.nameOf(request.operation()));
        return askFurther(http, request)
                .thenCompose(answer -> {
                    Measurements.outcome(http, "completed");
                    return presentation.apply(answer.reply()).thenApply(mapped -> marked(mapped, answer));
                })
                .handle((answer, failure) -> failure == null ? answer : unanswered(http, failure));
    }

    /** What the ledger says to a request that is only on the way to the answer of the call. */
    public CompletableFuture<Answer> askFurther(HttpRequest<?> http, Request request) {
        var answer = ledger.ask(request, callerOf(http));
        Disconnects.cancelOn(http, answer);
        return answer;
    }

    private static HttpResponse<byte[]> marked(MutableHttpResponse<byte[]> mapped, Answer answer) {
        answer.position().ifPresent(position -> mapped.header(POSITION, position));
        return answer.replayed() ? mapped.header(REPLAYED, "true") : mapped;
    }

    private HttpResponse<byte[]> unanswered(HttpRequest<?> http, Throwable thrown) {
        var failure = thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        if (failure instanceof LedgerFailure expected) {
            return problems.unanswered(http, expected);
        }
        if (failure instanceof CancellationException) {
            // Nobody reads this answer; it is what is measured.
            return problems.unanswered(http, new LedgerFailure.Pending("Expected the caller to wait, but it hung up"));
        }
        throw new CompletionException(failure);
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
