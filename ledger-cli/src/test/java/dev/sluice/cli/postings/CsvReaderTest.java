package dev.sluice.cli.postings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CsvReaderTest {

    @Test
    void splits_fields_at_commas_and_rows_at_line_ends_of_any_system() throws IOException {
        assertThat(fields("a,b\nc,\r\n,d\re"))
                .containsExactly(List.of("a", "b"), List.of("c", ""), List.of("", "d"), List.of("e"));
    }

    @Test
    void takes_quoted_fields_as_they_are() throws IOException {
        assertThat(fields("\"a,b\",\"say \"\"hi\"\"\",\"two\nlines\""))
                .containsExactly(List.of("a,b", "say \"hi\"", "two\nlines"));
    }

    @Test
    void passes_over_the_byte_order_mark_and_empty_lines() throws IOException {
        assertThat(fields("\uFEFFa\n\n\nb\n")).containsExactly(List.of("a"), List.of("b"));
    }

    @Test
    void counts_lines_as_an_editor_does() throws IOException {
        assertThat(rows("a\n\"b\nb\"\r\n\nc\rd"))
                .extracting(CsvReader.Row::line)
                .containsExactly(1L, 2L, 5L, 6L);
    }

    @Test
    void refuses_a_quote_that_is_not_closed_or_closed_too_early() {
        assertThatExceptionOfType(PostingFileException.class)
                .isThrownBy(() -> rows("a\n\"b\nc"))
                .withMessageStartingWith("line 2: Expected the closing quote");
        assertThatExceptionOfType(PostingFileException.class)
                .isThrownBy(() -> rows("\"a\"b"))
                .withMessageStartingWith("line 1: Expected a comma");
        assertThatExceptionOfType(PostingFileException.class)
                .isThrownBy(() -> rows("a\"b"))
                .withMessageStartingWith("line 1: Expected a field with a quote");
    }

    private static List<List<String>> fields(String text) throws IOException {
        return rows(text).stream().map(CsvReader.Row::fields).toList();
    }

    private static List<CsvReader.Row> rows(String text) throws IOException {
        try (var reader = new CsvReader(new StringReader(text))) {
            var rows = new ArrayList<CsvReader.Row>();
            for (var row = reader.read(); row.isPresent(); row = reader.read()) {
                rows.add(row.get());
            }
            return rows;
        }
    }
}
