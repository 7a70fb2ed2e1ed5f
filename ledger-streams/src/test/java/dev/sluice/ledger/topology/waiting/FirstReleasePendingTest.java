package dev.sluice.ledger.topology.waiting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.ledger.store.FirstReleaseRows;
import dev.sluice.ledger.topology.output.WireFormats;
import dev.sluice.schema.value.EntryId;
import java.util.Map;
import java.util.function.BiFunction;
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
        var read = read(
                "pending undertakings",
                (id, row) -> new FirstReleasePending.Coordinated(
                        WaitingRows.request(id, row), FirstReleaseJson.pendingParts(row)));

        assertThat(read).usingRecursiveComparison().isEqualTo(FirstReleasePending.COORDINATED);
    }

    @Test
    void reads_changes_of_the_catalogue_that_not_every_partition_knows() {
        var read = read("pending broadcasts", (id, row) -> WaitingRows.broadcast(id, row, formats));

        assertThat(read).usingRecursiveComparison().isEqualTo(FirstReleasePending.BROADCASTS);
    }

    @Test
    void reads_records_that_wait_until_what_is_due_is_booked() {
        var read = FirstReleaseRows.of("postponed records").stream()
                .collect(Collectors.toMap(FirstReleaseRows.Row::says, row -> WaitingRows.kept(row.withoutVersion())));

        assertThat(read).usingRecursiveComparison().isEqualTo(FirstReleasePending.POSTPONED);
    }

    @Test
    void reads_a_change_with_a_limit_that_the_first_release_could_write_and_not_read() {
        var rows = FirstReleaseRows.beyondItsOwnReader().stream()
                .filter(row -> row.kind().equals("pending broadcasts"))
                .toList();

        assertThat(rows)
                .isNotEmpty()
                .allSatisfy(row -> assertThat(
                                WaitingRows.broadcast(FirstReleasePending.id(row), row.withoutVersion(), formats)
                                        .promises())
                        .isNotEmpty());
    }

    private static <T> Map<String, T> read(String kind, BiFunction<EntryId, byte[], T> reader) {
        return FirstReleaseRows.of(kind).stream()
                .collect(Collectors.toMap(
                        FirstReleaseRows.Row::says,
                        row -> reader.apply(FirstReleasePending.id(row), row.withoutVersion())));
    }
}
