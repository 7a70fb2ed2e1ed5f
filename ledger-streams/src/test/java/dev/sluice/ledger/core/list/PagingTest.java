package dev.sluice.ledger.core.list;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.ledger.core.state.Cursor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PagingTest {

    private static final int TRIES = 500;

    /** A row with its number in the list. */
    private record Row(int number, boolean matches, long bytes) {}

    @Test
    void following_the_cursors_gives_every_row_once_and_no_page_is_too_long_or_too_heavy() {
        var seed = Long.getLong("sluice.seed", new Random().nextLong());
        System.out.println("-Dsluice.seed=" + seed);
        for (var i = 0; i < TRIES; i++) {
            var random = new Random(seed + i);
            var rows = rows(random);
            var limit = 1 + random.nextInt(200);

            var read = new ArrayList<Row>();
            var start = Optional.of(0);
            while (start.isPresent()) {
                var page = read(rows, start.get(), limit);
                assertThat(page.rows()).hasSizeLessThanOrEqualTo(limit);
                assertThat(page.rows().size() <= 1 || bytes(page.rows()) <= PageRoom.BYTES_MAX)
                        .as("a page of %d bytes, of seed %d", bytes(page.rows()), seed + i)
                        .isTrue();
                read.addAll(page.rows());
                start = page.pagination().nextCursor().map(PagingTest::numberIn);
            }

            assertThat(read)
                    .as("of seed %d", seed + i)
                    .isEqualTo(rows.stream().filter(Row::matches).toList());
        }
    }

    @Test
    void a_row_that_is_heavier_than_a_page_stands_alone() {
        var heavy = List.of(new Row(0, true, 1), new Row(1, true, 2 * PageRoom.BYTES_MAX), new Row(2, true, 1));

        assertThat(read(heavy, 0, 10).rows()).containsExactly(heavy.get(0));
        assertThat(read(heavy, 1, 10).rows()).containsExactly(heavy.get(1));
        assertThat(read(heavy, 2, 10).rows()).containsExactly(heavy.get(2));
    }

    private static Paging.Page<Row> read(List<Row> rows, int start, int limit) {
        return Paging.read(
                Cursor.over(rows.subList(start, rows.size())),
                new PageRoom(limit),
                Row::matches,
                Row::bytes,
                row -> PageCursor.of(row.number()));
    }

    private static int numberIn(String cursor) {
        return Integer.parseInt(
                PageCursor.parse(cursor, 1).orElseThrow().parts().getFirst());
    }

    private static List<Row> rows(Random random) {
        var heaviest = new long[] {2_000, 200_000, PageRoom.BYTES_MAX, 2 * PageRoom.BYTES_MAX}[random.nextInt(4)];
        return IntStream.range(0, random.nextInt(1_000))
                .mapToObj(number -> new Row(number, random.nextInt(4) > 0, 1 + random.nextLong(heaviest)))
                .toList();
    }

    private static long bytes(List<Row> rows) {
        return rows.stream().mapToLong(Row::bytes).sum();
    }
}
