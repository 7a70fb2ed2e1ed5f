package dev.sluice.ledger.core.reserve;

import static dev.sluice.schema.rejection.RejectionCode.INSUFFICIENT_BALANCE;
import static dev.sluice.schema.rejection.RejectionCode.TOO_MANY_LOTS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.ledger.core.entry.Selection;
import dev.sluice.schema.request.Debit;
import dev.sluice.schema.request.Request;
import dev.sluice.schema.request.SourceTransaction;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.IdempotencyKey;
import dev.sluice.schema.value.ReserveCreator;
import dev.sluice.schema.value.ReserveReleaseReason;
import dev.sluice.schema.value.SourceTransactionType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReserveReversalTest extends ReserveScenario {

    @ParameterizedTest
    @ValueSource(strings = {"USD", "PTS"})
    void a_refund_uses_the_reserve_of_its_own_charge_first_in_one_entry(String symbol) {
        var asset = AssetId.ofSymbol(symbol);
        planned(ann, rolling(asset, 10, 30));
        given(ann.asks(charge(asset, "10.00", "ch_1")), ann.asks(charge(asset, "10.00", "ch_2")));
        var entries = ledger().journal().size();

        when(ann.asks(refund(asset, "4.00", "ch_1")));

        then(balance(ann, asset, "15.00", "1.00", "0.00"));
        assertThat(ledger().journal()).hasSize(entries + 1);
        var release = releases(ann).getFirst().release();
        assertThat(release.amount()).hasToString("1.00");
        assertThat(release.reason()).isEqualTo(ReserveReleaseReason.HOLD_REVERSED);
        assertThat(release.createdBy()).isEqualTo(ReserveCreator.SYSTEM);
        assertThat(release.reservePlan()).isEmpty();
        assertThat(release.sourceTransaction())
                .contains(new SourceTransaction(SourceTransactionType.REFUND, "re_1", "ch_1"));
        var reversed = holds(ann).getLast();
        assertThat(reversed.hold().sourceCharge()).contains("ch_1");
        assertThat(release.reserveHold()).contains(reversed.hold().id());
        assertThat(reversed.amountReleasable().isZero()).isTrue();
    }

    @Test
    void leaves_in_reserve_what_the_refund_does_not_need() {
        planned(ann, rolling(DOLLARS, 50, 30));
        given(ann.asks(charge(DOLLARS, "10.00", "ch_1")));

        when(ann.asks(refund(DOLLARS, "2.00", "ch_1")));

        then(balance(ann, DOLLARS, "5.00", "3.00", "0.00"));
    }

    @Test
    void refuses_what_neither_the_reserve_of_the_charge_nor_available_has() {
        planned(ann, rolling(DOLLARS, 50, 30));
        given(ann.asks(charge(DOLLARS, "10.00", "ch_1")), ann.asks(charge(DOLLARS, "2.00", "ch_2")));

        when(ann.asks(refund(DOLLARS, "11.01", "ch_1")));
        then(refused(INSUFFICIENT_BALANCE));

        when(ann.asks(refund(DOLLARS, "11.00", "ch_1")));
        then(balance(ann, DOLLARS, "0.00", "1.00", "0.00"));
    }

    @Test
    void takes_from_available_alone_where_nothing_is_reserved_of_the_charge() {
        given(ann.isCredited("10.00").in(DOLLARS));

        when(ann.asks(refund(DOLLARS, "4.00", "ch_unknown")));

        then(balance(ann, DOLLARS, "6.00", "0.00", "0.00"));
        assertThat(releases(ann)).isEmpty();
    }

    /** Else what is reserved beyond the limit would stay, and the rest come from AVAILABLE or become a debt. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void refuses_a_refund_for_which_more_holds_would_be_touched_than_one_operation_may(boolean allowNegative) {
        planned(ann, rolling(DOLLARS, 100, 30));
        for (var charge = 0; charge <= Selection.LOTS_MAX; charge++) {
            ledger().apply(new Request(
                    ann.id(), IdempotencyKey.of("charge " + charge), charge(DOLLARS, "0.01", "ch_1")));
        }

        var refund = refund(DOLLARS, "50.01", "ch_1");
        when(ann.asks(allowNegative ? overdrawing(refund) : refund));
        then(refused(TOO_MANY_LOTS), balance(ann, DOLLARS, "0.00", "50.01", "0.00"));

        when(ann.asks(refund(DOLLARS, "50.00", "ch_1")));
        then(done(), balance(ann, DOLLARS, "0.00", "0.01", "0.00"));
    }

    private static Debit overdrawing(Debit debit) {
        return new Debit(
                debit.programId(),
                debit.assetId(),
                debit.description(),
                debit.amount(),
                debit.bucket(),
                true,
                debit.lotIds(),
                debit.referenceId(),
                debit.sourceTransaction(),
                debit.metadata());
    }
}
