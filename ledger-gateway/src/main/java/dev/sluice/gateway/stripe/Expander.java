package dev.sluice.gateway.stripe;

import dev.sluice.gateway.client.Answer;
import dev.sluice.gateway.client.LedgerFailure;
import dev.sluice.gateway.http.IdempotencyKeys;
import dev.sluice.gateway.http.LedgerCalls;
import dev.sluice.schema.reply.Completed;
import dev.sluice.schema.reply.Refused;
import dev.sluice.schema.reply.ReserveHoldFound;
import dev.sluice.schema.reply.ReserveHoldRow;
import dev.sluice.schema.reply.ReservePlanFound;
import dev.sluice.schema.reply.ReservePlanRow;
import dev.sluice.schema.reply.ReserveReleaseRow;
import dev.sluice.schema.reply.Result;
import dev.sluice.schema.request.GetReserveHold;
import dev.sluice.schema.request.GetReservePlan;
import dev.sluice.schema.request.Question;
import dev.sluice.schema.request.Request;
import dev.sluice.schema.value.HoldId;
import dev.sluice.schema.value.ReservePlanId;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Asks the ledger for what {@code expand[]} names. They are questions like any other, to the same account, each thing once; holds
 * first, since they may name plans that are to be expanded too.
 */
@Singleton
final class Expander {

    private static final int NOT_FOUND = 404;

    private final LedgerCalls ledger;

    Expander(LedgerCalls ledger) {
        this.ledger = ledger;
    }

    /** The objects of an answer that shows these. */
    CompletableFuture<DialectObjects> expand(
            DialectCall call, List<ReserveHoldRow> holds, List<ReserveReleaseRow> releases) {
        return holdsOf(call, releases)
                .thenCompose(found -> plansOf(call, holds, releases, found)
                        .thenApply(plans -> new DialectObjects(call.expansions(), found, plans)));
    }

    private CompletableFuture<Map<HoldId, ReserveHoldRow>> holdsOf(DialectCall call, List<ReserveReleaseRow> releases) {
        var ids = call.expansions().contains(Expansion.RESERVE_HOLD)
                        || call.expansions().contains(Expansion.PLAN_OF_RESERVE_HOLD)
                ? releases.stream().flatMap(row -> row.release().reserveHold().stream())
                : Stream.<HoldId>empty();
        return all(ids, id -> ask(call, new GetReserveHold(id), ReserveHoldFound.class, ReserveHoldFound::hold));
    }

    private CompletableFuture<Map<ReservePlanId, ReservePlanRow>> plansOf(
            DialectCall call,
            List<ReserveHoldRow> holds,
            List<ReserveReleaseRow> releases,
            Map<HoldId, ReserveHoldRow> holdsOfReleases) {
        var ofAnswer = call.expansions().contains(Expansion.RESERVE_PLAN)
                ? Stream.concat(
                        plansOf(holds.stream()), releases.stream().flatMap(row -> row.release().reservePlan().stream()))
                : Stream.<ReservePlanId>empty();
        var ofHolds = call.expansions().contains(Expansion.PLAN_OF_RESERVE_HOLD)
                ? plansOf(holdsOfReleases.values().stream())
                : Stream.<ReservePlanId>empty();
        return all(
                Stream.concat(ofAnswer, ofHolds),
                id -> ask(call, new GetReservePlan(id), ReservePlanFound.class, ReservePlanFound::plan));
    }

    private static Stream<ReservePlanId> plansOf(Stream<ReserveHoldRow> holds) {
        return holds.flatMap(row -> row.hold().reservePlan().stream());
    }

    /** Asks for each once, all at the same time; what is not found is not among the result. */
    private static <I, R> CompletableFuture<Map<I, R>> all(
            Stream<I> ids, Function<I, CompletableFuture<Optional<R>>> question) {
        var answers = new LinkedHashMap<I, CompletableFuture<Optional<R>>>();
        ids.distinct().forEach(id -> answers.put(id, question.apply(id)));
        return CompletableFuture.allOf(answers.values().toArray(CompletableFuture[]::new))
                .thenApply(done -> {
                    var found = new LinkedHashMap<I, R>();
                    answers.forEach((id, answer) -> answer.join().ifPresent(row -> found.put(id, row)));
                    return found;
                });
    }

    private <F extends Result, R> CompletableFuture<Optional<R>> ask(
            DialectCall call, Question question, Class<F> type, Function<F, R> row) {
        var request =
                new Request(call.request().accountId(), call.request().accountKind(), IdempotencyKeys.made(), question);
        return ledger.askFurther(call.http(), request)
                .thenApply(answer -> resultOf(answer).map(type::cast).map(row));
    }

    private static Optional<Result> resultOf(Answer answer) {
        return switch (answer.reply()) {
            case Completed completed -> Optional.of(completed.result());
            case Refused refused when refused.rejection().code().httpStatus() == NOT_FOUND -> Optional.empty();
            case Refused refused ->
                throw new LedgerFailure.Unreadable("Expected to expand the answer, but "
                        + refused.rejection().message());
        };
    }
}
