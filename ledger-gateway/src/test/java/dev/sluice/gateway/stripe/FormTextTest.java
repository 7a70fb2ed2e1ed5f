package dev.sluice.gateway.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.schema.rejection.InvalidMessageException;
import dev.sluice.schema.rejection.RejectionCode;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormTextTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "amount=500                               | {\"amount\":\"500\"}",
                "amount=500&currency=usd                  | {\"amount\":\"500\",\"currency\":\"usd\"}",
                "&amount=500&&                            | {\"amount\":\"500\"}",
                "amount                                   | {\"amount\":\"\"}",
                "amount=                                  | {\"amount\":\"\"}",
                "a=b=c                                    | {\"a\":\"b=c\"}",
                "metadata[order]=17&metadata[by]=ann      | {\"metadata\":{\"order\":\"17\",\"by\":\"ann\"}}",
                "metadata%5Border%5D=17                   | {\"metadata\":{\"order\":\"17\"}}",
                "expand[]=a&expand[]=b                    | {\"expand\":[\"a\",\"b\"]}",
                "expand[0]=a&expand[1]=b                  | {\"expand\":{\"0\":\"a\",\"1\":\"b\"}}",
                "a[b][c]=1&a[b][d]=2                      | {\"a\":{\"b\":{\"c\":\"1\",\"d\":\"2\"}}}",
                "a[b][]=1                                 | {\"a\":{\"b\":[\"1\"]}}",
                "m[a+b]=c+d                               | {\"m\":{\"a b\":\"c d\"}}",
                "m[k]=%2B%26%3D%25                        | {\"m\":{\"k\":\"+&=%\"}}",
                "m[k]=100%25+%C3%A9%F0%9F%98%80           | {\"m\":{\"k\":\"100% é😀\"}}",
                "m[k]=é                                   | {\"m\":{\"k\":\"é\"}}",
                "m[~/]=1                                  | {\"m\":{\"~/\":\"1\"}}",
            })
    void is_read_as_the_tree_that_json_would_have_said_it_with(String form, String json) {
        assertThat(FormText.read(form.strip())).hasToString(json);
    }

    @Test
    void may_be_empty() {
        assertThat(FormText.read("")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "amount=1&amount=2, #/amount",
        "amount=1&amount=1, #/amount",
        "a[b]=1&a[b]=2, #/a/b",
        "a=1&a[b]=2, #/a/b",
        "a[b]=1&a=2, #/a",
        "a[]=1&a[b]=2, #/a/b",
        "a[b]=1&a[]=2, #/a/",
        "a=1&a[]=2, #/a/",
        "expand[0]=a&expand[0]=b, #/expand/0",
        "a[][b]=1, #/a//b",
    })
    void refuses_what_could_be_read_in_two_ways(String form, String pointer) {
        var refused = refusal(form);

        assertThat(refused.violations()).singleElement().satisfies(violation -> {
            assertThat(violation.code()).isEqualTo(RejectionCode.INVALID_FIELD);
            assertThat(violation.pointer()).isEqualTo(pointer);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a=%",
                "a=%4",
                "a=%zz",
                "%=1",
                "a=%-1",
                "a=%+1",
                "a=%ff",
                "a=%C3",
                "a=%ED%A0%80",
                "a=%C0%80",
                "=1",
                "[a]=1",
                "a]=1",
                "a[b=1",
                "a[b]c=1",
                "a[[b]]=1",
                "a[b][c][d][e]=1"
            })
    void refuses_what_is_no_form(String form) {
        assertThat(refusal(form).violations())
                .singleElement()
                .satisfies(violation -> assertThat(violation.code()).isEqualTo(RejectionCode.MALFORMED_REQUEST));
    }

    @Test
    void has_a_limited_number_of_parameters() {
        assertThat(FormText.read(parameters(FormText.PARAMETERS_MAX))).hasSize(FormText.PARAMETERS_MAX);
        assertThat(refusal(parameters(FormText.PARAMETERS_MAX + 1)))
                .hasMessage("Expected at most 1000 parameters, but got more");
        assertThat(refusal("&".repeat(1_000_000))).hasMessageContaining("at most 1000");
    }

    private static String parameters(int count) {
        return IntStream.range(0, count).mapToObj(number -> "p" + number + "=1").collect(Collectors.joining("&"));
    }

    private static InvalidMessageException refusal(String form) {
        return catchThrowableOfType(InvalidMessageException.class, () -> FormText.read(form));
    }
}
