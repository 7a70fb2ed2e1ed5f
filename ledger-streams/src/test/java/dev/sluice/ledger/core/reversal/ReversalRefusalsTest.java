package dev.sluice.ledger.core.reversal;

import static dev.sluice.schema.rejection.RejectionCode.ACCOUNT_NOT_ACTIVE;
import static dev.sluice.schema.rejection.RejectionCode.ASSET_NOT_ACTIVE;
import static dev.sluice.schema.rejection.RejectionCode.BALANCE_LIMIT_EXCEEDED;
import static dev.sluice.schema.rejection.RejectionCode.INSUFFICIENT_PROGRAM_FUNDS;
import static dev.sluice.schema.rejection.RejectionCode.INVALID_SCALE;
import static dev.sluice.schema.rejection.RejectionCode.JOURNAL_ENTRY_NOT_FOUND;
import static dev.sluice.schema.rejection.RejectionCode.MAX_TRANSACTION_AMOUNT_EXCEEDED;
import static dev.sluice.schema.rejection.RejectionCode.PROGRAM_NOT_ACTIVE;
import static dev.sluice.schema.rejection.RejectionCode.REVERSAL_EXCEEDS_ENTRY;

import dev.sluice.ledger.core.LedgerScenario;
import dev.sluice.schema.request.BurnWallet;
import dev.sluice.schema.request.Change;
import dev.sluice.schema.request.ChangeParticipantStatus;
import dev.sluice.schema.request.UpdateAsset;
import dev.sluice.schema.request.UpdateProgram;
import dev.sluice.schema.value.AccountStatus;
import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.AssetStatus;
import dev.sluice.schema.value.EntryId;
import dev.sluice.schema.value.InventoryMode;
import dev.sluice.schema.value.IssuancePolicy;
import dev.sluice.schema.value.ProgramStatus;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The refusals of a reversal, and their order. */
class ReversalRefusalsTest extends LedgerScenario {

    private static final AssetId GIFTS = AssetId.ofSymbol("GIFT");
    private static final AssetId CAPPED = AssetId.ofSymbol("CAP");

    @Test
    void refuses_what_is_no_debit_or_capture_of_this_account_asset_and_program() {
        given(linked(POINTS, OTHER_SHOP), ann.has(lot("L1").of("10.00")));
        var credit = booked();
        given(ann.isDebited("5.00"));
        var debit = booked();
        given(ann.pays(bob, "1.00"));
        var transfer = booked();
        given(ann.reverses(debit).of("1.00"));
        var reversal = booked();

        when(ann.reverses(new EntryId(new UUID(7, 7))));
        then(refusedAt(JOURNAL_ENTRY_NOT_FOUND, "journal_entry_id"));
        when(ann.reverses(credit));
        then(refused(JOURNAL_ENTRY_NOT_FOUND));
        when(ann.reverses(transfer));
        then(refused(JOURNAL_ENTRY_NOT_FOUND));
        when(ann.reverses(reversal));
        then(refused(JOURNAL_ENTRY_NOT_FOUND));
        when(bob.reverses(debit));
        then(refused(JOURNAL_ENTRY_NOT_FOUND));
        when(ann.reverses(debit).in(DOLLARS));
        then(refused(JOURNAL_ENTRY_NOT_FOUND));
        when(ann.reverses(debit).within(OTHER_SHOP));
        then(refused(JOURNAL_ENTRY_NOT_FOUND));
    }

    @Test
    void needs_the_account_the_program_and_the_asset_to_be_active() {
        given(ann.has(lot("L1").of("10.00")), ann.isDebited("5.00"));
        var debit = booked();

        given(ann.asks(new ChangeParticipantStatus(AccountStatus.SUSPENDED)));
        when(ann.reverses(debit));
        then(refused(ACCOUNT_NOT_ACTIVE));

        given(program(ProgramStatus.SUSPENDED));
        when(ann.reverses(debit));
        then(refused(PROGRAM_NOT_ACTIVE));

        given(
                program(ProgramStatus.ACTIVE),
                new Account(POINTS.account())
                        .asks(new UpdateAsset(
                                Optional.empty(), new Change.Keep<>(), Optional.of(AssetStatus.ARCHIVED))));
        when(ann.reverses(debit));
        then(refused(ASSET_NOT_ACTIVE));
    }

