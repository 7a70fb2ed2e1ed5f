package dev.sluice.ledger.standstill;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PassageTest {

    private static final long NOW = 1_000_000;

    private record Stamped(long offset, long timestamp) {}

    @Test
    void lets_all_go_where_nothing_is_held_and_all_times_are_believed() {
        assertThat(prefix(new Passage(Passage.NOTHING_HELD, NOW), at(0, NOW - 5), at(1, NOW), at(2, NOW - 9)))
                .isEqualTo(3);
    }

    @Test
    void ends_at_the_first_record_from_the_future_whatever_comes_after_it() {
        assertThat(prefix(new Passage(Passage.NOTHING_HELD, NOW), at(0, NOW), at(1, NOW + 1), at(2, NOW)))
                .isEqualTo(1);
    }

    @Test
    void ends_at_the_record_that_is_held_and_not_only_leaves_it_out() {
        assertThat(prefix(new Passage(7, NOW), at(5, NOW), at(6, NOW), at(7, NOW), at(8, NOW)))
                .isEqualTo(2);
    }

    @Test
    void ends_behind_a_gap_in_which_the_held_record_was() {
        assertThat(prefix(new Passage(7, NOW), at(6, NOW), at(9, NOW))).isEqualTo(1);
    }

    @Test
    void lets_nothing_go_of_a_partition_that_is_held_as_a_whole() {
        assertThat(prefix(new Passage(Long.MIN_VALUE, NOW), at(0, NOW))).isZero();
    }

    @Test
    void believes_a_record_without_a_time() {
        assertThat(prefix(new Passage(Passage.NOTHING_HELD, NOW), at(0, -1))).isEqualTo(1);
    }

    private static int prefix(Passage passage, Stamped... records) {
        return passage.prefix(List.of(records), Stamped::offset, Stamped::timestamp);
    }

    private static Stamped at(long offset, long timestamp) {
        return new Stamped(offset, timestamp);
    }
}
