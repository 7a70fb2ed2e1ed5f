package dev.sluice.endtoend;

import static dev.sluice.endtoend.LedgerCaller.fate;
import static dev.sluice.endtoend.LedgerCaller.fates;
import static dev.sluice.endtoend.LedgerCaller.ok;
import static dev.sluice.endtoend.LedgerCaller.operation;
import static dev.sluice.endtoend.LedgerCaller.refused;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.cli.http.HttpAnswer;
import dev.sluice.endtoend.LedgerCaller.Value;
import dev.sluice.schema.journal.EntryType;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.InventoryMode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The state just before an instant and just after it, on a ledger in which nothing books what falls due by itself. */
class TimeIT {

    @RegisterExtension
    private static final LedgerUnderTest ledger = LedgerUnderTest.withoutSweep();

    private static final LedgerCaller caller = ledger.caller();
    private static Value points;

    /** An account and its lot. */
    private record Owner(AccountId account, JsonNode lot) {}

    /** An account and its hold. */
    private record Holder(AccountId account, String hold) {}

    @BeforeAll
    static void makePoints() {
        points = caller.newValue(InventoryMode.LOT);
    }

    @Test
    void a_lot_is_out_of_reach_until_it_matures() {
        var upcoming = Upcoming.instant(at -> {
            var ann = caller.newParticipant();
            caller.credit(ann, points, "10.00", Map.of("matures_at", at));
            refused(hold(ann, "1.00"), 422, "insufficient_balance");
            refused(debit(ann, "1.00"), 422, "insufficient_balance");
            refused(forfeit(ann, "1.00"), 422, "insufficient_balance");
            assertThat(caller.buckets(ann, points)).isEqualTo("0.00/0.00/10.00");
            assertThat(caller.lots(ann, points)).containsExactly("DEFERRED 10.00 of 10.00");
            return new Owner(ann, caller.listLots(ann, points).path(0));
        });
        var ann = upcoming.seen().account();

        upcoming.passes();

        assertThat(ledger.journal().typesOf(ann)).as("what was booked").containsExactly(EntryType.CREDIT);
        assertThat(caller.buckets(ann, points)).isEqualTo("10.00/0.00/0.00");
        assertThat(caller.lots(ann, points)).containsExactly("AVAILABLE 10.00 of 10.00");
        assertThat(caller.listLots(ann, points).path(0).path("created_at"))
                .as("the vintage")
                .isEqualTo(upcoming.seen().lot().path("created_at"));
        ok(hold(ann, "1.00"));
        ok(debit(ann, "1.00"));
        ok(forfeit(ann, "1.00"));
        assertThat(caller.buckets(ann, points)).isEqualTo("7.00/1.00/0.00");
    }

    @Test
    void a_lot_can_be_spent_until_it_expires_and_is_told_as_expired_from_then_on() {
        var upcoming = Upcoming.instant(at -> {
            var ann = caller.newParticipant();
            caller.credit(ann, points, "10.00", Map.of("expires_at", at));
            ok(debit(ann, "1.00"));
            assertThat(caller.buckets(ann, points)).isEqualTo("9.00/0.00/0.00");
            assertThat(caller.lots(ann, points)).containsExactly("AVAILABLE 9.00 of 10.00");
            return ann;
        });
        var ann = upcoming.seen();

        upcoming.passes();

        assertThat(ledger.journal().typesOf(ann))
                .as("what was booked")
                .containsExactly(EntryType.CREDIT, EntryType.DEBIT);
        assertThat(caller.buckets(ann, points)).isEqualTo("0.00/0.00/0.00");
        assertThat(caller.lots(ann, points)).containsExactly("EXPIRED 0.00 of 10.00");
        var expiry = ledger.journal().await(ann, EntryType.EXPIRY);
        assertThat(JournalReader.moves(expiry)).containsExactly("AVAILABLE -9.00", "SYSTEM_BREAKAGE 9.00");
    }

