package dev.sluice.gateway.stripe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.gateway.client.LedgerFailure;
import dev.sluice.gateway.http.LedgerCalls;
import dev.sluice.gateway.http.Problems;
import dev.sluice.schema.json.LedgerMapper;
import dev.sluice.schema.reply.Completed;
import dev.sluice.schema.reply.Refused;
import dev.sluice.schema.reply.ReserveHoldFound;
import dev.sluice.schema.reply.ReserveHoldPage;
import dev.sluice.schema.reply.ReservePlanFound;
import dev.sluice.schema.reply.ReservePlanPage;
import dev.sluice.schema.reply.ReserveReleaseFound;
import dev.sluice.schema.reply.ReserveReleasePage;
import dev.sluice.schema.reply.Result;
import dev.sluice.schema.request.Command;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;

/** One call from request to answer: ask the ledger, expand what it says, write it in the dialect. */
@Singleton
final class ReserveCalls {

    private final LedgerCalls ledger;
    private final Expander expander;
    private final Problems problems;
    private final JsonMapper mapper = LedgerMapper.create();

    ReserveCalls(LedgerCalls ledger, Expander expander, Problems problems) {
        this.ledger = ledger;
        this.expander = expander;
        this.problems = problems;
    }

    CompletableFuture<HttpResponse<byte[]>> hold(DialectCall call) {
        return ask(
                call,
                ReserveHoldFound.class,
                found -> expander.expand(call, List.of(found.hold()), List.of())
                        .thenApply(objects -> objects.hold(found.hold())));
    }

    CompletableFuture<HttpResponse<byte[]>> holds(DialectCall call) {
        return ask(
                call,
                ReserveHoldPage.class,
                page -> expander.expand(call, page.data(), List.of())
                        .thenApply(objects -> list(
                                "/holds",
                                page.data().stream().map(objects::hold).toList(),
                                page.hasMore())));
    }

    CompletableFuture<HttpResponse<byte[]>> release(DialectCall call) {
        return ask(
                call,
                ReserveReleaseFound.class,
                found -> expander.expand(call, List.of(), List.of(found.release()))
                        .thenApply(objects -> objects.release(found.release())));
    }

    CompletableFuture<HttpResponse<byte[]>> releases(DialectCall call) {
        return ask(
                call,
                ReserveReleasePage.class,
                page -> expander.expand(call, List.of(), page.data())
                        .thenApply(objects -> list(
                                "/releases",
                                page.data().stream().map(objects::release).toList(),
                                page.hasMore())));
    }

    CompletableFuture<HttpResponse<byte[]>> plan(DialectCall call) {
        return ask(
                call, ReservePlanFound.class, found -> CompletableFuture.completedFuture(PlanObject.of(found.plan())));
    }

    CompletableFuture<HttpResponse<byte[]>> plans(DialectCall call) {
        return ask(
                call,
                ReservePlanPage.class,
                page -> CompletableFuture.completedFuture(
                        list("/plans", page.data().stream().map(PlanObject::of).toList(), page.hasMore())));
    }

    private static ListObject list(String path, List<?> data, boolean hasMore) {
        return ListObject.of(data, hasMore, ErrorEnvelope.PATH + path);
    }

    private <R extends Result> CompletableFuture<HttpResponse<byte[]>> ask(
            DialectCall call, Class<R> type, Function<R, CompletableFuture<?>> body) {
        return ledger.ask(call.http(), call.request(), reply -> switch (reply) {
            case Completed completed ->
                body.apply(type.cast(completed.result()))
                        .<MutableHttpResponse<byte[]>>thenApply(this::written)
                        .exceptionallyCompose(failure -> CompletableFuture.failedFuture(unexpanded(call, failure)));
            case Refused refused ->
                CompletableFuture.completedFuture(
                        problems.refused(call.http(), call.names().inDialect(refused.rejection())));
        });
    }

    private MutableHttpResponse<byte[]> written(Object body) {
        try {
            return HttpResponse.<byte[]>ok(mapper.writeValueAsBytes(body)).contentType(MediaType.APPLICATION_JSON_TYPE);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("An object that was made can be written", e);
        }
    }

    /**
     * A command that was done must not be told as one that wasn't, only because what it is to show could not be read. Repeated with
     * its key, it is not done again and tries to show it again.
     */
    private static Throwable unexpanded(DialectCall call, Throwable thrown) {
        var failure = thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        return call.request().operation() instanceof Command && failure instanceof LedgerFailure
                ? new LedgerFailure.Pending("Expected to read what the answer is to have expanded, but can't now")
                : failure;
    }
}
