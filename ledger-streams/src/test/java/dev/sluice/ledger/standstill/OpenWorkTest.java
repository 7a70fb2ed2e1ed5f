package dev.sluice.ledger.standstill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.ledger.standstill.OpenWork.Item;
import dev.sluice.ledger.standstill.OpenWork.Kind;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OpenWorkTest {

    private static final Instant START = TurnableClock.START;

    private final OpenWork work = new OpenWork();

    @Test
    void tells_what_has_waited_for_longest_of_all_partitions_and_kinds() {
        work.put(item(1, Kind.BROADCAST, "b", 30));
        work.put(item(0, Kind.COORDINATED_REQUEST, "c", 20));
        work.put(item(2, Kind.COORDINATED_REQUEST, "a", 10));

        assertThat(work.oldest(2)).extracting(Item::id).containsExactly("a", "c");
        assertThat(work.count(Kind.COORDINATED_REQUEST)).isEqualTo(2);
        assertThat(work.oldestSince(Kind.BROADCAST)).contains(START.plusSeconds(30));
        assertThat(work.oldestSince(Kind.KEPT_MESSAGE)).isEmpty();
    }

    @Test
    void counts_a_thing_once_whose_state_changes() {
        work.put(item(0, Kind.COORDINATED_REQUEST, "a", 10));
        work.put(new Item(
                0,
                Kind.COORDINATED_REQUEST,
                "a",
                Optional.empty(),
                START.plusSeconds(10),
                "delivering to 2 partitions"));

        assertThat(work.count(Kind.COORDINATED_REQUEST)).isEqualTo(1);
        assertThat(work.oldest(9)).extracting(Item::detail).containsExactly("delivering to 2 partitions");
    }

    @Test
    void forgets_what_is_done_and_what_was_of_a_task_that_closed() {
        work.put(item(0, Kind.KEPT_MESSAGE, "a", 10));
        work.put(item(0, Kind.BROADCAST, "a", 10));
        work.put(item(1, Kind.KEPT_MESSAGE, "a", 10));

        work.remove(0, Kind.KEPT_MESSAGE, "a");
        work.clear(1);

        assertThat(work.oldest(9)).containsExactly(item(0, Kind.BROADCAST, "a", 10));
        assertThat(work.count(Kind.KEPT_MESSAGE)).isZero();
    }

    @Test
    void keeps_the_oldest_of_a_flood_by_name_and_counts_all() {
        for (var number = 0; number < 3 * OpenWork.KEPT_MAX; number++) {
            work.put(item(0, Kind.POSTPONED_RECORD, "r" + number, 1_000 + number));
        }
        work.put(item(0, Kind.POSTPONED_RECORD, "oldest", 0));

        assertThat(work.count(Kind.POSTPONED_RECORD)).isEqualTo(3 * OpenWork.KEPT_MAX + 1);
        assertThat(work.oldest(Integer.MAX_VALUE))
                .hasSize(OpenWork.KEPT_MAX)
                .first()
                .extracting(Item::id)
                .isEqualTo("oldest");

        work.remove(0, Kind.POSTPONED_RECORD, "oldest");
        for (var number = 0; number < 3 * OpenWork.KEPT_MAX; number++) {
            work.remove(0, Kind.POSTPONED_RECORD, "r" + number);
        }
        assertThat(work.count(Kind.POSTPONED_RECORD)).isZero();
        assertThat(work.oldest(9)).isEmpty();
    }

    private static Item item(int partition, Kind kind, String id, int seconds) {
        return new Item(partition, kind, id, Optional.empty(), START.plusSeconds(seconds), "waits");
    }
}