    private static Step program(ProgramStatus status) {
        return new Account(SHOP.account())
                .asks(new UpdateProgram(Optional.empty(), Optional.empty(), Optional.of(status)));
    }

    @Test
    void tells_the_first_fault_in_the_documented_order() {
        given(
                asset("CAP", InventoryMode.LOT, IssuancePolicy.UNLIMITED, 2, Optional.of("5")),
                ann.isCredited("5.00").in(CAPPED),
                ann.isDebited("5.00").in(CAPPED));
        var debit = booked();

        when(ann.reverses(new EntryId(new UUID(7, 7))).of("6.001").in(CAPPED));
        then(refusedAt(INVALID_SCALE, "amount"));
        when(ann.reverses(new EntryId(new UUID(7, 7))).of("6.00").in(CAPPED));
        then(refused(JOURNAL_ENTRY_NOT_FOUND));
        when(ann.reverses(debit).of("6.00").in(CAPPED));
        then(refusedAt(REVERSAL_EXCEEDS_ENTRY, "amount"));
    }

    @Test
    void limits_an_amount_that_is_stated_and_no_other() {
        given(
                asset("CAP", InventoryMode.LOT, IssuancePolicy.UNLIMITED, 2, Optional.of("5")),
                ann.isCredited("5.00").in(CAPPED),
                ann.isCredited("5.00").in(CAPPED),
                ann.holdsAll().in(CAPPED).withReference("A"),
                ann.capturesAll().in(CAPPED).withReference("A"));
        var capture = booked();

        when(ann.reverses(capture).of("5.01").in(CAPPED));
        then(refusedAt(MAX_TRANSACTION_AMOUNT_EXCEEDED, "amount"));

        when(ann.reverses(capture).in(CAPPED));
        then(reversed("10.00", "0.00"));
    }

    @Test
    void refuses_what_the_wallet_has_not_and_leaves_the_entry_reversible() {
        given(
                asset("GIFT", InventoryMode.LOT, IssuancePolicy.PREFUNDED, 2, Optional.empty()),
                funded(SHOP, GIFTS, "10.00"),
                ann.isCredited("10.00").in(GIFTS),
                ann.isDebited("8.00").in(GIFTS));
        var debit = booked();
        given(new Account(SHOP.account())
                .asks(new BurnWallet(GIFTS, Amount.parse("5.00"), "Test", Optional.empty(), Map.of())));

        when(ann.reverses(debit).of("3.01").in(GIFTS));
        then(refused(INSUFFICIENT_PROGRAM_FUNDS));

        when(ann.reverses(debit).of("3.00").in(GIFTS));
        then(reversed("3.00", "5.00"), wallet(SHOP, GIFTS, "0.00"));
    }

    @Test
    void refuses_a_balance_of_more_digits_than_there_may_be() {
        var most = "9".repeat(36);
        given(ann.isCredited(most), ann.isDebited("1.00"));
        var debit = booked();
        given(ann.isCredited("1.00"));

        when(ann.reverses(debit));

        then(refused(BALANCE_LIMIT_EXCEEDED));
    }

    @Test
    void tells_that_the_balance_would_be_too_long_before_it_asks_what_the_wallet_has() {
        var most = "9".repeat(36) + ".00";
        given(
                asset("GIFT", InventoryMode.LOT, IssuancePolicy.PREFUNDED, 2, Optional.empty()),
                funded(SHOP, GIFTS, most),
                ann.isCredited("1.00").in(GIFTS),
                ann.isDebited("1.00").in(GIFTS));
        var debit = booked();
        given(ann.isCredited(most).in(GIFTS));

        when(ann.reverses(debit).in(GIFTS));

        then(refused(BALANCE_LIMIT_EXCEEDED), wallet(SHOP, GIFTS, "0.00"));
    }
}
