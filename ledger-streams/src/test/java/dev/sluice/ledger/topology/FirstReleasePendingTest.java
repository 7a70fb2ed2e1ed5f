package dev.sluice.ledger.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.ledger.store.FirstReleaseRows;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * A request that was on its way when the first release was stopped is there for the next one, and so is who waits for it. There
 * is no other copy: what can't be read here is value in SYSTEM_TRANSIT for good, or a caller without an answer.
 */
class FirstReleasePendingTest {

    private final WireFormats formats = WireFormats.create();

    @Test
    void reads_requests_that_other_partitions_take_part_in() {
        assertThat(read("pending undertakings", row -> PendingUndertaking.decode(row, formats.undertakings())))
                .isEqualTo(FirstReleasePending.UNDERTAKINGS);
    }

    @Test
    void reads_changes_of_the_catalogue_that_not_every_partition_knows() {
        assertThat(read("pending broadcasts", row -> PendingBroadcast.decode(row, formats.mapper())))
                .isEqualTo(FirstReleasePending.BROADCASTS);
    }

    @Test
    void reads_records_that_wait_until_what_is_due_is_booked() {
        assertThat(read("postponed records", row -> PostponedRecord.decode(row, formats.mapper())))
                .isEqualTo(FirstReleasePending.POSTPONED);
    }

    private static <T> Map<String, T> read(String kind, Function<byte[], T> reader) {
        return FirstReleaseRows.of(kind).stream()
                .collect(Collectors.toMap(FirstReleaseRows.Row::says, row -> reader.apply(row.withoutVersion())));
    }
}
