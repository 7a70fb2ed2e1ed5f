package dev.sluice.gateway.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.schema.json.LedgerMapper;
import dev.sluice.schema.value.ReserveSourceType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GivenTest {

    private static final JsonMapper JSON = LedgerMapper.create();

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "\"500\",500",
                "500,500",
                "\"0\",0",
                "\"-5\",-5",
                "-5,-5",
                "\"999999999999999999\",999999999999999999"
            })
    void a_whole_number_is_a_number_or_the_text_of_one(String json, long number) {
        assertThat(given(json).wholeNumber()).isEqualTo(number);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"5.00\"",
                "5.5",
                "5.0",
                "5e2",
                "\"5e2\"",
                "\"1,000\"",
                "\" 5\"",
                "\"5 \"",
                "\"+5\"",
                "\"0x10\"",
                "\"٣\"",
                "\"five\"",
                "\"NaN\"",
                "true",
                "{}",
                "[]",
                "[5]",
                "\"--5\""
            })
    void any_other_number_is_nobodys_guess(String json) {
        assertThatThrownBy(() -> given(json).wholeNumber())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Expected a whole number, in digits only, but got ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"9999999999999999999\"", "9999999999999999999"})
    void a_number_of_too_many_digits_is_told_to_be_one(String json) {
        assertThatThrownBy(() -> given(json).wholeNumber())
                .hasMessageStartingWith("Expected a whole number of at most 18 digits, but got ");
    }

    @Test
    void a_number_of_days_or_rows_is_small() {
        assertThat(given("2147483647").smallNumber()).isEqualTo(2147483647);
        assertThatThrownBy(() -> given("2147483648").smallNumber()).hasMessageContaining("smaller");
    }

    @Test
    void a_time_is_in_unix_seconds() {
        assertThat(given("\"1798761600\"").time()).isEqualTo(Instant.parse("2027-01-01T00:00:00Z"));
        assertThat(given("253402300799").time()).isEqualTo(Instant.parse("9999-12-31T23:59:59Z"));
        assertThatThrownBy(() -> given("253402300800").time()).hasMessageContaining("Unix seconds");
        assertThatThrownBy(() -> given("-1").time()).hasMessageContaining("Unix seconds");
        assertThatThrownBy(() -> given("\"2027-01-01T00:00:00Z\"").time()).hasMessageContaining("whole number");
    }

    @Test
    void a_flag_is_true_or_false() {
        assertThat(given("\"true\"").flag()).isTrue();
        assertThat(given("false").flag()).isFalse();
        assertThatThrownBy(() -> given("\"1\"").flag()).hasMessage("Expected true or false, but got \"1\"");
        assertThatThrownBy(() -> given("1").flag()).hasMessage("Expected true or false, but got 1");
        assertThatThrownBy(() -> given("\"TRUE\"").flag()).hasMessageContaining("true or false");
    }

    @Test
    void a_constant_is_named_in_lower_case() {
        assertThat(given("\"bank_account\"").constant(ReserveSourceType.class))
                .isEqualTo(ReserveSourceType.BANK_ACCOUNT);
        assertThatThrownBy(() -> given("\"CARD\"").constant(ReserveSourceType.class))
                .hasMessage("Expected one of bank_account, card, fpx, but got \"CARD\"");
    }

    @Test
    void texts_stand_under_names_and_null_is_an_empty_one() {
        assertThat(given("{\"a\":\"1\",\"b\":null,\"c\":\"\"}").texts()).isEqualTo(Map.of("a", "1", "b", "", "c", ""));
        assertThatThrownBy(() -> given("{\"a\":5}").texts()).hasMessage("Expected a text under \"a\", but got 5");
        assertThatThrownBy(() -> given("{\"a\":{\"b\":\"1\"}}").texts()).hasMessageContaining("under \"a\"");
        assertThatThrownBy(() -> given("[\"a\"]").texts()).hasMessageContaining("p[key]=value");
        assertThatThrownBy(() -> given("\"a\"").texts()).hasMessageContaining("p[key]=value");
    }

    @Test
    void a_list_is_an_array_or_numbered() {
        assertThat(given("[\"a\",\"b\"]").list()).isEqualTo(List.of("a", "b"));
        assertThat(given("{\"0\":\"a\",\"1\":\"b\"}").list()).isEqualTo(List.of("a", "b"));
        assertThatThrownBy(() -> given("\"a\"").list()).hasMessage("Expected a list, such as p[]=value, but got \"a\"");
        assertThatThrownBy(() -> given("[5]").list()).hasMessage("Expected a text, but got 5");
    }

    private static Given given(String json) {
        try {
            return new Given("p", JSON.readTree(json));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
