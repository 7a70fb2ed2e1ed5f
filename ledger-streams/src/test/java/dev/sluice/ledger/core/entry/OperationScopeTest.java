package dev.sluice.ledger.core.entry;

import static dev.sluice.schema.rejection.RejectionCode.ACCOUNT_NOT_ACTIVE;
import static dev.sluice.schema.rejection.RejectionCode.ACCOUNT_NOT_FOUND;
import static dev.sluice.schema.rejection.RejectionCode.ASSET_NOT_ACTIVE;
import static dev.sluice.schema.rejection.RejectionCode.ASSET_NOT_FOUND;
import static dev.sluice.schema.rejection.RejectionCode.ASSET_NOT_LINKED;
import static dev.sluice.schema.rejection.RejectionCode.INSUFFICIENT_BALANCE;
import static dev.sluice.schema.rejection.RejectionCode.INVALID_SCALE;
import static dev.sluice.schema.rejection.RejectionCode.INVALID_TIME;
import static dev.sluice.schema.rejection.RejectionCode.LOT_MODE_REQUIRED;
import static dev.sluice.schema.rejection.RejectionCode.LOT_NOT_FOUND;
import static dev.sluice.schema.rejection.RejectionCode.MAX_TRANSACTION_AMOUNT_EXCEEDED;
import static dev.sluice.schema.rejection.RejectionCode.PROGRAM_NOT_ACTIVE;
import static dev.sluice.schema.rejection.RejectionCode.PROGRAM_NOT_FOUND;
import static dev.sluice.schema.value.Bucket.AVAILABLE;
import static dev.sluice.schema.value.Bucket.HELD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.ledger.core.LedgerScenario;
import dev.sluice.ledger.core.Wish;
import dev.sluice.schema.rejection.RejectionCode;
import dev.sluice.schema.request.Change;
import dev.sluice.schema.request.ChangeParticipantStatus;
import dev.sluice.schema.request.Operation;
import dev.sluice.schema.request.UpdateAsset;
import dev.sluice.schema.request.UpdateProgram;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.AccountKind;
import dev.sluice.schema.value.AccountStatus;
import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.AssetStatus;
import dev.sluice.schema.value.IdempotencyKey;
import dev.sluice.schema.value.InventoryMode;
import dev.sluice.schema.value.IssuancePolicy;
import dev.sluice.schema.value.ProgramId;
import dev.sluice.schema.value.ProgramStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The checks that all balance operations make before their own rule, and the order of all the checks. */
class OperationScopeTest extends LedgerScenario {

    private static final ProgramId NO_PROGRAM = ProgramId.madeWith(IdempotencyKey.of("nobody made it"));
    private static final AssetId NO_ASSET = AssetId.ofSymbol("NONE");

    private final Account nobody = new Account(AccountId.ofParticipant("nobody"));

    private void given_something_available_and_held() {
        given(
                ann.has(lot("L1").of("10.00")),
                ann.holds("5.00").withReference("own"),
                ann.isCredited("1.00").into(HELD).withReference("born"),
                time("2024-06-02"));
    }

    private static Operation status(ProgramStatus status) {
        return new UpdateProgram(Optional.empty(), Optional.empty(), Optional.of(status));
    }

    private static Operation archived() {
        return new UpdateAsset(Optional.empty(), new Change.Keep<>(), Optional.of(AssetStatus.ARCHIVED));
    }

    private List<RejectionCode> refusals(Wish... wishes) {
        var codes = new ArrayList<RejectionCode>();
        for (var wish : wishes) {
            when(wish);
            codes.add(refusal().orElse(null));
        }
        return codes;
    }

    private Optional<RejectionCode> refusal() {
        return outcome() instanceof Decision.Refused refused
                ? Optional.of(refused.rejection().code())
                : Optional.empty();
    }

    @ParameterizedTest
    @EnumSource(names = {"SUSPENDED", "ARCHIVED"})
    void of_a_program_that_is_not_active_only_release_forfeit_and_void_hold_work(ProgramStatus status) {
        given_something_available_and_held();
        given(new Account(SHOP.account()).asks(status(status)));

        assertThat(refusals(
                        ann.isCredited("1"),
                        ann.isDebited("1"),
                        ann.isDebited("1").from(HELD),
                        ann.holds("1"),
                        ann.releases("1"),
                        ann.forfeits("1").from(AVAILABLE),
                        ann.forfeits("1").from(HELD),
                        ann.captures("1").withReference("own"),
                        ann.voids("born")))
                .containsExactly(
                        PROGRAM_NOT_ACTIVE,
                        PROGRAM_NOT_ACTIVE,
                        PROGRAM_NOT_ACTIVE,
                        PROGRAM_NOT_ACTIVE,
                        null,
                        null,
                        null,
                        PROGRAM_NOT_ACTIVE,
                        null);
    }

