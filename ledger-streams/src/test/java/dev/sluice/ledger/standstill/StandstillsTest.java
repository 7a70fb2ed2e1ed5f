package dev.sluice.ledger.standstill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.sluice.ledger.standstill.Standstill.Reason;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class StandstillsTest {

    private static final String REQUESTS = "ledger.requests";
    private static final String EXCHANGE = "ledger.exchange";
    private static final TopicPartition REQUESTS_3 = new TopicPartition(REQUESTS, 3);
    private static final TopicPartition EXCHANGE_3 = new TopicPartition(EXCHANGE, 3);
    private static final TopicPartition REQUESTS_4 = new TopicPartition(REQUESTS, 4);

    private final TurnableClock clock = new TurnableClock();
    private final Standstills standstills = new Standstills(clock);

    @Test
    void holds_a_record_that_has_failed_three_times_in_a_row() {
        assertThat(fail(17)).isFalse();
        clock.turn(Duration.ofSeconds(2));
        assertThat(fail(17)).isFalse();
        assertThat(standstills.heldFrom(REQUESTS_3)).isEqualTo(Passage.NOTHING_HELD);

        assertThat(fail(17)).isTrue();

        assertThat(standstills.heldFrom(REQUESTS_3)).isEqualTo(17);
        var standstill = standstills.held(REQUESTS, 3).orElseThrow();
        assertThat(standstill.offset()).isEqualTo(OptionalLong.of(17));
        assertThat(standstill.reason()).isEqualTo(Reason.RECORD_FAILS);
        assertThat(standstill.since()).as("of the first failure").isEqualTo(TurnableClock.START);
    }

    @Test
    void holds_nothing_where_another_record_fails_each_time() {
        for (var offset = 0; offset < 10; offset++) {
            assertThat(fail(offset)).isFalse();
        }

        assertThat(standstills.held(REQUESTS, 3)).isEmpty();
    }

    @Test
    void counts_anew_where_a_record_was_applied_after_all() {
        fail(17);
        fail(17);

        standstills.reached(REQUESTS_3, 18);

        assertThat(fail(17)).isFalse();
    }

    @Test
    void keeps_count_while_records_up_to_the_failing_one_come_again() {
        fail(17);
        fail(17);

        standstills.reached(REQUESTS_3, 12);
        standstills.reached(REQUESTS_3, 17);

        assertThat(fail(17)).isTrue();
    }

    @Test
    void forgets_a_record_that_was_applied_elsewhere_while_the_partition_was_away() {
        failForGood(17);

        standstills.reached(REQUESTS_3, 40);

        assertThat(standstills.heldFrom(REQUESTS_3)).isEqualTo(Passage.NOTHING_HELD);
    }

    @Test
    void holds_every_topic_of_a_partition_that_cannot_begin_until_one_begins() {
        standstills.failedToBegin(3, new IllegalStateException());

        assertThat(standstills.heldFrom(REQUESTS_3)).isEqualTo(Long.MIN_VALUE);
        assertThat(standstills.heldFrom(EXCHANGE_3)).isEqualTo(Long.MIN_VALUE);
        assertThat(standstills.heldFrom(REQUESTS_4)).isEqualTo(Passage.NOTHING_HELD);
        assertThat(standstills.held(EXCHANGE, 3).orElseThrow().reason()).isEqualTo(Reason.CANNOT_BEGIN);

        standstills.began(3);

        assertThat(standstills.heldFrom(REQUESTS_3)).isEqualTo(Passage.NOTHING_HELD);
    }

    @Test
    void lets_the_background_of_a_partition_rest_that_has_failed_three_times_in_a_row_and_takes_its_records() {
        standstills.failedInBackground(3, new IllegalStateException());
        standstills.failedInBackground(3, new IllegalStateException());
        standstills.workedInBackground(3);
        standstills.failedInBackground(3, new IllegalStateException());
        standstills.failedInBackground(3, new IllegalStateException());
        assertThat(standstills.restsInBackground(3)).isFalse();

        assertThat(standstills.failedInBackground(3, new IllegalStateException()))
                .isTrue();

        assertThat(standstills.restsInBackground(3)).isTrue();
        assertThat(standstills.heldFrom(REQUESTS_3)).isEqualTo(Passage.NOTHING_HELD);
    }

    @Test
    void shows_what_is_read_here_and_each_partition_that_cannot_begin_once() {
        standstills.begins("reader", List.of(REQUESTS_3, EXCHANGE_3, REQUESTS_4));
        standstills.failedToBegin(3, new IllegalStateException());
        failForGood(17);
        standstills.ahead(REQUESTS, 4, 5, TurnableClock.START.plusSeconds(600));
        standstills.failedToBegin(9, new IllegalStateException());

        assertThat(standstills.all())
                .extracting(Standstill::partition, Standstill::reason)
                .containsExactly(tuple(3, Reason.CANNOT_BEGIN), tuple(4, Reason.AHEAD_OF_CLOCK));
    }

    @Test
    void shows_nothing_of_what_went_to_another_instance_and_all_of_what_went_to_another_thread() {
        standstills.begins("first thread", List.of(REQUESTS_3, REQUESTS_4));
        failForGood(17);

        standstills.begins("second thread", List.of(REQUESTS_3));
        standstills.ends("first thread");

        assertThat(standstills.all()).hasSize(1);
        standstills.ends("second thread", List.of(REQUESTS_3));
        assertThat(standstills.all()).isEmpty();
        assertThat(standstills.heldFrom(REQUESTS_3)).as("in case it comes back").isEqualTo(17);
    }

    @Test
    void tells_how_far_the_most_advanced_record_is_ahead_of_the_clock() {
        standstills.begins("reader", List.of(REQUESTS_3, REQUESTS_4));
        assertThat(standstills.furthestAhead()).isZero();
        standstills.ahead(REQUESTS, 3, 5, TurnableClock.START.plusSeconds(600));
        standstills.ahead(REQUESTS, 4, 5, TurnableClock.START.plusSeconds(900));

        clock.turn(Duration.ofSeconds(100));
        assertThat(standstills.furthestAhead()).isEqualTo(Duration.ofSeconds(800));

        standstills.believed(REQUESTS, 4);
        assertThat(standstills.furthestAhead()).isEqualTo(Duration.ofSeconds(500));
        clock.turn(Duration.ofHours(1));
        assertThat(standstills.furthestAhead()).isZero();
    }

    @Test
    void names_a_fault_by_its_type_and_place_and_never_by_what_it_says() {
        failForGood(17);

        assertThat(standstills.held(REQUESTS, 3).orElseThrow().fault())
                .startsWith("java.lang.IllegalStateException at dev.sluice.ledger.standstill.StandstillsTest.fail")
                .doesNotContain("secret");
    }

    private void failForGood(long offset) {
        for (var time = 0; time < Standstills.TRIES; time++) {
            fail(offset);
        }
    }

    private boolean fail(long offset) {
        return standstills.failed(REQUESTS, 3, offset, new IllegalStateException("a secret of the record"));
    }
}
