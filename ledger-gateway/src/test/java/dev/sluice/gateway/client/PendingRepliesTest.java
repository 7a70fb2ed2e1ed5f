package dev.sluice.gateway.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.schema.reply.BalanceList;
import dev.sluice.schema.reply.Completed;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.IdempotencyKey;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PendingRepliesTest {

    private static final AccountId ANN = AccountId.ofParticipant("ann");
    private static final Answer ANSWER =
            new Answer(new Completed(ANN, new IdempotencyKey("k"), new BalanceList(List.of())), false);

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private PendingReplies pending = waiting(Duration.ofSeconds(60), 3);

    @AfterEach
    void close() {
        pending.close();
    }

    @Test
    void a_reply_completes_who_waits_for_it_and_frees_the_place() {
        var reply = pending.begin(attempt("1"));

        pending.waiterFor(attempt("1")).complete(ANSWER);

        assertThat(reply).isCompletedWithValue(ANSWER);
        assertThat(pending.size()).isZero();
    }

    @Test
    void callers_that_share_a_key_each_get_the_reply_to_their_own_attempt() {
        var first = pending.begin(attempt("1"));
        var second = pending.begin(attempt("2"));

        pending.waiterFor(attempt("2")).complete(ANSWER);

        assertThat(second).isCompleted();
        assertThat(first).isNotDone();
    }

    @Test
    void nobody_waits_for_what_was_never_asked() {
        assertThat(pending.waiterFor(attempt("1"))).isNull();
    }

    @Test
    void after_the_close_nobody_begins_to_wait() {
        pending.close();

        var reply = pending.begin(attempt("1"));

        assertThat(reply.exceptionNow()).isInstanceOf(LedgerFailure.Unavailable.class);
        assertThat(pending.size()).isZero();
    }

    @Test
    void more_than_the_most_are_refused_at_once() {
        var waiting = IntStream.range(0, 3)
                .mapToObj(number -> pending.begin(attempt("" + number)))
                .toList();

        var refused = pending.begin(attempt("3"));

        assertThat(refused).isCompletedExceptionally();
        assertThat(refused.exceptionNow()).isInstanceOf(LedgerFailure.Unavailable.class);
        assertThat(waiting).noneMatch(CompletableFuture::isDone);
        assertThat(pending.size()).isEqualTo(3);
    }

    @Test
    void a_place_is_free_again_however_the_wait_ended() {
        var ends = List.<java.util.function.Consumer<CompletableFuture<Answer>>>of(
                reply -> reply.complete(ANSWER),
                reply -> reply.cancel(false),
                reply -> reply.completeExceptionally(new LedgerFailure.Unavailable("not published")));

        for (var round = 0; round < 1_000; round++) {
            for (var end : ends) {
                end.accept(pending.begin(attempt("" + round)));
            }
        }

        assertThat(pending.size()).isZero();
        assertThat(IntStream.range(0, 3).mapToObj(number -> pending.begin(attempt("" + number))))
                .noneMatch(CompletableFuture::isDone);
    }

    @Test
    void a_wait_ends_by_time_and_is_counted() {
        pending.close();
        pending = waiting(Duration.ofMillis(20), 3);

        var reply = pending.begin(attempt("1"));

        await().until(reply::isCompletedExceptionally);
        assertThat(reply.exceptionNow()).isInstanceOf(LedgerFailure.Pending.class);
        await().until(() -> pending.size() == 0);
        assertThat(meters.counter("sluice.replies.timeouts").count()).isEqualTo(1);
    }

    @Test
    void all_waits_end_when_the_gateway_stops() {
        var replies = new ArrayList<CompletableFuture<Answer>>();
        IntStream.range(0, 3).forEach(number -> replies.add(pending.begin(attempt("" + number))));

        pending.close();

        assertThat(replies)
                .allSatisfy(reply -> assertThat(reply.exceptionNow()).isInstanceOf(LedgerFailure.Pending.class));
        assertThat(pending.size()).isZero();
    }

    private PendingReplies waiting(Duration timeout, int most) {
        return new PendingReplies(
                new ClientSettings("ledger.", timeout, most, Duration.ofSeconds(60)), new RequestPartitions(), meters);
    }

    private static Correlation attempt(String attempt) {
        return new Correlation(ANN.toString(), "k", attempt);
    }
}
