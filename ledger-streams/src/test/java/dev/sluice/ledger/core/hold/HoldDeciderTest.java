package dev.sluice.ledger.core.hold;

import static dev.sluice.schema.rejection.RejectionCode.INSUFFICIENT_BALANCE;
import static dev.sluice.schema.rejection.RejectionCode.INVALID_TIME;
import static dev.sluice.schema.rejection.RejectionCode.LOT_MODE_REQUIRED;
import static dev.sluice.schema.rejection.RejectionCode.LOT_NOT_FOUND;
import static dev.sluice.schema.rejection.RejectionCode.MAX_TRANSACTION_AMOUNT_EXCEEDED;
import static dev.sluice.schema.rejection.RejectionCode.NOTHING_TO_PROCESS;
import static dev.sluice.schema.rejection.RejectionCode.TOO_MANY_LOTS;
import static dev.sluice.schema.value.Bucket.HELD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.ledger.core.InMemoryLedger;
import dev.sluice.ledger.core.LedgerScenario;
import dev.sluice.ledger.core.entry.Decision;
import dev.sluice.ledger.core.entry.Selection;
import dev.sluice.schema.reply.HoldFound;
import dev.sluice.schema.request.Change;
import dev.sluice.schema.request.Credit;
import dev.sluice.schema.request.GetHold;
import dev.sluice.schema.request.Hold;
import dev.sluice.schema.request.Release;
import dev.sluice.schema.request.Request;
import dev.sluice.schema.request.UpdateAsset;
import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.HoldOrigin;
import dev.sluice.schema.value.IdempotencyKey;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HoldDeciderTest extends LedgerScenario {

    @Test
    void takes_the_oldest_vintage_first_and_leaves_the_rest_of_a_lot_available() {
        given(
                ann.has(lot("L1").of("20.00").earnedOn("2024-01-01")),
                ann.has(lot("L2").of("30.00").earnedOn("2024-02-01")));

        when(ann.holds("25.00").withReference("auth_1"));

        then(
                processed("L1", "20.00"),
                processed("L2", "5.00"),
                processed("25.00"),
                balance(ann, "25.00", "25.00", "0.00"));
    }

    @Test
    void answers_with_a_hold_that_remembers_all_of_it() {
        given(ann.has(lot("L1").of("20.00")));

        when(ann.holds("5").withReference("auth_1").expiring("2024-06-08"));

        var hold = ((HoldFound) answerTo(ann, new GetHold(opened()))).hold();
        assertThat(hold.amount()).hasToString("5.00");
        assertThat(hold.remaining()).hasToString("5.00");
        assertThat(hold.origin()).isEqualTo(HoldOrigin.HOLD);
        assertThat(hold.referenceId()).contains("auth_1");
        assertThat(hold.programId()).isEqualTo(SHOP);
        assertThat(hold.createdAt()).isEqualTo(START);
        assertThat(hold.expiresAt()).contains(instant("2024-06-08"));
    }

    @Test
    void with_no_amount_holds_all_that_is_available() {
        given(ann.has(lot("L1").of("20.00")), ann.has(lot("L2").of("30.00")));

        when(ann.holdsAll());

        then(processed("L1", "20.00"), processed("L2", "30.00"), balance(ann, "0.00", "50.00", "0.00"));
    }

    @Test
    void with_no_amount_holds_all_of_the_matching_lots() {
        given(
                ann.has(lot("L1").of("1.00").earnedOn("2024-01-01")),
                ann.has(lot("L2").of("2.00").earnedOn("2024-02-01")),
                ann.has(lot("L3").of("4.00").earnedOn("2024-03-01")),
                ann.has(lot("L4").of("8.00").earnedOn("2024-04-01")));

        when(ann.holdsAll().earnedFrom("2024-02-01").earnedTo("2024-03-01"));

        then(processed("L2", "2.00"), processed("L3", "4.00"), balance(ann, "9.00", "6.00", "0.00"));
    }

    @Test
    void does_not_choose_lots_by_its_own_reference() {
        given(ann.has(lot("L1").of("20.00").withReference("A")));

        when(ann.holds("5.00").withReference("B"));

        then(processed("L1", "5.00"));
    }

    @Test
    void takes_the_named_lots_only() {
        given(
                ann.has(lot("L1").of("1.00")),
                ann.has(lot("L2").of("2.00")),
                ann.has(lot("L3").of("4.00")));

        when(ann.holdsAll().ofLots("L3", "L2"));

        then(processed("L2", "2.00"), processed("L3", "4.00"));
    }

    @Test
    void ignores_a_bucket() {
        given(ann.has(lot("L1").of("5.00")));

        when(ann.holds("5.00").from(HELD));

        then(balance(ann, "0.00", "5.00", "0.00"));
    }

    @Test
    void refuses_more_than_is_available_and_changes_nothing() {
        given(ann.has(lot("L1").of("20.00")));

        when(ann.holds("20.01"));

        then(refused(INSUFFICIENT_BALANCE, "Expected at least 20.01 available, but there is 20.00"));
    }

    @Test
    void refuses_more_than_the_filters_find() {
        given(
                ann.has(lot("L1").of("20.00").earnedOn("2024-01-01")),
                ann.has(lot("L2").of("20.00")));

        when(ann.holds("20.01").earnedTo("2024-01-01"));

        then(refused(INSUFFICIENT_BALANCE, "Expected at least 20.01 that matches in AVAILABLE, but there is 20.00"));
    }

    @Test
    void refuses_when_there_is_nothing_at_all() {
        when(ann.holdsAll());
        then(refused(NOTHING_TO_PROCESS, "Expected something to hold, but nothing matches"));

        when(ann.holdsAll().in(DOLLARS));
        then(refused(NOTHING_TO_PROCESS));
    }

    @Test
    void takes_nothing_while_there_is_a_debt() {
        given(
                ann.isDebited("1.00").allowingNegative(),
                ann.isDebited("1.00").in(DOLLARS).allowingNegative());

        when(ann.holdsAll());
        then(refused(NOTHING_TO_PROCESS));

        when(ann.holds("0.01").in(DOLLARS));
        then(refused(INSUFFICIENT_BALANCE, "Expected at least 0.01 available, but there is -1.00"));
    }

    @Test
    void takes_nothing_that_is_held_deferred_or_expired() {
        given(
                ann.has(lot("L1").of("1.00").into(HELD)),
                ann.has(lot("L2").of("2.00").maturing("2024-07-01")),
                ann.has(lot("L3").of("4.00").expiring("2024-06-15")),
                ann.has(lot("L4").of("8.00").expiring("2024-06-15T00:00:00.001Z")),
                time("2024-06-15"));

        when(ann.holdsAll());

        then(processed("L4", "8.00"));
    }

    @Test
    void of_a_simple_asset_takes_from_the_balance() {
        given(ann.isCredited("20.00").in(DOLLARS));

        when(ann.holds("5.00").in(DOLLARS).withReference("auth_1"));

        then(noLots(), processed("5.00"), balance(ann, DOLLARS, "15.00", "5.00", "0.00"));
    }

    @Test
    void refuses_filters_of_lots_on_a_simple_asset() {
        given(ann.isCredited("20.00").in(DOLLARS));

        when(ann.holdsAll().in(DOLLARS).ofLots("any"));
        then(refusedAt(LOT_MODE_REQUIRED, "lot_ids"));

        when(ann.holdsAll().in(DOLLARS).earnedFrom("2024-01-01"));
        then(refusedAt(LOT_MODE_REQUIRED, "earned_from"));

        when(ann.holdsAll().in(DOLLARS).earnedTo("2024-01-01"));
        then(refusedAt(LOT_MODE_REQUIRED, "earned_to"));
    }

    @Test
    void refuses_an_unknown_lot_and_finds_nothing_in_a_consumed_one() {
        given(
                ann.has(lot("L1").of("1.00")),
                ann.isDebited("1.00"),
                ann.has(lot("L2").of("1.00")));

        when(ann.holdsAll().ofLots("00000000-0000-7000-8000-000000000000"));
        then(refused(LOT_NOT_FOUND));

        when(ann.holdsAll().ofLots("L1"));
        then(refused(NOTHING_TO_PROCESS));
    }

    @Test
    void refuses_an_expiry_that_is_not_after_now() {
        given(ann.has(lot("L1").of("1.00")));

        when(ann.holdsAll().expiring("2024-06-01T12:00:00Z"));

        then(refusedAt(INVALID_TIME, "expires_at"));
    }

    @Test
    void touches_five_thousand_lots_and_refuses_one_more() {
        var crowd = ledgerWithLots(Selection.LOTS_MAX + 1);

        assertThat(crowd.apply(holdOf(Optional.of("5000")))).isInstanceOf(Decision.Accepted.class);
        assertThat(crowd.apply(new Request(ann.id(), IdempotencyKey.of("again"), releaseAll())))
                .isInstanceOf(Decision.Accepted.class);
        for (var amount : new String[] {"", "5000.01", "9999"}) {
            var decision = crowd.apply(holdOf(Optional.of(amount).filter(text -> !text.isEmpty())));
            assertThat(decision)
                    .isInstanceOfSatisfying(
                            Decision.Refused.class,
                            refused -> assertThat(refused.rejection().code()).isEqualTo(TOO_MANY_LOTS));
        }
        var limit = new UpdateAsset(Optional.empty(), new Change.Set<>(Amount.parse("9000")), Optional.empty());
        crowd.apply(new Request(POINTS.account(), IdempotencyKey.of("limit"), limit));
        assertThat(crowd.apply(holdOf(Optional.of("9999"))))
                .as("the limit comes before too many lots")
                .isInstanceOfSatisfying(
                        Decision.Refused.class,
                        refused -> assertThat(refused.rejection().code()).isEqualTo(MAX_TRANSACTION_AMOUNT_EXCEEDED));
    }

    private InMemoryLedger ledgerWithLots(int count) {
        var crowd = ledger().fork();
        for (var i = 0; i < count; i++) {
            var credit = new Credit(
                    SHOP,
                    POINTS,
                    "Test",
                    Amount.parse("1"),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Map.of());
            crowd.apply(new Request(ann.id(), IdempotencyKey.of("lot " + i), credit));
        }
        return crowd;
    }

    private Request holdOf(Optional<String> amount) {
        var hold = new Hold(
                SHOP,
                POINTS,
                "Test",
                amount.map(Amount::parse),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of());
        return new Request(ann.id(), IdempotencyKey.of("hold " + amount), hold);
    }

    private static Release releaseAll() {
        return new Release(
                SHOP,
                POINTS,
                "Test",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of());
    }
}
