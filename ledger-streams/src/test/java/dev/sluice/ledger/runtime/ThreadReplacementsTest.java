package dev.sluice.ledger.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.ledger.runtime.ThreadReplacements.Replacement;
import dev.sluice.ledger.standstill.TurnableClock;
import java.time.Duration;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ThreadReplacementsTest {

    private long nanos = -1_000;
    private final ThreadReplacements replacements = new ThreadReplacements(new TurnableClock(), () -> nanos);

    @Test
    void replaces_a_thread_at_once_and_each_next_one_later_up_to_a_second() {
        var pauses = IntStream.range(0, 8)
                .mapToObj(time -> ended().pause().toMillis())
                .toList();

        assertThat(pauses).containsExactly(0L, 100L, 200L, 400L, 800L, 1_000L, 1_000L, 1_000L);
    }

    @Test
    void waits_no_longer_than_a_second_however_often_threads_end() {
        for (var time = 0; time < 10_000; time++) {
            assertThat(ended().pause()).isLessThanOrEqualTo(Duration.ofSeconds(1));
        }
    }

    @Test
    void replaces_a_thread_at_once_again_after_a_quiet_while() {
        for (var time = 0; time < 5; time++) {
            ended();
        }
        pass(Duration.ofSeconds(31));

        assertThat(ended().pause()).isZero();
    }

    @Test
    void writes_whole_faults_at_first_and_then_one_a_minute() {
        var traces = IntStream.range(0, 5).mapToObj(time -> ended().withTrace()).toList();
        assertThat(traces).containsExactly(true, true, true, false, false);

        for (var second = 0; second < 120; second++) {
            pass(Duration.ofSeconds(1));
            traces = Stream.concat(traces.stream(), Stream.of(ended().withTrace()))
                    .toList();
        }

        assertThat(traces).filteredOn(whole -> whole).hasSize(5);
    }

    @Test
    void tells_how_many_threads_have_ended_and_of_what() {
        assertThat(replacements.ends()).isEmpty();

        ended();
        ended();

        var ends = replacements.ends().orElseThrow();
        assertThat(ends.count()).isEqualTo(2);
        assertThat(ends.last()).isEqualTo(TurnableClock.START);
        assertThat(ends.fault()).startsWith("java.lang.StackOverflowError at dev.sluice.");
    }

    private Replacement ended() {
        return replacements.ended(new IllegalStateException("wrapped by Streams", new StackOverflowError()));
    }

    private void pass(Duration time) {
        nanos += time.toNanos();
    }
}