    @Test
    void of_an_archived_asset_only_forfeit_works() {
        given_something_available_and_held();
        given(new Account(POINTS.account()).asks(archived()));

        assertThat(refusals(
                        ann.isCredited("1"),
                        ann.isDebited("1"),
                        ann.holds("1"),
                        ann.releases("1"),
                        ann.forfeits("1").from(AVAILABLE),
                        ann.forfeits("1").from(HELD),
                        ann.captures("1").withReference("own"),
                        ann.voids("born")))
                .containsExactly(
                        ASSET_NOT_ACTIVE,
                        ASSET_NOT_ACTIVE,
                        ASSET_NOT_ACTIVE,
                        ASSET_NOT_ACTIVE,
                        null,
                        null,
                        ASSET_NOT_ACTIVE,
                        ASSET_NOT_ACTIVE);
    }

    @ParameterizedTest
    @EnumSource(names = {"SUSPENDED", "CLOSED"})
    void of_an_account_that_is_not_active_only_forfeit_and_void_hold_work(AccountStatus status) {
        given_something_available_and_held();
        given(ann.asks(new ChangeParticipantStatus(status)));

        assertThat(refusals(
                        ann.isCredited("1"),
                        ann.isDebited("1"),
                        ann.holds("1"),
                        ann.releases("1"),
                        ann.forfeits("1").from(AVAILABLE),
                        ann.forfeits("1").from(HELD),
                        ann.captures("1").withReference("own"),
                        ann.voids("born")))
                .containsExactly(
                        ACCOUNT_NOT_ACTIVE,
                        ACCOUNT_NOT_ACTIVE,
                        ACCOUNT_NOT_ACTIVE,
                        ACCOUNT_NOT_ACTIVE,
                        null,
                        null,
                        ACCOUNT_NOT_ACTIVE,
                        null);
    }

    @Test
    void what_falls_due_does_so_whatever_the_statuses() {
        given(
                ann.has(lot("L1").of("1.00").expiring("2024-06-10")),
                ann.has(lot("L2").of("2.00").maturing("2024-06-10")),
                ann.has(lot("L3").of("4.00")),
                ann.holdsAll().ofLots("L3").expiring("2024-06-10"),
                ann.asks(new ChangeParticipantStatus(AccountStatus.CLOSED)),
                new Account(SHOP.account()).asks(status(ProgramStatus.ARCHIVED)),
                new Account(POINTS.account()).asks(archived()),
                time("2024-06-10"));

        when(ann.forfeits("0.50").from(AVAILABLE));

        then(processed("L2", "0.50"), balance(ann, "5.50", "0.00", "0.00"));
    }

    @Test
    void an_account_that_is_active_again_works_again() {
        given(
                ann.asks(new ChangeParticipantStatus(AccountStatus.CLOSED)),
                ann.asks(new ChangeParticipantStatus(AccountStatus.ACTIVE)));

        when(ann.has(lot("L1").of("1.00")));

        then(done());
    }

    @Test
    void an_asset_is_used_within_each_program_that_it_is_linked_to() {
        given(linked(POINTS, OTHER_SHOP), ann.has(lot("L1").of("10.00")));

        when(ann.holds("5.00").within(OTHER_SHOP));

        then(done());
    }

    @Test
    void an_asset_that_is_not_linked_is_refused() {
        when(ann.isCredited("1.00").within(OTHER_SHOP));

        then(refused(
                ASSET_NOT_LINKED,
                "Expected asset PTS to be linked to program %s, but it is not".formatted(OTHER_SHOP)));
    }

    @Test
    void an_account_of_another_kind_counts_as_not_found() {
        when(ann.isCredited("1.00").asA(AccountKind.GROUP));
        then(refused(ACCOUNT_NOT_FOUND, "Expected an existing group, but got " + ann.id()));

        when(ann.isCredited("1.00").asA(AccountKind.PARTICIPANT));
        then(done());
    }

    @Test
    void zeros_behind_the_scale_are_no_decimals() {
        when(ann.isCredited("1.23000").in(DOLLARS));
        then(processed("1.23"), balance(ann, DOLLARS, "1.23", "0.00", "0.00"));

        when(ann.isCredited("1.235").in(DOLLARS));
        then(
                refusedAt(INVALID_SCALE, "amount"),
                refused(INVALID_SCALE, "Expected an amount with at most 2 decimals, but got 1.235"));
    }

    @Test
    void amounts_keep_the_scale_of_their_asset() {
        given(
                asset("INT", InventoryMode.LOT, IssuancePolicy.UNLIMITED, 0, Optional.empty()),
                asset("WEI", InventoryMode.SIMPLE, IssuancePolicy.UNLIMITED, 18, Optional.empty()));

        when(ann.isCredited("7.00").in(AssetId.ofSymbol("INT")));
        then(processed("7"), balance(ann, AssetId.ofSymbol("INT"), "7", "0", "0"));

        when(ann.isCredited("0.000000000000000001").in(AssetId.ofSymbol("WEI")));
        then(balance(
                ann, AssetId.ofSymbol("WEI"), "0.000000000000000001", "0.000000000000000000", "0.000000000000000000"));
    }