    @Test
    void refuses_to_spend_what_has_expired_whatever_is_tried_first() {
        var upcoming = Upcoming.instant(at -> {
            var accounts = List.of(
                    caller.newParticipant(), caller.newParticipant(), caller.newParticipant(), caller.newParticipant());
            accounts.forEach(account -> caller.credit(account, points, "10.00", Map.of("expires_at", at)));
            return accounts;
        });
        var accounts = upcoming.seen();

        upcoming.passes();

        refused(hold(accounts.get(0), "1.00"), 422, "insufficient_balance");
        refused(debit(accounts.get(1), "1.00"), 422, "insufficient_balance");
        refused(forfeit(accounts.get(2), "1.00"), 422, "insufficient_balance");
        refused(transfer(accounts.get(3), accounts.get(0), "1.00"), 422, "insufficient_balance");
        assertThat(accounts)
                .allSatisfy(
                        account -> assertThat(caller.buckets(account, points)).isEqualTo("0.00/0.00/0.00"));
    }

    @Test
    void a_hold_is_open_until_it_expires_and_has_released_all_from_then_on() {
        var upcoming = Upcoming.instant(at -> {
            var ann = caller.newParticipantWith(points, "10.00");
            var hold = caller.hold(ann, points, "4.00", Map.of("reference_id", "order", "expires_at", at));
            var id = hold.path("hold_id").asText();
            assertThat(caller.buckets(ann, points)).isEqualTo("6.00/4.00/0.00");
            assertThat(caller.lots(ann, points)).containsExactly("AVAILABLE 6.00 of 10.00", "HELD 4.00 of 10.00");
            assertThat(fate(caller.readHold(ann, id)))
                    .isEqualTo("OPEN 4.00: 4.00 remaining, 0.00 captured, 0.00 released, 0.00 forfeited");
            assertThat(caller.listHolds(ann, points, "status=OPEN")).hasSize(1);
            assertThat(caller.listHolds(ann, points, "status=CLOSED")).isEmpty();
            return new Holder(ann, id);
        });
        var ann = upcoming.seen().account();

        upcoming.passes();

        assertThat(ledger.journal().typesOf(ann))
                .as("what was booked")
                .containsExactly(EntryType.CREDIT, EntryType.HOLD);
        var runOut = "CLOSED 4.00: 0.00 remaining, 0.00 captured, 4.00 released, 0.00 forfeited";
        assertThat(fate(caller.readHold(ann, upcoming.seen().hold()))).isEqualTo(runOut);
        assertThat(caller.listHolds(ann, points, "status=OPEN")).isEmpty();
        assertThat(fates(caller.listHolds(ann, points, "status=CLOSED&reference_id=order")))
                .containsExactly(runOut);
        assertThat(caller.buckets(ann, points)).isEqualTo("10.00/0.00/0.00");
        assertThat(caller.lots(ann, points)).containsExactly("AVAILABLE 10.00 of 10.00");
    }

    @Test
    void refuses_to_settle_a_hold_that_has_run_out_whatever_is_tried_first() {
        var upcoming = Upcoming.instant(at -> List.of(holderUntil(at), holderUntil(at), holderUntil(at)));
        var holders = upcoming.seen();

        upcoming.passes();

        var first = holders.get(0);
        refused(
                caller.operate(first.account(), "capture", operation(points).put("hold_id", first.hold())),
                409,
                "hold_not_open");
        refused(
                caller.operate(
                        holders.get(1).account(), "capture", operation(points).put("reference_id", "order")),
                422,
                "nothing_to_process");
        refused(
                caller.operate(
                        holders.get(2).account(), "release", operation(points).put("reference_id", "order")),
                422,
                "nothing_to_process");
        assertThat(holders)
                .allSatisfy(holder ->
                        assertThat(caller.buckets(holder.account(), points)).isEqualTo("10.00/0.00/0.00"));
    }

    @Test
    void a_lot_does_not_expire_while_it_is_held_and_the_answer_says_so_when_it_is_let_go() {
        var upcoming = Upcoming.instant(at -> {
            var ann = caller.newParticipant();
            caller.credit(ann, points, "10.00", Map.of("expires_at", at));
            caller.credit(ann, points, "5.00");
            caller.hold(ann, points, "12.00", "released");
            caller.hold(ann, points, "3.00", "captured");
            return ann;
        });
        var ann = upcoming.seen();
        upcoming.passes();
        assertThat(caller.buckets(ann, points)).isEqualTo("0.00/15.00/0.00");

        var release = ok(caller.operate(ann, "release", operation(points).put("reference_id", "released")));

        assertThat(release.path("amount_processed").asText()).isEqualTo("12.00");
        assertThat(release.path("amount_expired").asText()).isEqualTo("10.00");
        assertThat(caller.buckets(ann, points)).isEqualTo("2.00/3.00/0.00");
        assertThat(caller.lots(ann, points))
                .containsExactly("EXPIRED 0.00 of 10.00", "AVAILABLE 2.00 of 5.00", "HELD 3.00 of 5.00");
    }

