package dev.sluice.gateway.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class WaitingLineTest {

    private static final Duration WAIT_MAX = Duration.ofMillis(250);
    private static final int ANSWERS_PER_SECOND = 4_000;

    private final AtomicLong nanoTime = new AtomicLong(Long.MAX_VALUE - 1_000_000);
    private final WaitingLine line = new WaitingLine(WAIT_MAX, nanoTime::get);
    private int waiting;

    @Test
    void many_that_come_at_once_after_a_quiet_time_are_taken() {
        assertThat(taken(5_000)).isEqualTo(5_000);
    }

    @Test
    void none_is_taken_behind_many_of_whom_none_is_answered() {
        taken(WaitingLine.ALWAYS);
        pass(Duration.ofMillis(251));

        assertThat(taken(1)).isZero();
    }

    @Test
    void a_few_may_always_wait() {
        taken(WaitingLine.ALWAYS - 1);
        pass(Duration.ofMinutes(1));

        assertThat(taken(1)).isEqualTo(1);
    }

    @Test
    void the_gateways_own_question_is_asked_behind_however_many() {
        taken(WaitingLine.ALWAYS);
        pass(Duration.ofMillis(251));

        line.joinAnyway();

        assertThat(taken(1)).isZero();
    }

    @Test
    void those_who_give_up_leave_their_places_and_are_no_answers() {
        taken(WaitingLine.ALWAYS);
        pass(Duration.ofMillis(251));

        line.leave(false);

        assertThat(taken(5)).isEqualTo(1);
    }

    /** Twice as many as are answered: half of them are taken, and those wait hardly longer than they may. */
    @Test
    void under_twice_the_load_as_many_are_taken_as_are_answered_and_none_of_them_waits_long() {
        var takenInLastSecond = 0;
        for (var second = 0; second < 5; second++) {
            takenInLastSecond = 0;
            for (var ms = 0; ms < 1_000; ms++) {
                takenInLastSecond += taken(2 * ANSWERS_PER_SECOND / 1_000);
                pass(Duration.ofMillis(1));
                answer(ANSWERS_PER_SECOND / 1_000);
                assertThat(waiting).isLessThanOrEqualTo(longestLine(second));
            }
        }

        assertThat(takenInLastSecond).isBetween(ANSWERS_PER_SECOND * 95 / 100, ANSWERS_PER_SECOND * 105 / 100);
    }

    /** Until the line has been long for a while, twice as many are taken as the ledger can answer. */
    private static int longestLine(int second) {
        var answersInTime = ANSWERS_PER_SECOND / 4;
        return (second == 0 ? 2 * answersInTime : answersInTime) * 110 / 100;
    }

    @Test
    void all_are_taken_again_as_soon_as_the_line_is_short() {
        taken(3_000);
        pass(Duration.ofSeconds(1));
        assertThat(taken(1)).isZero();

        answer(3_000);

        assertThat(taken(3_000)).isEqualTo(3_000);
    }

    private int taken(int count) {
        var taken = 0;
        for (var number = 0; number < count; number++) {
            taken += line.join() ? 1 : 0;
        }
        waiting += taken;
        return taken;
    }

    private void answer(int count) {
        for (var number = 0; number < count && waiting > 0; number++) {
            line.leave(true);
            waiting--;
        }
    }

    private void pass(Duration time) {
        nanoTime.addAndGet(time.toNanos());
    }
}