    /**
     * One request with all faults that go together; each line mends the first fault, so that the next one is told. The order
     * is that of the contract's codes.
     */
    @Test
    void a_request_with_several_faults_gets_the_first_of_the_documented_order() {
        var limited = AssetId.ofSymbol("LIM");
        given(
                asset("LIM", InventoryMode.LOT, IssuancePolicy.UNLIMITED, 2, Optional.of("10")),
                ann.isCredited("1.00").in(limited),
                new Account(OTHER_SHOP.account()).asks(status(ProgramStatus.SUSPENDED)),
                ann.asks(new ChangeParticipantStatus(AccountStatus.SUSPENDED)));

        List<Supplier<Wish>> mended = List.of(
                () -> nobody.holds("99.999").within(NO_PROGRAM).in(NO_ASSET).expiring("2020-01-01"),
                () -> nobody.holds("99.999").within(NO_PROGRAM).in(NO_ASSET),
                () -> nobody.holds("99.999").within(OTHER_SHOP).in(NO_ASSET),
                () -> nobody.holds("99.999").within(OTHER_SHOP).in(limited).ofLots("none"),
                () -> ann.holds("99.999").within(OTHER_SHOP).in(limited).ofLots("none"));
        var codes = new ArrayList<RejectionCode>();
        mended.forEach(wish -> codes.addAll(refusals(wish.get())));
        given(linked(limited, OTHER_SHOP));
        codes.addAll(refusals(ann.holds("99.999").within(OTHER_SHOP).in(limited).ofLots("none")));
        given(new Account(OTHER_SHOP.account()).asks(status(ProgramStatus.ACTIVE)));
        codes.addAll(refusals(ann.holds("99.999").within(OTHER_SHOP).in(limited).ofLots("none")));
        given(ann.asks(new ChangeParticipantStatus(AccountStatus.ACTIVE)));
        codes.addAll(refusals(
                ann.holds("99.999").within(OTHER_SHOP).in(limited).ofLots("none"),
                ann.holds("99.99").within(OTHER_SHOP).in(limited).ofLots("none"),
                ann.holds("99.99").within(OTHER_SHOP).in(limited),
                ann.holds("9.99").within(OTHER_SHOP).in(limited)));

        assertThat(codes)
                .containsExactly(
                        INVALID_TIME,
                        PROGRAM_NOT_FOUND,
                        ASSET_NOT_FOUND,
                        ACCOUNT_NOT_FOUND,
                        ASSET_NOT_LINKED,
                        PROGRAM_NOT_ACTIVE,
                        ACCOUNT_NOT_ACTIVE,
                        INVALID_SCALE,
                        LOT_NOT_FOUND,
                        MAX_TRANSACTION_AMOUNT_EXCEEDED,
                        INSUFFICIENT_BALANCE)
                .isSorted();
    }

    @Test
    void an_inactive_program_comes_before_an_archived_asset_and_that_before_an_inactive_account() {
        given(
                ann.asks(new ChangeParticipantStatus(AccountStatus.CLOSED)),
                new Account(DOLLARS.account()).asks(archived()),
                new Account(SHOP.account()).asks(status(ProgramStatus.ARCHIVED)));

        assertThat(refusals(
                        ann.holds("1.001").in(DOLLARS).ofLots("none"),
                        ann.releases("1.001").in(DOLLARS).ofLots("none"),
                        ann.forfeits("1.001").from(HELD).in(DOLLARS).ofLots("none"),
                        ann.forfeits("1.001").from(HELD).in(DOLLARS)))
                .containsExactly(PROGRAM_NOT_ACTIVE, ASSET_NOT_ACTIVE, LOT_MODE_REQUIRED, INVALID_SCALE);
    }

    @Test
    void an_amount_that_is_the_limit_is_taken_by_each_operation_and_one_above_by_none() {
        var limited = AssetId.ofSymbol("LIM");
        given(
                asset("LIM", InventoryMode.SIMPLE, IssuancePolicy.UNLIMITED, 2, Optional.of("10")),
                ann.isCredited("10").in(limited),
                ann.isCredited("10").in(limited),
                ann.isCredited("10").in(limited),
                ann.isCredited("10").in(limited));

        assertThat(refusals(
                        ann.holds("10").in(limited),
                        ann.releases("10").in(limited),
                        ann.isDebited("10").in(limited),
                        ann.forfeits("10").from(AVAILABLE).in(limited)))
                .containsOnly((RejectionCode) null);
        assertThat(refusals(
                        ann.isCredited("10.01").in(limited),
                        ann.holds("10.01").in(limited),
                        ann.releases("10.01").in(limited),
                        ann.isDebited("10.01").in(limited),
                        ann.forfeits("10.01").from(AVAILABLE).in(limited)))
                .containsOnly(MAX_TRANSACTION_AMOUNT_EXCEEDED);
        assertThat(refusals(ann.holdsAll().in(limited)))
                .as("all that matches names no amount, and so knows no limit")
                .containsOnly((RejectionCode) null);
        assertThat(Amount.parse("20"))
                .isEqualTo(ledger().balance(ann.id(), limited).orElseThrow().held());
    }
}
