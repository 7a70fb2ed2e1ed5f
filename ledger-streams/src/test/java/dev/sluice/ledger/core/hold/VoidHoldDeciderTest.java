package dev.sluice.ledger.core.hold;

import static dev.sluice.schema.rejection.RejectionCode.ASSET_NOT_ACTIVE;
import static dev.sluice.schema.rejection.RejectionCode.LOT_MODE_REQUIRED;
import static dev.sluice.schema.rejection.RejectionCode.NOTHING_TO_PROCESS;
import static dev.sluice.schema.value.Bucket.HELD;
import static dev.sluice.schema.value.SystemAccount.SYSTEM_ISSUANCE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.ledger.core.LedgerScenario;
import dev.sluice.ledger.core.entry.Decision.Accepted;
import dev.sluice.schema.journal.EntryType;
import dev.sluice.schema.reply.Moved;
import dev.sluice.schema.request.Change;
import dev.sluice.schema.request.ChangeParticipantStatus;
import dev.sluice.schema.request.UpdateAsset;
import dev.sluice.schema.request.UpdateProgram;
import dev.sluice.schema.value.AccountStatus;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.AssetStatus;
import dev.sluice.schema.value.InventoryMode;
import dev.sluice.schema.value.IssuancePolicy;
import dev.sluice.schema.value.ProgramStatus;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class VoidHoldDeciderTest extends LedgerScenario {

    private static final AssetId GIFTS = AssetId.ofSymbol("GIFT");

    @Test
    void takes_what_was_credited_into_held_back_to_its_source() {
        given(ann.has(lot("L1").of("5.00").into(HELD).withReference("A")));
        var hold = opened();

        when(ann.voids("A"));

        then(
                processed("L1", "5.00"),
                processed("5.00"),
                nothingExpired(),
                balance(ann, "0.00", "0.00", "0.00"),
                units(ann, hold, "0.00", "0.00", "5.00", "0.00"),
                system(SYSTEM_ISSUANCE, POINTS, "0.00"));
        assertThat(((Moved) result()).operation()).isEqualTo(Moved.Kind.VOID_HOLD);
        assertThat(((Moved) result()).referenceId()).contains("A");
        assertThat(((Accepted) outcome()).entry().type()).isEqualTo(EntryType.VOID_HOLD);
    }

    @Test
    void takes_every_credit_of_the_reference_and_no_other() {
        given(
                ann.has(lot("L2").of("5.00").into(HELD).withReference("A").earnedOn("2024-02-01")),
                ann.has(lot("L1").of("4.00").into(HELD).withReference("A").earnedOn("2024-01-01")),
                ann.has(lot("B").of("3.00").into(HELD).withReference("B")),
                ann.has(lot("none").of("2.00").into(HELD)));

        when(ann.voids("A"));

        then(processed("L1", "4.00"), processed("L2", "5.00"), balance(ann, "0.00", "5.00", "0.00"));
    }

    @Test
    void never_takes_what_its_owner_moved_there() {
        given(
                ann.has(lot("own").of("7.00").withReference("A")),
                ann.holdsAll().withReference("A"),
                ann.has(lot("born").of("5.00").into(HELD).withReference("A")));

        when(ann.voids("A"));
        then(processed("born", "5.00"), balance(ann, "0.00", "7.00", "0.00"));

        when(ann.voids("A"));
        then(refused(NOTHING_TO_PROCESS, "Expected something to void, but nothing matches"));
    }

    @Test
    void leaves_what_was_released_and_held_again() {
        given(
                ann.has(lot("L1").of("5.00").into(HELD).withReference("A")),
                ann.releases("2.00").withReference("A"),
                ann.holdsAll().withReference("A"));

        when(ann.voids("A"));

        then(processed("L1", "3.00"), balance(ann, "0.00", "2.00", "0.00"));
    }

    @Test
    void takes_what_has_expired_while_it_was_held_too() {
        given(ann.has(lot("L1").of("5.00").into(HELD).withReference("A").expiring("2024-06-15")), time("2024-07-01"));

        when(ann.voids("A"));

        then(processed("L1", "5.00"), nothingExpired(), system(SYSTEM_ISSUANCE, POINTS, "0.00"));
    }

    @Test
    void finds_nothing_of_another_account() {
        given(bob.isCredited("5.00").into(HELD).withReference("A"));

        when(ann.voids("A"));

        then(refused(NOTHING_TO_PROCESS));
    }

    @Test
    void refuses_an_asset_without_lots() {
        given(ann.isCredited("5.00").in(DOLLARS).into(HELD).withReference("A"));

        when(ann.voids("A").in(DOLLARS));

        then(refusedAt(LOT_MODE_REQUIRED, "asset_id"));
    }

    @Test
    void of_a_prefunded_asset_gives_back_to_the_wallet_of_the_program_that_credited_it() {
        given(
                asset("GIFT", InventoryMode.LOT, IssuancePolicy.PREFUNDED, 2, Optional.empty()),
                linked(GIFTS, OTHER_SHOP),
                funded(SHOP, GIFTS, "10.00"),
                funded(OTHER_SHOP, GIFTS, "10.00"),
                ann.isCredited("4.00").in(GIFTS).into(HELD).withReference("A"),
                ann.isCredited("3.00").in(GIFTS).into(HELD).within(OTHER_SHOP).withReference("A"));

        when(ann.voids("A").in(GIFTS).within(OTHER_SHOP));

        then(
                processed("3.00"),
                balance(ann, GIFTS, "0.00", "4.00", "0.00"),
                wallet(SHOP, GIFTS, "6.00"),
                wallet(OTHER_SHOP, GIFTS, "10.00"));
    }

    @ParameterizedTest
    @EnumSource(names = {"SUSPENDED", "CLOSED"})
    void works_whatever_the_account_and_the_program_are(AccountStatus status) {
        given(
                ann.has(lot("L1").of("5.00").into(HELD).withReference("A")),
                ann.asks(new ChangeParticipantStatus(status)),
                new Account(SHOP.account())
                        .asks(new UpdateProgram(
                                Optional.empty(), Optional.empty(), Optional.of(ProgramStatus.ARCHIVED))));

        when(ann.voids("A"));

        then(processed("L1", "5.00"));
    }

    @Test
    void refuses_an_asset_that_is_archived() {
        given(
                ann.has(lot("L1").of("5.00").into(HELD).withReference("A")),
                new Account(POINTS.account())
                        .asks(new UpdateAsset(
                                Optional.empty(), new Change.Keep<>(), Optional.of(AssetStatus.ARCHIVED))));

        when(ann.voids("A"));

        then(refused(ASSET_NOT_ACTIVE));
    }
}
