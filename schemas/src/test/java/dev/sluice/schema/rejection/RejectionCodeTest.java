package dev.sluice.schema.rejection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sluice.schema.rejection.RejectionCode.Repeating;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RejectionCodeTest {

    /** The order of checks as it is documented: a row shares its hundreds, and a later row is checked later. */
    private static final List<List<String>> ORDER_OF_CHECKS = List.of(
            List.of(
                    "malformed_request",
                    "missing_field",
                    "invalid_field",
                    "invalid_amount",
                    "unsupported_version",
                    "wrong_key",
                    "self_transfer",
                    "wrong_topic"),
            List.of("idempotency_conflict", "invalid_time", "unsuitable_field"),
            List.of("program_not_found", "asset_not_found", "account_not_found"),
            List.of("asset_not_linked", "program_not_active", "asset_not_active", "account_not_active"),
            List.of(
                    "lot_mode_required",
                    "invalid_scale",
                    "lot_not_found",
                    "hold_not_found",
                    "reserve_hold_not_found",
                    "reserve_plan_not_found",
                    "reserve_release_not_found",
                    "transfer_not_found",
                    "journal_entry_not_found"),
            List.of(
                    "hold_not_open",
                    "plan_not_active",
                    "plan_conflict",
                    "balance_not_zero",
                    "already_exists",
                    "reversal_exceeds_entry"),
            List.of(
                    "max_transaction_amount_exceeded",
                    "too_many_lots",
                    "nothing_to_process",
                    "insufficient_balance",
                    "insufficient_program_funds",
                    "amount_exceeds_releasable",
                    "balance_limit_exceeded"));

    @Test
    void the_codes_stand_in_the_order_in_which_they_are_checked() {
        assertThat(RejectionCode.values())
                .extracting(RejectionCode::wireName)
                .containsExactlyElementsOf(Stream.concat(
                                ORDER_OF_CHECKS.stream().flatMap(List::stream),
                                Stream.of("internal_error", "result_pending"))
                        .toList());
    }

    @Test
    void numbers_are_unique_and_grow_in_that_order_with_the_hundreds_of_the_row() {
        assertThat(Arrays.stream(RejectionCode.values()).map(RejectionCode::number))
                .doesNotHaveDuplicates()
                .isSorted();
        for (int row = 0; row < ORDER_OF_CHECKS.size(); row++) {
            for (var name : ORDER_OF_CHECKS.get(row)) {
                assertThat(RejectionCode.ofWireName(name).number() / 100)
                        .as(name)
                        .isEqualTo(row + 1);
            }
        }
    }

    /** A name or number that changes breaks every caller that knows it. */
    @ParameterizedTest
    @CsvSource({
        "MALFORMED_REQUEST, 101, 400",
        "MISSING_FIELD, 102, 400",
        "INVALID_FIELD, 103, 400",
        "INVALID_AMOUNT, 104, 400",
        "UNSUPPORTED_VERSION, 105, 400",
        "WRONG_KEY, 106, 400",
        "SELF_TRANSFER, 107, 400",
        "IDEMPOTENCY_CONFLICT, 201, 409",
        "INVALID_TIME, 202, 400",
        "UNSUITABLE_FIELD, 203, 400",
        "PROGRAM_NOT_FOUND, 301, 404",
        "ASSET_NOT_FOUND, 302, 404",
        "ACCOUNT_NOT_FOUND, 303, 404",
        "ASSET_NOT_LINKED, 401, 409",
        "PROGRAM_NOT_ACTIVE, 402, 409",
        "ASSET_NOT_ACTIVE, 403, 409",
        "ACCOUNT_NOT_ACTIVE, 404, 409",
        "LOT_MODE_REQUIRED, 501, 400",
        "INVALID_SCALE, 502, 400",
        "LOT_NOT_FOUND, 503, 404",
        "HOLD_NOT_FOUND, 504, 404",
        "RESERVE_HOLD_NOT_FOUND, 505, 404",
        "RESERVE_PLAN_NOT_FOUND, 506, 404",
        "RESERVE_RELEASE_NOT_FOUND, 507, 404",
        "TRANSFER_NOT_FOUND, 508, 404",
        "JOURNAL_ENTRY_NOT_FOUND, 509, 404",
        "HOLD_NOT_OPEN, 601, 409",
        "PLAN_NOT_ACTIVE, 602, 409",
        "PLAN_CONFLICT, 603, 409",
        "BALANCE_NOT_ZERO, 604, 409",
        "ALREADY_EXISTS, 605, 409",
        "REVERSAL_EXCEEDS_ENTRY, 606, 409",
        "MAX_TRANSACTION_AMOUNT_EXCEEDED, 701, 422",
        "TOO_MANY_LOTS, 702, 422",
        "NOTHING_TO_PROCESS, 703, 422",
        "INSUFFICIENT_BALANCE, 704, 422",
        "INSUFFICIENT_PROGRAM_FUNDS, 705, 422",
        "AMOUNT_EXCEEDS_RELEASABLE, 706, 422",
        "BALANCE_LIMIT_EXCEEDED, 707, 422",
        "INTERNAL_ERROR, 901, 500",
        "RESULT_PENDING, 902, 504"
    })
    void a_number_and_a_status_never_change(RejectionCode code, int number, int httpStatus) {
        assertThat(code.number()).isEqualTo(number);
        assertThat(code.httpStatus()).isEqualTo(httpStatus);
    }

    @ParameterizedTest
    @EnumSource
    void is_found_by_its_name_on_the_wire(RejectionCode code) {
        assertThat(RejectionCode.ofWireName(code.wireName())).isEqualTo(code);
        assertThatIllegalArgumentException().isThrownBy(() -> RejectionCode.ofWireName(code.name()));
    }

    @ParameterizedTest
    @EnumSource
    void what_depends_on_state_is_remembered_and_what_is_wrong_with_the_message_is_not(RejectionCode code) {
        var isAboutTheMessage = code.number() <= RejectionCode.IDEMPOTENCY_CONFLICT.number();

        assertThat(code.isRemembered())
                .isEqualTo(!isAboutTheMessage
                        && code != RejectionCode.INTERNAL_ERROR
                        && code != RejectionCode.RESULT_PENDING);
        if (isAboutTheMessage) {
            assertThat(code.repeating()).isEqualTo(Repeating.NEVER_HELPS);
        }
        assertThat(code.repeating() == Repeating.HELPS_WITH_THE_SAME_KEY).isEqualTo(code.httpStatus() >= 500);
    }
}
