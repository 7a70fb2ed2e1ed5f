package dev.sluice.ledger.topology.background;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TurnTakingTest {

    private static final String FIRST = "the first partition";
    private static final String SECOND = "the second partition";
    private static final String THIRD = "the third partition";

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1);
    private final TurnTaking turns = new TurnTaking(now::get);

    private void turnThatTakes(long nanos) {
        var budget = turns.begins(1, Duration.ofDays(1));
        now.addAndGet(nanos);
        turns.ended(budget);
    }

    @Test
    void leaves_the_thread_to_requests_for_as_long_as_a_turn_took() {
        assertThat(turns.mayBegin(FIRST)).isTrue();
        turnThatTakes(10);

        now.addAndGet(9);
        assertThat(turns.mayBegin(FIRST)).isFalse();

        now.addAndGet(1);
        assertThat(turns.mayBegin(FIRST)).isTrue();
    }

    @Test
    void lets_no_other_partition_of_the_thread_have_its_turn_meanwhile() {
        turnThatTakes(10);

        assertThat(turns.mayBegin(SECOND)).isFalse();
    }

    @Test
    void lets_them_have_their_turns_in_the_order_in_which_they_asked() {
        turnThatTakes(10);
        turns.mayBegin(SECOND);
        turns.mayBegin(THIRD);
        now.addAndGet(10);

        assertThat(turns.mayBegin(FIRST)).isFalse();
        assertThat(turns.mayBegin(THIRD)).isFalse();
        assertThat(turns.mayBegin(SECOND)).isTrue();
        assertThat(turns.mayBegin(THIRD)).isTrue();
        assertThat(turns.mayBegin(FIRST)).isTrue();
    }

    @Test
    void waits_for_nobody_who_wants_no_turn_any_more() {
        turnThatTakes(10);
        turns.mayBegin(SECOND);
        now.addAndGet(10);

        turns.wantsNone(SECOND);

        assertThat(turns.mayBegin(FIRST)).isTrue();
    }

    @Test
    void has_each_thread_know_its_own() {
        turnThatTakes(10);

        var onAnother = CompletableFuture.supplyAsync(
                () -> turns.mayBegin(SECOND), task -> Thread.ofPlatform().start(task));

        assertThat(onAnother.join()).isTrue();
    }
}
