package dev.sluice.gateway.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schema.rejection.InvalidMessageException;
import dev.sluice.schema.rejection.Rejection;
import dev.sluice.schema.rejection.Rejection.FieldError;
import dev.sluice.schema.rejection.RejectionCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FieldNamesTest {

    private final FieldNames names = names();

    @ParameterizedTest
    @CsvSource({
        "#/smallest_units, #/amount",
        "#/release_after, #/release_schedule/release_after",
        "#/metadata/a~1b, #/metadata/a~1b",
        "#/metadata, #/metadata",
        "#/something_else, #/something_else",
        "#, #",
    })
    void a_field_at_fault_is_told_by_the_parameter_that_it_came_from(String field, String parameter) {
        var rejection = Rejection.atField(RejectionCode.INVALID_FIELD, field, "Expected this, but got that");
        var invalid = new InvalidMessageException(RejectionCode.INVALID_FIELD, field, "Expected this, but got that");

        assertThat(names.inDialect(rejection).errors())
                .extracting(FieldError::pointer)
                .containsExactly(parameter);
        assertThat(names.inDialect(invalid).violations())
                .singleElement()
                .satisfies(violation -> assertThat(violation.pointer()).isEqualTo(parameter));
    }

    @Test
    void a_caller_that_gave_an_id_is_told_that_id() {
        names.putText("019de2fb-1900-7dec-b83c-ee497947f8f5", "reshold_1");

        var told = names.inDialect(Rejection.atField(
                RejectionCode.RESERVE_HOLD_NOT_FOUND,
                "#/reserve_hold",
                "Expected a reserve hold, but got 019de2fb-1900-7dec-b83c-ee497947f8f5"));

        assertThat(told.message()).isEqualTo("Expected a reserve hold, but got reshold_1");
        assertThat(told.errors().getFirst().detail()).isEqualTo(told.message());
    }

    @Test
    void an_asset_that_there_is_not_is_a_fault_of_the_currency() {
        names.put("asset_id", "currency");

        var told = names.inDialect(Rejection.because(RejectionCode.ASSET_NOT_FOUND, "Expected an asset"));

        assertThat(told.errors()).containsExactly(new FieldError("#/currency", "Expected an asset"));
    }

    private static FieldNames names() {
        var names = new FieldNames();
        names.put("smallest_units", "amount");
        names.put("release_after", "release_schedule[release_after]");
        names.put("metadata", "metadata");
        return names;
    }
}
