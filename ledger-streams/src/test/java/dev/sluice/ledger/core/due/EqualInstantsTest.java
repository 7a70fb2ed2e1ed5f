package dev.sluice.ledger.core.due;

import static dev.sluice.schema.rejection.RejectionCode.INSUFFICIENT_BALANCE;
import static dev.sluice.schema.rejection.RejectionCode.INVALID_TIME;
import static dev.sluice.schema.value.SystemAccount.SYSTEM_BREAKAGE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.ledger.core.LedgerScenario;
import dev.sluice.schema.journal.EntryType;
import dev.sluice.schema.journal.JournalEntry;
import dev.sluice.schema.request.GetBalances;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The order of things that are due at one instant, or at the instant that is now. */
class EqualInstantsTest extends LedgerScenario {

    private static final GetBalances QUESTION = new GetBalances(Optional.empty());

    private List<EntryType> booked(int entriesBefore) {
        return ledger().journal().stream()
                .skip(entriesBefore)
                .map(JournalEntry::type)
                .toList();
    }

    @Test
    void first_lots_mature_then_each_hold_runs_out_and_last_lots_expire() {
        given(
                ann.has(lot("L1").of("5.00").expiring("2024-06-15")),
                ann.has(lot("L2").of("5.00").expiring("2024-06-15")),
                ann.holds("3.00").expiring("2024-06-15"),
                ann.holds("4.00").expiring("2024-06-15"),
                ann.has(lot("L3").of("1.00").maturing("2024-06-15")),
                ann.has(lot("L4").of("2.00").maturing("2024-06-15")),
                time("2024-06-15"));
        var entries = ledger().journal().size();

        when(ann.asks(QUESTION));

        then(balance(ann, "3.00", "0.00", "0.00"), system(SYSTEM_BREAKAGE, POINTS, "10.00"));
        assertThat(booked(entries))
                .containsExactly(EntryType.MATURITY, EntryType.HOLD_EXPIRY, EntryType.HOLD_EXPIRY, EntryType.EXPIRY);
    }

    @Test
    void what_matures_repays_a_debt_before_what_a_hold_lets_go() {
        given(
                ann.has(lot("L1").of("2.00")),
                ann.holdsAll().expiring("2024-06-15"),
                ann.isDebited("3.00").allowingNegative(),
                ann.has(lot("L2").of("2.00").maturing("2024-06-15")),
                time("2024-06-15"));

        when(ann.holdsAll());

        then(processed("L1", "1.00"), balance(ann, "0.00", "1.00", "0.00"));
    }

    @Test
    void what_a_hold_lets_go_a_millisecond_before_it_expires_expires_by_itself() {
        given(
                ann.has(lot("L1").of("5.00").expiring("2024-06-15T00:00:00.001Z")),
                ann.holdsAll().expiring("2024-06-15"),
                time("2024-06-15T00:00:00.001Z"));
        var entries = ledger().journal().size();

        when(ann.asks(QUESTION));

        then(balance(ann, "0.00", "0.00", "0.00"), system(SYSTEM_BREAKAGE, POINTS, "5.00"));
        assertThat(booked(entries)).containsExactly(EntryType.HOLD_EXPIRY, EntryType.EXPIRY);
    }

    @Test
    void a_lot_that_lives_a_millisecond_can_be_spent_in_it() {
        given(
                ann.has(lot("L1").of("5.00").maturing("2024-06-15").expiring("2024-06-15T00:00:00.001Z")),
                time("2024-06-15"));

        when(ann.isDebited("5.00"));

        then(processed("L1", "5.00"), balance(ann, "0.00", "0.00", "0.00"));
    }

    @Test
    void a_lot_that_lived_a_millisecond_is_gone_after_it() {
        given(
                ann.has(lot("L1").of("5.00").maturing("2024-06-15").expiring("2024-06-15T00:00:00.001Z")),
                time("2024-06-15T00:00:00.001Z"));

        when(ann.isDebited("5.00"));

        then(refused(INSUFFICIENT_BALANCE), system(SYSTEM_BREAKAGE, POINTS, "5.00"));
    }

    @Test
    void two_assets_of_one_account_do_not_wait_for_each_other() {
        given(
                ann.has(lot("L1").of("5.00").expiring("2024-06-15")),
                ann.isCredited("5.00").in(DOLLARS),
                ann.holds("2.00").in(DOLLARS).expiring("2024-06-15"),
                time("2024-06-15"));

        when(ann.isDebited("5.00").in(DOLLARS));

        then(balance(ann, DOLLARS, "0.00", "0.00", "0.00"));
    }

    @ParameterizedTest
    @CsvSource({
        // It is noon.
        "2024-06-01T11:59:59.999Z, false",
        "2024-06-01T12:00:00Z,     false",
        "2024-06-01T12:00:00.001Z, true",
    })
    void a_hold_runs_out_a_millisecond_from_now_at_the_earliest(String expiry, boolean taken) {
        given(ann.has(lot("L1").of("5.00")));

        when(ann.holds("1.00").expiring(expiry));

        then(taken ? done() : refused(INVALID_TIME));
    }

    @ParameterizedTest
    @CsvSource({
        "2024-06-01T11:59:59.999Z, false",
        "2024-06-01T12:00:00Z,     false",
        "2024-06-01T12:00:00.001Z, true",
    })
    void a_lot_expires_a_millisecond_from_now_at_the_earliest(String expiry, boolean taken) {
        when(ann.has(lot("L1").of("1.00").expiring(expiry)));

        then(taken ? done() : refused(INVALID_TIME));
    }

    @ParameterizedTest
    @CsvSource({
        "2024-06-01T11:59:59.999Z, 1.00, 0.00",
        "2024-06-01T12:00:00Z,     1.00, 0.00",
        "2024-06-01T12:00:00.001Z, 0.00, 1.00",
    })
    void a_lot_that_matures_now_is_available_now(String maturity, String available, String deferred) {
        when(ann.has(lot("L1").of("1.00").maturing(maturity)));

        then(balance(ann, available, "0.00", deferred));
    }

    @ParameterizedTest
    @CsvSource({
        "2024-06-01T11:59:59.999Z, true",
        "2024-06-01T12:00:00Z,     true",
        "2024-06-01T12:00:00.001Z, false",
    })
    void value_is_earned_now_at_the_latest(String earned, boolean taken) {
        when(ann.has(lot("L1").of("1.00").earnedOn(earned)));

        then(taken ? done() : refused(INVALID_TIME));
    }
}
