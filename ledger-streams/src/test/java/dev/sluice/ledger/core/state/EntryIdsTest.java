package dev.sluice.ledger.core.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.HashSet;
import org.junit.jupiter.api.Test;

class EntryIdsTest {

    private static final Instant NOW = Instant.parse("2024-06-01T12:00:00.123Z");

    @Test
    void have_the_layout_of_version_7() {
        var id = new EntryIds(3, 77, NOW).entry().value();

        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(NOW.toEpochMilli());
    }

    @Test
    void are_the_same_for_the_same_place() {
        assertThat(new EntryIds(3, 77, NOW).hold(2)).isEqualTo(new EntryIds(3, 77, NOW).hold(2));
    }

    @Test
    void of_one_partition_sort_in_booking_order() {
        var last = new EntryIds(0, 0, NOW).lot(1);
        for (var sequence = 1L; sequence < (1L << 32); sequence = sequence * 3 + 1) {
            for (var ordinal = 1; ordinal < 8_191; ordinal = ordinal * 2 + 1) {
                var next = new EntryIds(0, sequence, NOW).lot(ordinal);
                assertThat(next).isGreaterThan(last);
                last = next;
            }
        }
        assertThat(new EntryIds(0, 0, NOW.plusMillis(1)).lot(1)).isGreaterThan(last);
    }

    @Test
    void of_several_partitions_differ() {
        var seen = new HashSet<>();
        for (var partition = 0; partition < 64; partition++) {
            for (var sequence = 0; sequence < 200; sequence++) {
                for (var ordinal = 0; ordinal < 4; ordinal++) {
                    assertThat(seen.add(new EntryIds(partition, sequence, NOW).lot(ordinal)))
                            .isTrue();
                }
            }
        }
    }

    @Test
    void are_refused_beyond_what_an_entry_opens() {
        assertThatThrownBy(() -> new EntryIds(0, 0, NOW).lot(8_192)).isInstanceOf(IllegalStateException.class);
    }
}
