package dev.sluice.gateway.history;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.gateway.http.Measurements;
import dev.sluice.gateway.http.PastBalances;
import dev.sluice.schema.value.AccountKind;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.scheduling.TaskExecutors;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;

/** The balances of an account at an instant, for the call that tells those of now where it is asked without one. */
@Singleton
final class BalancesAtInstant implements PastBalances {

    private final History history;
    private final HistoryAnswers answers;
    private final AccountPast past;
    private final ExecutorService threads;

    BalancesAtInstant(
            History history,
            HistoryAnswers answers,
            AccountPast past,
            @Named(TaskExecutors.BLOCKING) ExecutorService threads) {
        this.history = history;
        this.answers = answers;
        this.past = past;
        this.threads = threads;
    }

    @Override
    public CompletableFuture<HttpResponse<byte[]>> balances(HttpRequest<?> http, AccountKind kind, String id) {
        Measurements.operation(http, "history_balances_at");
        var parameters = Parameters.of(http);
        var account = parameters.path("id", id);
        var asset = parameters.id("asset_id");
        var asOf = parameters.neededInstant("as_of");
        parameters.done();
        return CompletableFuture.supplyAsync(() -> answer(http, kind, account, asset, asOf), threads);
    }

    private HttpResponse<byte[]> answer(
            HttpRequest<?> http, AccountKind kind, UUID account, Optional<UUID> asset, Instant asOf) {
        var known = history.ask(http, Optional.of(asOf), (tables, positions) -> {
            if (!past.has(tables, kind, account)) {
                throw HistoryFailure.notFound("Expected a %s that history has read, but it has none with this id"
                        .formatted(kind.name().toLowerCase(Locale.ROOT)));
            }
            return past.balances(tables, account, asset, asOf);
        });
        ObjectNode list = JsonNodeFactory.instance.objectNode().put("as_of", asOf.toString());
        list.putArray("data").addAll(known.answer());
        return answers.json(http, list, known.positions());
    }
}
