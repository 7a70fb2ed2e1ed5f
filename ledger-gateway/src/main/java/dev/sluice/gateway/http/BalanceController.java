package dev.sluice.gateway.http;

import dev.sluice.gateway.security.Scopes;
import dev.sluice.schema.rejection.RejectionCode;
import dev.sluice.schema.request.Command;
import dev.sluice.schema.request.Credit;
import dev.sluice.schema.request.Debit;
import dev.sluice.schema.request.Forfeit;
import dev.sluice.schema.request.GetBalances;
import dev.sluice.schema.request.GetHold;
import dev.sluice.schema.request.Hold;
import dev.sluice.schema.request.ListHolds;
import dev.sluice.schema.request.ListLots;
import dev.sluice.schema.request.Operation;
import dev.sluice.schema.request.Question;
import dev.sluice.schema.request.Release;
import dev.sluice.schema.value.AccountKind;
import dev.sluice.schema.value.Quoted;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.security.annotation.Secured;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The balances of one account: the same calls for participants and groups. */
abstract class BalanceController {

    private final AccountKind kind;
    private final SubmissionReader reader;
    private final LedgerCalls ledger;

    BalanceController(AccountKind kind, SubmissionReader reader, LedgerCalls ledger) {
        this.kind = kind;
        this.reader = reader;
        this.ledger = ledger;
    }

    @Post("/hold")
    @Secured(Scopes.WRITE)
    CompletableFuture<HttpResponse<byte[]>> hold(
            HttpRequest<?> http, @PathVariable("id") String id, @Body byte @Nullable [] body) {
        return command(http, id, body, Hold.class);
    }

    @Post("/release")
    @Secured(Scopes.WRITE)
    CompletableFuture<HttpResponse<byte[]>> release(
            HttpRequest<?> http, @PathVariable("id") String id, @Body byte @Nullable [] body) {
        return command(http, id, body, Release.class);
    }

    @Post("/forfeit")
    @Secured(Scopes.WRITE)
    CompletableFuture<HttpResponse<byte[]>> forfeit(
            HttpRequest<?> http, @PathVariable("id") String id, @Body byte @Nullable [] body) {
        return command(http, id, body, Forfeit.class);
    }

    /** The field {@code type} tells which of two records the others make. */
    @Post("/adjust")
    @Secured(Scopes.WRITE)
    CompletableFuture<HttpResponse<byte[]>> adjust(
            HttpRequest<?> http, @PathVariable("id") String id, @Body byte @Nullable [] body) {
        var submission = reader.command(http, body);
        var type = submission.take("type");
        return ask(submission, id, adjustment(submission, type));
    }

    @Get
    @Secured(Scopes.READ)
    CompletableFuture<HttpResponse<byte[]>> balances(HttpRequest<?> http, @PathVariable("id") String id) {
        return question(http, id, GetBalances.class);
    }

    @Get("/lots")
    @Secured(Scopes.READ)
    CompletableFuture<HttpResponse<byte[]>> lots(HttpRequest<?> http, @PathVariable("id") String id) {
        return question(http, id, ListLots.class);
    }

    @Get("/holds")
    @Secured(Scopes.READ)
    CompletableFuture<HttpResponse<byte[]>> holds(HttpRequest<?> http, @PathVariable("id") String id) {
        return question(http, id, ListHolds.class);
    }

    @Get("/holds/{hold_id}")
    @Secured(Scopes.READ)
    CompletableFuture<HttpResponse<byte[]>> hold(
            HttpRequest<?> http, @PathVariable("id") String id, @PathVariable("hold_id") String holdId) {
        return ask(reader.question(http).with("hold_id", holdId), id, GetHold.class);
    }

    private CompletableFuture<HttpResponse<byte[]>> command(
            HttpRequest<?> http, String id, byte @Nullable [] body, Class<? extends Command> type) {
        return ask(reader.command(http, body), id, type);
    }

    private CompletableFuture<HttpResponse<byte[]>> question(
            HttpRequest<?> http, String id, Class<? extends Question> type) {
        return ask(reader.question(http), id, type);
    }

    private CompletableFuture<HttpResponse<byte[]>> ask(
            Submission submission, String id, Class<? extends Operation> type) {
        return ledger.ask(submission.http(), submission.to(Optional.of(kind), "id", id, type));
    }

    /** Where the type is not known, the other fields can't be judged. */
    private static Class<? extends Command> adjustment(Submission submission, Optional<String> type) {
        return switch (type.orElse("")) {
            case "CREDIT" -> Credit.class;
            case "DEBIT" -> Debit.class;
            default -> {
                type.ifPresent(other -> submission.refuse(
                        RejectionCode.INVALID_FIELD,
                        "type",
                        "Expected one of CREDIT, DEBIT, but got " + Quoted.of(other)));
                throw submission.refused();
            }
        };
    }
}
