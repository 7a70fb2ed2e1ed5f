package dev.sluice.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.endtoend.LedgerCaller.Value;
import dev.sluice.schema.journal.EntryType;
import dev.sluice.schema.journal.JournalEntry;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.InventoryMode;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The ledger's own work as time passes: nobody asks anything about these accounts from before the instant until its entry is
 * in the journal, which is all that is read. The instant is the same for all of them, so that it is waited for once.
 */
class SweepIT {

    @RegisterExtension
    private static final LedgerUnderTest ledger = LedgerUnderTest.usual();

    private static final LedgerCaller caller = ledger.caller();
    private static Value points;
    private static Value dollars;
    private static Upcoming<Idle> upcoming;

    /** Accounts that nobody touches, each with something that falls due at the instant. */
    private record Idle(
            AccountId maturing,
            AccountId expiring,
            AccountId holding,
            AccountId holdingDollars,
            AccountId holdingTooLong,
            AccountId allAtOnce,
            JsonNode lotThatMatures) {}

    @BeforeAll
    static void makePoints() {
        points = caller.newValue(InventoryMode.LOT);
        dollars = caller.newValue(InventoryMode.SIMPLE);
        upcoming = Upcoming.instant(SweepIT::idleUntil);
    }

    private static Idle idleUntil(Instant at) {
        var maturing = caller.newParticipant();
        caller.credit(maturing, points, "10.00", Map.of("matures_at", at));

        var expiring = caller.newParticipant();
        caller.credit(expiring, points, "10.00", Map.of("expires_at", at));
        caller.hold(expiring, points, "4.00", "order");

        var holding = caller.newParticipantWith(points, "10.00");
        caller.hold(holding, points, "4.00", Map.of("expires_at", at));
        var holdingDollars = caller.newParticipantWith(dollars, "10.00");
        caller.hold(holdingDollars, dollars, "4.00", Map.of("expires_at", at));

        var holdingTooLong = caller.newParticipant();
        caller.credit(holdingTooLong, points, "10.00", Map.of("expires_at", at.minusMillis(100)));
        caller.credit(holdingTooLong, points, "5.00");
        caller.hold(holdingTooLong, points, "15.00", Map.of("expires_at", at));

        var allAtOnce = caller.newParticipant();
        caller.credit(allAtOnce, points, "3.00");
        caller.hold(allAtOnce, points, "3.00", Map.of("expires_at", at));
        caller.credit(allAtOnce, points, "2.00", Map.of("expires_at", at));
        caller.credit(allAtOnce, points, "1.00", Map.of("matures_at", at));
        return new Idle(
                maturing,
                expiring,
                holding,
                holdingDollars,
                holdingTooLong,
                allAtOnce,
                caller.listLots(maturing, points).path(0));
    }

    @Test
    void a_lot_matures_and_keeps_its_vintage() {
        var account = upcoming.seen().maturing();

        var entry = bookedByItself(account, EntryType.MATURITY);

        assertThat(JournalReader.moves(entry)).containsExactly("DEFERRED -10.00", "AVAILABLE 10.00");
        assertThat(ledger.journal().typesOf(account)).containsExactly(EntryType.CREDIT, EntryType.MATURITY);
        assertThat(caller.buckets(account, points)).isEqualTo("10.00/0.00/0.00");
        var lot = caller.listLots(account, points).path(0);
        var before = upcoming.seen().lotThatMatures();
        assertThat(before.path("status").asText()).isEqualTo("DEFERRED");
        assertThat(lot.path("status").asText()).isEqualTo("AVAILABLE");
        assertThat(lot.path("created_at")).isEqualTo(before.path("created_at"));
        assertThat(lot.path("id")).isEqualTo(before.path("id"));
    }

    @Test
    void what_is_left_of_a_lot_expires_and_what_is_held_of_it_stays() {
        var account = upcoming.seen().expiring();

        var entry = bookedByItself(account, EntryType.EXPIRY);

        assertThat(JournalReader.moves(entry)).containsExactly("AVAILABLE -6.00", "SYSTEM_BREAKAGE 6.00");
        assertThat(ledger.journal().typesOf(account))
                .containsExactly(EntryType.CREDIT, EntryType.HOLD, EntryType.EXPIRY);
        assertThat(caller.buckets(account, points)).isEqualTo("0.00/4.00/0.00");
    }

    @Test
    void a_hold_runs_out_and_its_value_is_available_again() {
        var account = upcoming.seen().holding();

        var entry = bookedByItself(account, EntryType.HOLD_EXPIRY);

        assertThat(JournalReader.moves(entry)).containsExactly("HELD -4.00", "AVAILABLE 4.00");
        assertThat(ledger.journal().typesOf(account))
                .containsExactly(EntryType.CREDIT, EntryType.HOLD, EntryType.HOLD_EXPIRY);
        assertThat(caller.buckets(account, points)).isEqualTo("10.00/0.00/0.00");
        assertThat(LedgerCaller.fates(caller.listHolds(account, points, "status=CLOSED")))
                .containsExactly("CLOSED 4.00: 0.00 remaining, 0.00 captured, 4.00 released, 0.00 forfeited");
    }

    @Test
    void a_hold_of_a_simple_asset_runs_out_too() {
        var account = upcoming.seen().holdingDollars();

        var entry = bookedByItself(account, EntryType.HOLD_EXPIRY);

        assertThat(JournalReader.moves(entry)).containsExactly("HELD -4.00", "AVAILABLE 4.00");
        assertThat(LedgerCaller.fates(caller.listHolds(account, dollars, "status=CLOSED")))
                .containsExactly("CLOSED 4.00: 0.00 remaining, 0.00 captured, 4.00 released, 0.00 forfeited");
    }

    @Test
    void a_hold_that_runs_out_sends_to_breakage_what_expired_while_it_was_held() {
        var account = upcoming.seen().holdingTooLong();

        var entry = bookedByItself(account, EntryType.HOLD_EXPIRY);

        assertThat(JournalReader.moves(entry))
                .containsExactlyInAnyOrder("HELD -10.00", "SYSTEM_BREAKAGE 10.00", "HELD -5.00", "AVAILABLE 5.00");
        assertThat(ledger.journal().typesOf(account))
                .containsExactly(EntryType.CREDIT, EntryType.CREDIT, EntryType.HOLD, EntryType.HOLD_EXPIRY);
        assertThat(caller.buckets(account, points)).isEqualTo("5.00/0.00/0.00");
        assertThat(LedgerCaller.fates(caller.listHolds(account, points, "status=CLOSED")))
                .containsExactly("CLOSED 15.00: 0.00 remaining, 0.00 captured, 15.00 released, 0.00 forfeited");
    }

    @Test
    void what_falls_due_at_one_instant_matures_first_and_expires_last() {
        var account = upcoming.seen().allAtOnce();

        bookedByItself(account, EntryType.EXPIRY);

        assertThat(ledger.journal().typesOf(account))
                .endsWith(EntryType.CREDIT, EntryType.MATURITY, EntryType.HOLD_EXPIRY, EntryType.EXPIRY);
        assertThat(caller.buckets(account, points)).isEqualTo("4.00/0.00/0.00");
    }

    private static JournalEntry bookedByItself(AccountId account, EntryType type) {
        var entry = ledger.journal().await(account, type);
        assertThat(entry.recordedAt()).isAfterOrEqualTo(upcoming.at());
        assertThat(entry.idempotencyKey()).as("no request's").isEmpty();
        return entry;
    }
}
