package dev.sluice.ledger.core.due;

import static dev.sluice.schema.value.SystemAccount.SYSTEM_BREAKAGE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.ledger.core.LedgerScenario;
import dev.sluice.schema.journal.EntryType;
import dev.sluice.schema.reply.HoldFound;
import dev.sluice.schema.request.Credit;
import dev.sluice.schema.request.GetBalances;
import dev.sluice.schema.request.GetHold;
import dev.sluice.schema.request.Request;
import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.HoldStatus;
import dev.sluice.schema.value.IdempotencyKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DueDeciderTest extends LedgerScenario {

    private static final GetBalances QUESTION = new GetBalances(Optional.empty());

    private List<EntryType> typesSince(int entries) {
        return ledger().journal().stream()
                .skip(entries)
                .map(entry -> entry.type())
                .toList();
    }

    @Test
    void expires_a_lot_at_its_very_instant_and_not_before() {
        given(ann.has(lot("L1").of("5.00").expiring("2024-06-15")), time("2024-06-14T23:59:59.999Z"));
        when(ann.asks(QUESTION));
        then(balance(ann, "5.00", "0.00", "0.00"));

        given(time("2024-06-15"));
        when(ann.asks(QUESTION));
        then(balance(ann, "0.00", "0.00", "0.00"), system(SYSTEM_BREAKAGE, POINTS, "5.00"));
    }

    @Test
    void expires_only_what_is_left_of_a_lot() {
        given(ann.has(lot("L1").of("5.00").expiring("2024-06-15")), ann.isDebited("2.00"), ann.holds("1.00"));
        given(time("2024-06-15"));

        when(ann.asks(QUESTION));

        then(balance(ann, "0.00", "1.00", "0.00"), system(SYSTEM_BREAKAGE, POINTS, "2.00"));
    }

    @Test
    void expires_many_lots_in_one_entry() {
        given(
                ann.has(lot("L1").of("5.00").expiring("2024-06-15")),
                ann.has(lot("L2").of("5.00").expiring("2024-06-14")),
                ann.has(lot("L3").of("5.00").expiring("2024-06-16")),
                time("2024-06-15"));
        var entries = ledger().journal().size();

        when(ann.asks(QUESTION));

        then(balance(ann, "5.00", "0.00", "0.00"));
        assertThat(typesSince(entries)).containsExactly(EntryType.EXPIRY);
    }

    @Test
    void matures_and_then_expires_what_did_both_meanwhile() {
        given(ann.has(lot("L1").of("5.00").maturing("2024-06-10").expiring("2024-06-15")), time("2024-06-15"));
        var entries = ledger().journal().size();

        when(ann.asks(QUESTION));

        then(balance(ann, "0.00", "0.00", "0.00"), system(SYSTEM_BREAKAGE, POINTS, "5.00"));
        assertThat(typesSince(entries)).containsExactly(EntryType.MATURITY, EntryType.EXPIRY);
    }

    @Test
    void repays_a_debt_with_what_matures() {
        given(
                ann.isDebited("3.00").allowingNegative(),
                ann.has(lot("L1").of("2.00").maturing("2024-06-10")),
                ann.has(lot("L2").of("2.00").maturing("2024-06-10")),
                time("2024-06-10"));

        when(ann.holdsAll());

        then(processed("L2", "1.00"), balance(ann, "0.00", "1.00", "0.00"));
    }

    @Test
    void releases_a_hold_at_its_own_expiry() {
        given(ann.has(lot("L1").of("5.00")), ann.holds("2.00").expiring("2024-06-15"));
        var hold = opened();
        given(time("2024-06-15"));

        when(ann.asks(QUESTION));

        then(balance(ann, "5.00", "0.00", "0.00"));
        var row = ((HoldFound) answerTo(ann, new GetHold(hold))).hold();
        assertThat(row.status()).isEqualTo(HoldStatus.CLOSED);
        assertThat(row.released()).hasToString("2.00");
    }

    @Test
    void releases_a_hold_of_a_simple_asset() {
        given(ann.isCredited("5.00").in(DOLLARS), ann.holds("2.00").in(DOLLARS).expiring("2024-06-15"));
        given(time("2024-06-15"));

        when(ann.asks(QUESTION));

        then(balance(ann, DOLLARS, "5.00", "0.00", "0.00"));
    }

    @Test
    void releases_no_hold_that_was_closed_before() {
        given(ann.has(lot("L1").of("5.00")), ann.holds("2.00").expiring("2024-06-15"), ann.releasesAll());
        given(time("2024-06-15"));
        var entries = ledger().journal().size();

        when(ann.asks(QUESTION));

        assertThat(typesSince(entries)).isEmpty();
    }

    @Test
    void goes_by_the_instant_of_each_event_and_not_by_when_it_is_noticed() {
        given(
                ann.has(lot("L1").of("5.00").expiring("2024-06-20")),
                ann.holdsAll().expiring("2024-06-15"),
                time("2024-07-01"));
        var entries = ledger().journal().size();

        when(ann.asks(QUESTION));

        then(balance(ann, "0.00", "0.00", "0.00"), system(SYSTEM_BREAKAGE, POINTS, "5.00"));
        assertThat(typesSince(entries))
                .as("released while it was spendable, and expired afterwards")
                .containsExactly(EntryType.HOLD_EXPIRY, EntryType.EXPIRY);
    }

    @Test
    void sends_to_breakage_what_had_expired_when_its_hold_ran_out() {
        given(
                ann.has(lot("L1").of("5.00").expiring("2024-06-15")),
                ann.holdsAll().expiring("2024-06-15"),
                time("2024-06-15"));
        var entries = ledger().journal().size();

        when(ann.asks(QUESTION));

        then(balance(ann, "0.00", "0.00", "0.00"), system(SYSTEM_BREAKAGE, POINTS, "5.00"));
        assertThat(typesSince(entries)).containsExactly(EntryType.HOLD_EXPIRY);
    }

    @Test
    void leaves_the_other_account_and_asset_alone() {
        given(
                ann.has(lot("L1").of("5.00").expiring("2024-06-15")),
                bob.has(lot("L2").of("5.00").expiring("2024-06-15")),
                time("2024-06-15"));
        var entries = ledger().journal().size();

        when(bob.holds("1.00").in(DOLLARS));

        assertThat(typesSince(entries)).isEmpty();
    }

    @Test
    void catches_up_with_more_items_than_one_entry_takes() {
        for (var i = 0; i < 101; i++) {
            ledger().apply(request("lot " + i));
        }
        given(time("2024-06-15"));
        var entries = ledger().journal().size();

        when(ann.asks(QUESTION));

        then(balance(ann, "0.00", "0.00", "0.00"));
        assertThat(typesSince(entries)).containsExactly(EntryType.EXPIRY, EntryType.EXPIRY);
    }

    private Request request(String key) {
        var credit = new Credit(
                SHOP,
                POINTS,
                "Test",
                Amount.parse("1.00"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(instant("2024-06-15")),
                Optional.empty(),
                Map.of());
        return new Request(ann.id(), IdempotencyKey.of(key), credit);
    }
}
