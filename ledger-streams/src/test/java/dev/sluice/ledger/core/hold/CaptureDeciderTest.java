package dev.sluice.ledger.core.hold;

import static dev.sluice.schema.rejection.RejectionCode.ACCOUNT_NOT_ACTIVE;
import static dev.sluice.schema.rejection.RejectionCode.ASSET_NOT_ACTIVE;
import static dev.sluice.schema.rejection.RejectionCode.HOLD_NOT_FOUND;
import static dev.sluice.schema.rejection.RejectionCode.HOLD_NOT_OPEN;
import static dev.sluice.schema.rejection.RejectionCode.INSUFFICIENT_BALANCE;
import static dev.sluice.schema.rejection.RejectionCode.MAX_TRANSACTION_AMOUNT_EXCEEDED;
import static dev.sluice.schema.rejection.RejectionCode.NOTHING_TO_PROCESS;
import static dev.sluice.schema.rejection.RejectionCode.PROGRAM_NOT_ACTIVE;
import static dev.sluice.schema.rejection.RejectionCode.TOO_MANY_LOTS;
import static dev.sluice.schema.value.Bucket.HELD;
import static dev.sluice.schema.value.SystemAccount.SYSTEM_BREAKAGE;
import static dev.sluice.schema.value.SystemAccount.SYSTEM_REDEMPTION;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.ledger.core.InMemoryLedger;
import dev.sluice.ledger.core.LedgerScenario;
import dev.sluice.ledger.core.entry.Decision.Accepted;
import dev.sluice.ledger.core.entry.Decision.Refused;
import dev.sluice.schema.journal.EntryType;
import dev.sluice.schema.journal.Fact;
import dev.sluice.schema.journal.JournalEntry;
import dev.sluice.schema.request.Capture;
import dev.sluice.schema.request.Change;
import dev.sluice.schema.request.ChangeParticipantStatus;
import dev.sluice.schema.request.Credit;
import dev.sluice.schema.request.Hold;
import dev.sluice.schema.request.Operation;
import dev.sluice.schema.request.Request;
import dev.sluice.schema.request.UpdateAsset;
import dev.sluice.schema.request.UpdateProgram;
import dev.sluice.schema.value.AccountStatus;
import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.AssetStatus;
import dev.sluice.schema.value.HoldId;
import dev.sluice.schema.value.HoldOrigin;
import dev.sluice.schema.value.IdempotencyKey;
import dev.sluice.schema.value.InventoryMode;
import dev.sluice.schema.value.IssuancePolicy;
import dev.sluice.schema.value.ProgramStatus;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CaptureDeciderTest extends LedgerScenario {

    private static final AssetId GIFTS = AssetId.ofSymbol("GIFT");

    @Test
    void settles_less_than_was_held_oldest_vintage_first_and_gives_the_rest_back() {
        given(
                ann.has(lot("L1").of("10.00").earnedOn("2024-01-01")),
                ann.has(lot("L2").of("10.00").earnedOn("2024-02-01")),
                ann.holds("15.00").withReference("A"));
        var hold = opened();

        when(ann.captures("12.00").withReference("A"));

        then(
                captured("12.00", "3.00"),
                processed("L1", "10.00"),
                processed("L2", "2.00"),
                nothingExpired(),
                balance(ann, "8.00", "0.00", "0.00"),
                units(ann, hold, "0.00", "12.00", "3.00", "0.00"),
                system(SYSTEM_REDEMPTION, POINTS, "12.00"));
    }

    @Test
    void settles_what_was_held_when_it_says_no_amount() {
        given(ann.has(lot("L1").of("10.00")), ann.holds("6.00").withReference("A"));
        var hold = opened();

        when(ann.capturesAll().ofHold(hold));

        then(
                captured("6.00", "0.00"),
                processed("L1", "6.00"),
                balance(ann, "4.00", "0.00", "0.00"),
                units(ann, hold, "0.00", "6.00", "0.00", "0.00"));
    }

    @Test
    void takes_what_is_settled_beyond_it_from_what_is_available_oldest_vintage_first() {
        given(
                ann.has(lot("L1").of("5.00").earnedOn("2024-03-01")),
                ann.holdsAll().withReference("A"),
                ann.has(lot("L3").of("5.00").earnedOn("2024-02-01")),
                ann.has(lot("L2").of("5.00").earnedOn("2024-01-01")));

        when(ann.captures("11.00").withReference("A"));

        then(
                captured("11.00", "0.00"),
                processed("L1", "5.00"),
                processed("L2", "5.00"),
                processed("L3", "1.00"),
                balance(ann, "4.00", "0.00", "0.00"),
                system(SYSTEM_REDEMPTION, POINTS, "11.00"));
    }

    @Test
    void refuses_what_is_neither_held_nor_available_and_moves_nothing() {
        given(ann.has(lot("L1").of("10.00")), ann.holds("6.00").withReference("A"));

        when(ann.captures("10.01").withReference("A"));
        then(refused(INSUFFICIENT_BALANCE, "Expected at least 4.01 available, but there is 4.00"));

        when(ann.captures("10.00").withReference("A"));
        then(captured("10.00", "0.00"), balance(ann, "0.00", "0.00", "0.00"));
    }

    @Test
    void never_takes_what_another_hold_has() {
        given(
                ann.has(lot("L1").of("10.00")),
                ann.holds("4.00").withReference("A"),
                ann.holds("6.00").withReference("B"));

        when(ann.captures("5.00").withReference("A"));

        then(refused(INSUFFICIENT_BALANCE));
    }

    @Test
    void of_a_reference_closes_every_open_hold_that_has_it_and_counts_the_units_of_each() {
        given(
                ann.has(lot("L1").of("10.00").earnedOn("2024-02-01")),
                ann.holds("6.00").withReference("A"));
        var first = opened();
        given(
                ann.has(lot("L2").of("3.00").earnedOn("2024-01-01")),
                ann.holds("5.00").withReference("A"));
        var second = opened();
        given(ann.holds("1.00").withReference("B"));
        var other = opened();

        when(ann.captures("7.00").withReference("A"));

        then(
                captured("7.00", "4.00"),
                processed("L2", "3.00"),
                processed("L1", "4.00"),
                balance(ann, "5.00", "1.00", "0.00"),
                units(ann, first, "0.00", "4.00", "2.00", "0.00"),
                units(ann, second, "0.00", "3.00", "2.00", "0.00"),
                units(ann, other, "1.00", "0.00", "0.00", "0.00"));
    }

    @Test
    void works_on_an_asset_without_lots() {
        given(ann.isCredited("20.00").in(DOLLARS), ann.holds("6.00").in(DOLLARS).withReference("A"));
        var first = opened();
        given(ann.holds("6.00").in(DOLLARS).withReference("A"));
        var second = opened();

        when(ann.captures("7.00").in(DOLLARS).withReference("A"));
        then(
                captured("7.00", "5.00"),
                noLots(),
                balance(ann, DOLLARS, "13.00", "0.00", "0.00"),
                units(ann, first, "0.00", "6.00", "0.00", "0.00"),
                units(ann, second, "0.00", "1.00", "5.00", "0.00"));

        given(ann.holds("3.00").in(DOLLARS));
        when(ann.captures("13.00").in(DOLLARS).ofHold(opened()));
        then(captured("13.00", "0.00"), balance(ann, DOLLARS, "0.00", "0.00", "0.00"));
    }

    @Test
    void of_a_hold_that_was_partly_released_settles_what_remains_in_it() {
        given(ann.has(lot("L1").of("10.00")), ann.holdsAll().withReference("A"));
        var hold = opened();
        given(
                ann.releases("1.00").withReference("A"),
                ann.isDebited("2.00").from(HELD).withReference("A"),
                ann.forfeits("3.00").from(HELD).withReference("A"));

        when(ann.captures("3.00").ofHold(hold));

        then(captured("3.00", "1.00"), units(ann, hold, "0.00", "5.00", "2.00", "3.00"));
    }

    @Test
    void a_hold_is_captured_or_released_and_never_both() {
        given(ann.has(lot("L1").of("5.00")), ann.holdsAll().withReference("A"));
        var hold = opened();
        given(ann.captures("2.00").ofHold(hold));

        when(ann.releasesAll().withReference("A"));
        then(refused(NOTHING_TO_PROCESS));

        when(ann.capturesAll().withReference("A"));
        then(refused(NOTHING_TO_PROCESS, "Expected something to capture, but nothing matches"));

        when(ann.capturesAll().ofHold(hold));
        then(refusedAt(HOLD_NOT_OPEN, "hold_id"));
    }

    @Test
    void refuses_a_hold_that_is_not_this_account_s_or_not_of_this_asset() {
        given(ann.has(lot("L1").of("5.00")), ann.holdsAll());
        var hold = opened();

        when(ann.capturesAll().ofHold(new HoldId(new UUID(0, 1))));
        then(refusedAt(HOLD_NOT_FOUND, "hold_id"));

        when(bob.capturesAll().ofHold(hold));
        then(refused(HOLD_NOT_FOUND));

        when(ann.capturesAll().in(DOLLARS).ofHold(hold));
        then(refused(HOLD_NOT_FOUND));
    }

    @Test
    void sends_what_expired_while_it_was_held_to_breakage_but_captures_it_first() {
        given(
                ann.has(lot("L1").of("5.00").earnedOn("2024-01-01").expiring("2024-06-15")),
                ann.has(lot("L2").of("5.00").earnedOn("2024-02-01")),
                ann.holdsAll().withReference("A"));
        var hold = opened();
        given(time("2024-06-15"));

        when(ann.captures("3.00").withReference("A"));

        then(
                captured("3.00", "7.00"),
                expired("2.00"),
                processed("L1", "3.00"),
                balance(ann, "5.00", "0.00", "0.00"),
                units(ann, hold, "0.00", "3.00", "7.00", "0.00"),
                system(SYSTEM_BREAKAGE, POINTS, "2.00"),
                system(SYSTEM_REDEMPTION, POINTS, "3.00"));
    }

    @Test
    void repays_a_debt_with_what_it_gives_back() {
        given(
                ann.has(lot("L1").of("5.00")),
                ann.holdsAll().withReference("A"),
                ann.isDebited("3.00").allowingNegative());

        when(ann.captures("1.00").withReference("A"));

        then(captured("1.00", "4.00"), balance(ann, "1.00", "0.00", "0.00"));
    }

    @Test
    void a_hold_that_has_run_out_is_released_before_and_not_there_to_capture() {
        given(ann.has(lot("L1").of("5.00")), ann.holdsAll().withReference("A").expiring("2024-06-02"));
        var hold = opened();
        given(time("2024-06-02"));

        when(ann.capturesAll().ofHold(hold));
        then(refused(HOLD_NOT_OPEN), balanceOf(ann, POINTS, "5.00", "0.00", "0.00"));
    }

    @Test
    void limits_an_amount_that_is_stated_and_no_other() {
        given(
                asset("GIFT", InventoryMode.LOT, IssuancePolicy.UNLIMITED, 2, Optional.of("5.00")),
                ann.isCredited("5.00").in(GIFTS),
                ann.isCredited("5.00").in(GIFTS),
                ann.holdsAll().in(GIFTS).withReference("A"));

        when(ann.captures("5.01").in(GIFTS).withReference("A"));
        then(refused(MAX_TRANSACTION_AMOUNT_EXCEEDED));

        when(ann.capturesAll().in(GIFTS).withReference("A"));
        then(captured("10.00", "0.00"));
    }

    @ParameterizedTest
    @EnumSource(InventoryMode.class)
    void of_a_prefunded_asset_goes_to_redemption_and_not_to_the_wallet(InventoryMode mode) {
        given(
                asset("GIFT", mode, IssuancePolicy.PREFUNDED, 2, Optional.empty()),
                funded(SHOP, GIFTS, "100.00"),
                ann.isCredited("10.00").in(GIFTS),
                ann.holdsAll().in(GIFTS).withReference("A"));

        when(ann.captures("4.00").in(GIFTS).withReference("A"));

        then(captured("4.00", "6.00"), wallet(SHOP, GIFTS, "90.00"), system(SYSTEM_REDEMPTION, GIFTS, "4.00"));
    }

    @Test
    void is_one_entry_that_tells_how_much_of_each_hold_was_captured() {
        given(ann.has(lot("L1").of("10.00")), ann.holds("6.00").withReference("A"));
        var first = opened();
        given(ann.holds("2.00").withReference("A"));

        when(ann.captures("5.00").withReference("A"));

        var entry = ((Accepted) outcome()).entry();
        assertThat(entry.type()).isEqualTo(EntryType.CAPTURE);
        assertThat(entry.facts()).containsExactly(new Fact.HoldCaptured(first, POINTS, Amount.parse("5.00")));
    }

    @Test
    void counts_the_lots_that_were_held_and_those_that_are_available_together() {
        var ledger = ledger().fork();
        lots(ledger, 3_000);
        ledger.apply(request(new Hold(
                SHOP,
                POINTS,
                "Test",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of("A"),
                Optional.empty(),
                Map.of())));
        lots(ledger, 2_001);

        assertThat(ledger.fork().apply(request(capture("5001.00"))))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.rejection().code()).isEqualTo(TOO_MANY_LOTS));
        assertThat(ledger.apply(request(capture("5000.00")))).isInstanceOf(Accepted.class);
    }

    @Test
    void never_touches_the_hold_of_a_reserve() {
        given(ann.has(lot("L1").of("5.00")), ann.holdsAll().withReference("A"));
        var hold = opened();
        var ledger = InMemoryLedger.folded(
                ledger().journal().stream().map(CaptureDeciderTest::reserving).toList());

        for (var capture : List.of(
                new Capture(SHOP, POINTS, "Test", Optional.of(hold), Optional.empty(), Optional.empty(), Map.of()),
                new Capture(SHOP, POINTS, "Test", Optional.empty(), Optional.of("A"), Optional.empty(), Map.of()))) {
            assertThat(ledger.apply(request(capture)))
                    .isInstanceOfSatisfying(
                            Refused.class,
                            refused -> assertThat(refused.rejection().code())
                                    .isEqualTo(capture.holdId().isPresent() ? HOLD_NOT_FOUND : NOTHING_TO_PROCESS));
        }
    }

    /** The same entry, had a reserve made the hold. */
    private static JournalEntry reserving(JournalEntry entry) {
        return new JournalEntry(
                entry.id(),
                entry.type(),
                entry.accountId(),
                entry.recordedAt(),
                entry.programId(),
                entry.assetId(),
                entry.description(),
                entry.referenceId(),
                entry.metadata(),
                entry.idempotencyKey(),
                entry.postings(),
                entry.facts().stream().map(CaptureDeciderTest::reserving).toList());
    }

    private static Fact reserving(Fact fact) {
        return fact instanceof Fact.HoldOpened opened
                ? new Fact.HoldOpened(
                        opened.accountId(),
                        opened.holdId(),
                        opened.assetId(),
                        opened.programId(),
                        opened.amount(),
                        HoldOrigin.RESERVE,
                        opened.referenceId(),
                        opened.expiresAt(),
                        opened.metadata())
                : fact;
    }

    private void lots(InMemoryLedger ledger, int number) {
        for (var i = 0; i < number; i++) {
            ledger.apply(request(new Credit(
                    SHOP,
                    POINTS,
                    "Test",
                    Amount.parse("1.00"),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Map.of())));
        }
    }

    private static Capture capture(String amount) {
        return new Capture(
                SHOP, POINTS, "Test", Optional.empty(), Optional.of("A"), Optional.of(Amount.parse(amount)), Map.of());
    }

    private Request request(Operation operation) {
        return new Request(ann.id(), IdempotencyKey.of("key"), operation);
    }

    @Test
    void needs_the_account_the_program_and_the_asset_to_be_active() {
        given(ann.has(lot("L1").of("5.00")), ann.holdsAll().withReference("A"));

        given(ann.asks(new ChangeParticipantStatus(AccountStatus.SUSPENDED)));
        when(ann.capturesAll().withReference("A"));
        then(refused(ACCOUNT_NOT_ACTIVE));

        given(ann.asks(new ChangeParticipantStatus(AccountStatus.ACTIVE)), program(ProgramStatus.SUSPENDED));
        when(ann.capturesAll().withReference("A"));
        then(refused(PROGRAM_NOT_ACTIVE));

        given(program(ProgramStatus.ACTIVE), archived(POINTS));
        when(ann.capturesAll().withReference("A"));
        then(refused(ASSET_NOT_ACTIVE));
    }

    private static Step program(ProgramStatus status) {
        return new Account(SHOP.account())
                .asks(new UpdateProgram(Optional.empty(), Optional.empty(), Optional.of(status)));
    }

    private static Step archived(AssetId asset) {
        return new Account(asset.account())
                .asks(new UpdateAsset(Optional.empty(), new Change.Keep<>(), Optional.of(AssetStatus.ARCHIVED)));
    }
}