    @Test
    void what_is_held_beyond_its_expiry_can_be_captured_and_the_rest_of_it_is_gone() {
        var upcoming = Upcoming.instant(at -> {
            var ann = caller.newParticipant();
            caller.credit(ann, points, "10.00", Map.of("expires_at", at));
            caller.hold(ann, points, "10.00", "order");
            return ann;
        });
        var ann = upcoming.seen();
        upcoming.passes();

        var capture = ok(caller.operate(
                ann, "capture", operation(points).put("reference_id", "order").put("amount", "7.00")));

        assertThat(capture.path("amount_captured").asText()).isEqualTo("7.00");
        assertThat(capture.path("amount_released").asText()).isEqualTo("3.00");
        assertThat(capture.path("amount_expired").asText()).isEqualTo("3.00");
        assertThat(caller.buckets(ann, points)).isEqualTo("0.00/0.00/0.00");
        assertThat(fates(caller.listHolds(ann, points, "status=CLOSED")))
                .containsExactly("CLOSED 10.00: 0.00 remaining, 7.00 captured, 3.00 released, 0.00 forfeited");
    }

    @Test
    void at_one_instant_a_lot_matures_a_hold_runs_out_and_lots_expire() {
        var upcoming = Upcoming.instant(at -> {
            var ann = caller.newParticipant();
            caller.credit(ann, points, "8.00", Map.of("expires_at", at));
            caller.hold(ann, points, "5.00", Map.of("expires_at", at));
            caller.credit(ann, points, "4.00");
            caller.credit(ann, points, "2.00", Map.of("matures_at", at));
            caller.credit(ann, points, "1.00", Map.of("matures_at", at.minusMillis(1), "expires_at", at));
            assertThat(caller.buckets(ann, points)).isEqualTo("7.00/5.00/3.00");
            return ann;
        });
        var ann = upcoming.seen();

        upcoming.passes();

        assertThat(caller.buckets(ann, points)).isEqualTo("6.00/0.00/0.00");
        assertThat(caller.lots(ann, points))
                .containsExactly(
                        "EXPIRED 0.00 of 8.00",
                        "AVAILABLE 4.00 of 4.00",
                        "AVAILABLE 2.00 of 2.00",
                        "EXPIRED 0.00 of 1.00");
        var byTime = ledger.journal().entriesOf(ann).stream()
                .filter(entry -> entry.idempotencyKey().isEmpty())
                .toList();
        assertThat(byTime.stream().map(entry -> entry.type() + " " + JournalReader.moves(entry)))
                .containsExactly(
                        "MATURITY [DEFERRED -1.00, AVAILABLE 1.00, DEFERRED -2.00, AVAILABLE 2.00]",
                        "HOLD_EXPIRY [HELD -5.00, SYSTEM_BREAKAGE 5.00]",
                        "EXPIRY [AVAILABLE -3.00, SYSTEM_BREAKAGE 3.00, AVAILABLE -1.00, SYSTEM_BREAKAGE 1.00]");
    }

    private static Holder holderUntil(Instant at) {
        var account = caller.newParticipantWith(points, "10.00");
        var hold = caller.hold(account, points, "4.00", Map.of("reference_id", "order", "expires_at", at));
        return new Holder(account, hold.path("hold_id").asText());
    }

    private static HttpAnswer hold(AccountId account, String amount) {
        return caller.operate(account, "hold", operation(points).put("amount", amount));
    }

    private static HttpAnswer debit(AccountId account, String amount) {
        return caller.operate(
                account, "adjust", operation(points).put("type", "DEBIT").put("amount", amount));
    }

    private static HttpAnswer forfeit(AccountId account, String amount) {
        return caller.operate(
                account, "forfeit", operation(points).put("bucket", "AVAILABLE").put("amount", amount));
    }

    private static HttpAnswer transfer(AccountId source, AccountId recipient, String amount) {
        ObjectNode body = operation(points).put("source_participant_id", source.toString());
        body.putArray("recipients").addObject().put("amount", amount).put("participant_id", recipient.toString());
        return caller.post("/v1/transfers", body.toString());
    }
}
