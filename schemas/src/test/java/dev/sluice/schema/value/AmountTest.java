package dev.sluice.schema.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AmountTest {

    private static final String NINES = "9".repeat(Amount.DIGITS_MAX);

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1, 1",
        "100.00, 100.00",
        "-5.50, -5.50",
        "0.000000000000000001, 0.000000000000000001",
        "007.50, 7.50",
        "0.0000000, 0.0000000",
        "-0, 0",
        "-0.00, 0.00",
        "99999999999999999999.999999999999999999, 99999999999999999999.999999999999999999"
    })
    void keeps_the_zeros_behind_the_point_and_never_writes_an_exponent(String text, String written) {
        assertThat(Amount.parse(text)).hasToString(written);
    }

    @Test
    void takes_38_digits_and_no_more() {
        assertThat(Amount.parse(NINES).digits()).isEqualTo(38);
        assertThat(Amount.parse("-" + NINES)).hasToString("-" + NINES);
        assertThatIllegalArgumentException().isThrownBy(() -> Amount.parse(NINES + "9"));
        assertThatIllegalArgumentException().isThrownBy(() -> Amount.parse(NINES + ".0"));
        assertThatIllegalArgumentException().isThrownBy(() -> Amount.parse("0".repeat(39)));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 38, 39, 40, 41, 1_000})
    void reads_what_the_ledger_wrote_however_long_it_is(int digits) {
        var whole = "9".repeat(digits);

        for (var text : List.of(whole, "-" + whole, whole + ".000000000000000001", "-" + whole + ".00")) {
            assertThat(Amount.parseWritten(text)).hasToString(text);
        }
        assertThat(Amount.parseWritten("0." + "0".repeat(digits))).hasToString("0." + "0".repeat(digits));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " 1", "1e3", "+1", ".5", "1.", "1.2.3", "NaN", "١"})
    void reads_nothing_that_the_ledger_never_writes(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Amount.parseWritten(text))
                .withMessageStartingWith("Expected a decimal string such as \"100.00\", but got ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                " 1",
                "1 ",
                "1\n",
                "+1",
                "--1",
                "-",
                ".",
                ".5",
                "1.",
                "1..2",
                "1.2.3",
                "1e3",
                "1E+3",
                "1,000",
                "1_000",
                "0x10",
                "NaN",
                "Infinity",
                "null",
                "١",
                "１",
                "1f",
                "1d",
                "$1",
                "½"
            })
    void refuses_anything_but_a_plain_decimal_and_says_what_it_wants(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Amount.parse(text))
                .withMessageStartingWith(
                        "Expected a decimal string of at most 38 digits such as \"100.00\", but got \"");
    }

    @Test
    void shows_a_long_text_only_in_part() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Amount.parse("x".repeat(1_000_000)))
                .satisfies(refusal -> assertThat(refusal.getMessage()).hasSizeLessThan(200));
    }

    @ParameterizedTest
    @CsvSource({"1, 1.0", "1.50, 1.5", "0, 0.000", "-0, 0", "100, 100.00", "-2.50, -2.5", "010, 10"})
    void two_texts_of_one_value_are_equal(String left, String right) {
        assertThat(Amount.parse(left)).isEqualTo(Amount.parse(right)).hasSameHashCodeAs(Amount.parse(right));
        assertThat(Amount.parse(left)).isEqualByComparingTo(Amount.parse(right));
        assertThat(Amount.parse(left).normalized())
                .hasToString(Amount.parse(right).normalized().toString());
    }

    @ParameterizedTest
    @CsvSource({"1, 1.01", "1, -1", "0, 0.000000000000000001", "10, 1"})
    void two_values_are_not(String left, String right) {
        assertThat(Amount.parse(left)).isNotEqualTo(Amount.parse(right));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "refused",
            value = {
                "100, 2, 100.00",
                "100.00, 2, 100.00",
                "100.0000, 2, 100.00",
                "1.10, 1, 1.1",
                "1.11, 1, refused",
                "0.00, 0, 0",
                "0.01, 0, refused",
                "0, 18, 0.000000000000000000",
                "-5, 2, -5.00",
                "1000, 0, 1000",
                "0.000000000000000001, 18, 0.000000000000000001",
                "0.000000000000000001, 17, refused"
            })
    void pads_to_a_scale_and_cuts_zeros_only(String text, int scale, String padded) {
        assertThat(Amount.parse(text).atScale(scale).map(Amount::toString)).isEqualTo(Optional.ofNullable(padded));
    }

    @ParameterizedTest
    @CsvSource({
        "1, true, false, false",
        "0.01, true, false, false",
        "0, false, true, false",
        "0.00, false, true, false",
        "-0.01, false, false, true"
    })
    void knows_its_sign(String text, boolean positive, boolean zero, boolean negative) {
        var amount = Amount.parse(text);

        assertThat(amount.isPositive()).isEqualTo(positive);
        assertThat(amount.isZero()).isEqualTo(zero);
        assertThat(amount.isNegative()).isEqualTo(negative);
    }

    @Test
    void computes_exactly() {
        var tenth = Amount.parse("0.1");

        assertThat(tenth.plus(Amount.parse("0.2"))).hasToString("0.3");
        assertThat(Amount.parse("1.00").minus(Amount.parse("0.1"))).hasToString("0.90");
        assertThat(Amount.parse(NINES).plus(tenth).minus(tenth)).isEqualTo(Amount.parse(NINES));
        assertThat(tenth.negated()).hasToString("-0.1");
        assertThat(Amount.zero(2)).hasToString("0.00").isEqualTo(Amount.ZERO);
    }

    @Test
    void compares_by_value() {
        var one = Amount.parse("1.0");
        var two = Amount.parse("2");

        assertThat(one.min(two)).isSameAs(one);
        assertThat(one.max(two)).isSameAs(two);
        assertThat(two.exceeds(one)).isTrue();
        assertThat(one.exceeds(Amount.parse("1.00"))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "100.00, 5", "0.01, 1", "-12.5, 3"})
    void counts_the_digits_of_a_value_at_its_scale(String text, int digits) {
        assertThat(Amount.parse(text).digits()).isEqualTo(digits);
    }
}
