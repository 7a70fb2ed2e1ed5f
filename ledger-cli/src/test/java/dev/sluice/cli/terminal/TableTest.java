package dev.sluice.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TableTest {

    @Test
    void lines_numbers_up_at_the_right_and_words_at_the_left() {
        var table = Table.withColumns("", "first", "second")
                .row("postings", Table.count(47_527), Table.count(7))
                .row("p50", Table.milliseconds(8.04), "")
                .row("answer", "9", "-12.50");

        assertThat(table.toString().lines())
                .containsExactly(
                        "           first  second", //
                        "postings  47,527       7",
                        "p50       8.0 ms",
                        "answer         9  -12.50");
    }

    @Test
    void keeps_a_column_of_words_and_numbers_at_the_left() {
        var table = Table.withoutHeader().row("HTTP", "http://x").row("postings", "7");

        assertThat(table.toString().lines()).containsExactly("HTTP      http://x", "postings  7");
    }

    @Test
    void tells_progress_in_tenths_where_there_is_no_terminal() {
        var out = new ByteArrayOutputStream();
        try (var progress = Progress.plain("import", 20, new PrintStream(out, true, StandardCharsets.UTF_8))) {
            for (var step = 0; step < 5; step++) {
                progress.step(1);
            }
        }

        assertThat(out.toString(StandardCharsets.UTF_8).lines()).containsExactly("import: 2 of 20", "import: 4 of 20");
    }
}
