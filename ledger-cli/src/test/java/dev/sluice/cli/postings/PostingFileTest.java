package dev.sluice.cli.postings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sluice.schema.value.Amount;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PostingFileTest {

    private static final PostingFormat PLAIN = PostingFormat.plain("march.csv");

    @Test
    void reads_columns_in_any_order() throws IOException {
        var file = file(
                "amount,description,account,reference,type,balance_after,key\n10.50,Rent,ann,order-1,DEBIT,-3.00,k1\n");

        assertThat(postings(file))
                .containsExactly(new PostingRow(
                        2,
                        "ann",
                        PostingRow.Type.DEBIT,
                        Amount.parse("10.50"),
                        "k1",
                        Optional.of("order-1"),
                        "Rent",
                        Optional.of(Amount.parse("-3.00"))));
    }

    @Test
    void makes_keys_of_the_batch_and_the_line_where_there_is_no_column() throws IOException {
        assertThat(postings(file("account,type,amount\nann,CREDIT,1\nann,CREDIT,1\n")))
                .extracting(PostingRow::key)
                .containsExactly("march.csv:2", "march.csv:3");
    }

    @Test
    void takes_other_names_of_columns_passes_over_others_and_puts_a_prefix_before_accounts() throws IOException {
        var format = new PostingFormat("b", Map.of(PostingColumn.ACCOUNT, "customer"), Set.of("date"), "bank-");

        assertThat(postings(file("date,customer,type,amount\n2024-01-01,7,CREDIT,1\n", format)))
                .extracting(PostingRow::account)
                .containsExactly("bank-7");
    }

    @Test
    void unpacks_gzip() throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write("account,type,amount\nann,CREDIT,1\n".getBytes(StandardCharsets.UTF_8));
        }
        var file = new PostingFile(() -> new ByteArrayInputStream(packed.toByteArray()), PLAIN);

        assertThat(file.check()).isEqualTo(new PostingFile.Contents(1, Set.of("ann")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ann,CREDIT             | line 2: Expected 3 fields, but got 2",
                ",CREDIT,1.00           | line 2, account: Expected a value, but there is none",
                "ann,credit,1.00        | line 2, type: Expected CREDIT or DEBIT, but got credit",
                "ann,CREDIT,            | line 2, amount: Expected a value, but there is none",
                "ann,CREDIT,1e3         | line 2, amount: Expected a decimal string",
                "ann,CREDIT,0.00        | line 2, amount: Expected an amount above zero, but got 0.00",
                "ann,CREDIT,-1          | line 2, amount: Expected an amount above zero, but got -1",
            })
    void names_line_and_column_of_a_fault(String row, String message) {
        assertThatExceptionOfType(PostingFileException.class)
                .isThrownBy(() -> file("account,type,amount\n" + row + "\n").check())
                .withMessageStartingWith(message);
    }

    @Test
    void refuses_columns_that_are_missing_or_not_known() {
        assertThatExceptionOfType(PostingFileException.class)
                .isThrownBy(() -> file("account,amount\n").check())
                .withMessage("line 1: Expected the columns account, type, amount, but there is no type");
        assertThatExceptionOfType(PostingFileException.class)
                .isThrownBy(() -> file("account,type,amount,decription\n").check())
                .withMessageContaining("but got decription; pass it over with --skip decription");
    }

    @Test
    void refuses_a_key_that_stands_twice_on_one_account() {
        assertThatExceptionOfType(PostingFileException.class)
                .isThrownBy(() -> file("account,type,amount,key\nann,CREDIT,1,k\nbob,CREDIT,1,k\nann,CREDIT,1,k\n")
                        .check())
                .withMessage("line 4, key: Expected a key once for each account, but ann has k before");
    }

    private static PostingFile file(String text) {
        return file(text, PLAIN);
    }

    private static PostingFile file(String text, PostingFormat format) {
        return new PostingFile(() -> new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), format);
    }

    private static List<PostingRow> postings(PostingFile file) throws IOException {
        try (var rows = file.read()) {
            var postings = new ArrayList<PostingRow>();
            for (var next = rows.next(); next.isPresent(); next = rows.next()) {
                postings.add(next.get());
            }
            return postings;
        }
    }
}
