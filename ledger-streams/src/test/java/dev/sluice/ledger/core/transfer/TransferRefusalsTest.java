package dev.sluice.ledger.core.transfer;

import static dev.sluice.schema.rejection.RejectionCode.ACCOUNT_NOT_ACTIVE;
import static dev.sluice.schema.rejection.RejectionCode.ACCOUNT_NOT_FOUND;
import static dev.sluice.schema.rejection.RejectionCode.ASSET_NOT_ACTIVE;
import static dev.sluice.schema.rejection.RejectionCode.ASSET_NOT_FOUND;
import static dev.sluice.schema.rejection.RejectionCode.ASSET_NOT_LINKED;
import static dev.sluice.schema.rejection.RejectionCode.INSUFFICIENT_BALANCE;
import static dev.sluice.schema.rejection.RejectionCode.INVALID_SCALE;
import static dev.sluice.schema.rejection.RejectionCode.LOT_MODE_REQUIRED;
import static dev.sluice.schema.rejection.RejectionCode.MAX_TRANSACTION_AMOUNT_EXCEEDED;
import static dev.sluice.schema.rejection.RejectionCode.PROGRAM_NOT_ACTIVE;
import static dev.sluice.schema.rejection.RejectionCode.PROGRAM_NOT_FOUND;
import static dev.sluice.schema.rejection.RejectionCode.TOO_MANY_LOTS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.ledger.core.InMemoryLedger;
import dev.sluice.ledger.core.LedgerScenario;
import dev.sluice.ledger.core.TransferWish;
import dev.sluice.ledger.core.entry.Decision;
import dev.sluice.ledger.core.entry.Selection;
import dev.sluice.schema.rejection.RejectionCode;
import dev.sluice.schema.request.Change;
import dev.sluice.schema.request.ChangeParticipantStatus;
import dev.sluice.schema.request.CreateGroup;
import dev.sluice.schema.request.CreateGroup.Member;
import dev.sluice.schema.request.Credit;
import dev.sluice.schema.request.Request;
import dev.sluice.schema.request.UpdateAsset;
import dev.sluice.schema.request.UpdateProgram;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.AccountKind;
import dev.sluice.schema.value.AccountStatus;
import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.AssetStatus;
import dev.sluice.schema.value.GroupRole;
import dev.sluice.schema.value.IdempotencyKey;
import dev.sluice.schema.value.InventoryMode;
import dev.sluice.schema.value.IssuancePolicy;
import dev.sluice.schema.value.ProgramId;
import dev.sluice.schema.value.ProgramStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every refusal of a transfer that is a matter of its source or of what is transferred, and their order. */
class TransferRefusalsTest extends LedgerScenario {

    private static final ProgramId NO_PROGRAM = ProgramId.madeWith(IdempotencyKey.of("nobody made it"));
    private static final AssetId NO_ASSET = AssetId.ofSymbol("NONE");
    private static final AssetId LIMITED = AssetId.ofSymbol("LIM");

    private final Account shop = new Account(SHOP.account());
    private final Account otherShop = new Account(OTHER_SHOP.account());
    private final Account cat = new Account(AccountId.ofParticipant("cat"));
    private final Account team = new Account(AccountId.ofGroup(IdempotencyKey.of("team")));
    private final Account nobody = new Account(AccountId.ofParticipant("nobody"));

    @BeforeEach
    void make_a_third_participant_a_group_and_some_value() {
        given(
                cat.asks(participant("cat")),
                team.asks(new CreateGroup("Team", List.of(new Member(ann.id(), GroupRole.ADMIN)))),
                ann.has(lot("L1").of("10.00")),
                ann.isCredited("10.00").in(DOLLARS));
    }

    private static UpdateProgram status(ProgramStatus status) {
        return new UpdateProgram(Optional.empty(), Optional.empty(), Optional.of(status));
    }

    private static UpdateAsset archived() {
        return new UpdateAsset(Optional.empty(), new Change.Keep<>(), Optional.of(AssetStatus.ARCHIVED));
    }

    private List<RejectionCode> refusals(TransferWish... wishes) {
        return Stream.of(wishes)
                .map(wish -> {
                    when(wish);
                    assertThat(outcome()).isInstanceOf(Decision.Refused.class);
                    return ((Decision.Refused) outcome()).rejection().code();
                })
                .toList();
    }

    @Test
    void refuses_an_unknown_program() {
        when(ann.pays(bob, "1.00").within(NO_PROGRAM));

        then(refused(PROGRAM_NOT_FOUND, "Expected an existing program, but got " + NO_PROGRAM));
    }

    @Test
    void refuses_an_unknown_asset() {
        when(ann.pays(bob, "1.00").in(NO_ASSET));

        then(refused(ASSET_NOT_FOUND, "Expected an existing asset, but got " + NO_ASSET));
    }

    @Test
    void refuses_a_source_that_is_not_there_or_of_another_kind() {
        when(nobody.pays(bob, "1.00"));
        then(refused(ACCOUNT_NOT_FOUND, "Expected an existing account, but got " + nobody.id()));

        when(ann.pays(bob, "1.00").asA(AccountKind.GROUP));
        then(refused(ACCOUNT_NOT_FOUND, "Expected an existing group, but got " + ann.id()));

        when(ann.pays(bob, "1.00").asA(AccountKind.PARTICIPANT));
        then(done());
    }

    @Test
    void refuses_the_wallet_of_a_program_on_either_side() {
        when(shop.pays(bob, "1.00"));
        then(refused(ACCOUNT_NOT_FOUND));

        when(ann.pays(shop, "1.00"));
        then(refusedAt(ACCOUNT_NOT_FOUND, "recipients/0"));
    }

    @Test
    void refuses_an_asset_that_is_not_linked_to_the_program() {
        when(ann.pays(bob, "1.00").within(OTHER_SHOP));

        then(refused(
                ASSET_NOT_LINKED,
                "Expected asset PTS to be linked to program %s, but it is not".formatted(OTHER_SHOP)));
    }

    @ParameterizedTest
    @EnumSource(names = {"SUSPENDED", "ARCHIVED"})
    void refuses_a_program_that_is_not_active(ProgramStatus status) {
        given(shop.asks(status(status)));

        when(ann.pays(bob, "1.00"));

        then(refused(PROGRAM_NOT_ACTIVE));
    }

    @Test
    void refuses_an_archived_asset() {
        given(new Account(POINTS.account()).asks(archived()));

        when(ann.pays(bob, "1.00"));

        then(refused(ASSET_NOT_ACTIVE));
    }

    @ParameterizedTest
    @EnumSource(names = {"SUSPENDED", "CLOSED"})
    void refuses_a_source_that_is_not_active(AccountStatus status) {
        given(ann.asks(new ChangeParticipantStatus(status)));

        when(ann.pays(bob, "1.00"));

        then(refused(ACCOUNT_NOT_ACTIVE, "Expected account %s to be ACTIVE, but it is %s".formatted(ann.id(), status)));
    }

    @Test
    void refuses_to_preserve_the_lots_of_a_simple_asset() {
        when(ann.pays(bob, "1.00").in(DOLLARS).preservingLots());

        then(
                refusedAt(LOT_MODE_REQUIRED, "preserve_lots"),
                refused(LOT_MODE_REQUIRED, "Expected no preserve_lots, since asset USD is SIMPLE and has no lots"));
    }

    @Test
    void refuses_a_share_with_more_decimals_than_the_asset_has() {
        when(ann.pays(bob, "1.000").to(cat, "1.001"));

        then(
                refusedAt(INVALID_SCALE, "recipients/1/amount"),
                refused(INVALID_SCALE, "Expected an amount with at most 2 decimals, but got 1.001"));
    }

    @Test
    void takes_just_the_limit_of_one_operation_in_all_and_refuses_more() {
        given(
                asset("LIM", InventoryMode.LOT, IssuancePolicy.UNLIMITED, 2, Optional.of("10")),
                ann.isCredited("10.00").in(LIMITED),
                ann.isCredited("10.00").in(LIMITED));

        when(ann.pays(bob, "6.00").to(cat, "4.01").in(LIMITED));
        then(
                refusedAt(MAX_TRANSACTION_AMOUNT_EXCEEDED, "recipients"),
                refused(
                        MAX_TRANSACTION_AMOUNT_EXCEEDED,
                        "Expected at most 10.00 in one operation on LIM, but got 10.01"));

        when(ann.pays(bob, "6.00").to(cat, "4.00").in(LIMITED));
        then(done());
    }

    @Test
    void refuses_more_in_all_than_the_source_has_available() {
        when(ann.pays(bob, "5.00").to(cat, "5.01"));
        then(
                refusedAt(INSUFFICIENT_BALANCE, "recipients"),
                refused(INSUFFICIENT_BALANCE, "Expected at least 10.01 available, but there is 10.00"));

        when(ann.pays(bob, "5.00").to(cat, "5.01").in(DOLLARS));
        then(refused(INSUFFICIENT_BALANCE, "Expected at least 10.01 available, but there is 10.00"));

        when(bob.pays(ann, "0.01"));
        then(refused(INSUFFICIENT_BALANCE, "Expected at least 0.01 available, but there is 0.00"));
    }

    @Test
    void refuses_a_source_that_is_overdrawn() {
        given(
                bob.isDebited("1.00").allowingNegative(),
                bob.isDebited("1.00").in(DOLLARS).allowingNegative());

        when(bob.pays(ann, "0.01"));
        then(refused(INSUFFICIENT_BALANCE, "Expected at least 0.01 available, but there is -1.00"));

        when(bob.pays(ann, "0.01").in(DOLLARS));
        then(refused(INSUFFICIENT_BALANCE, "Expected at least 0.01 available, but there is -1.00"));
    }

    @Test
    void refuses_shares_that_only_together_are_too_long_for_an_amount() {
        when(ann.pays(bob, "9".repeat(36)).to(cat, "9".repeat(36)).in(DOLLARS));

        then(refused(INSUFFICIENT_BALANCE));
    }

    /** One transfer with all faults that go together; each step mends the first, so that the next one is told. */
    @Test
    void with_several_faults_gets_the_first_of_the_documented_order() {
        var simple = AssetId.ofSymbol("SLIM");
        given(
                asset("SLIM", InventoryMode.SIMPLE, IssuancePolicy.UNLIMITED, 2, Optional.of("10")),
                ann.isCredited("1.00").in(simple),
                ann.asks(new ChangeParticipantStatus(AccountStatus.SUSPENDED)),
                bob.asks(new ChangeParticipantStatus(AccountStatus.SUSPENDED)),
                otherShop.asks(status(ProgramStatus.SUSPENDED)));

        var codes = new ArrayList<>(refusals(
                nobody.pays(bob, "99.999").within(NO_PROGRAM).in(NO_ASSET).preservingLots(),
                nobody.pays(bob, "99.999").within(OTHER_SHOP).in(NO_ASSET).preservingLots(),
                nobody.pays(bob, "99.999").within(OTHER_SHOP).in(simple).preservingLots(),
                ann.pays(bob, "99.999").within(OTHER_SHOP).in(simple).preservingLots()));
        given(linked(simple, OTHER_SHOP));
        codes.addAll(
                refusals(ann.pays(bob, "99.999").within(OTHER_SHOP).in(simple).preservingLots()));
        given(otherShop.asks(status(ProgramStatus.ACTIVE)));
        codes.addAll(
                refusals(ann.pays(bob, "99.999").within(OTHER_SHOP).in(simple).preservingLots()));
        given(ann.asks(new ChangeParticipantStatus(AccountStatus.ACTIVE)));
        codes.addAll(refusals(
                ann.pays(bob, "99.999").within(OTHER_SHOP).in(simple).preservingLots(),
                ann.pays(bob, "99.999").within(OTHER_SHOP).in(simple),
                ann.pays(bob, "99.99").within(OTHER_SHOP).in(simple),
                ann.pays(bob, "9.99").within(OTHER_SHOP).in(simple)));

        assertThat(codes)
                .containsExactly(
                        PROGRAM_NOT_FOUND,
                        ASSET_NOT_FOUND,
                        ACCOUNT_NOT_FOUND,
                        ASSET_NOT_LINKED,
                        PROGRAM_NOT_ACTIVE,
                        ACCOUNT_NOT_ACTIVE,
                        LOT_MODE_REQUIRED,
                        INVALID_SCALE,
                        MAX_TRANSACTION_AMOUNT_EXCEEDED,
                        INSUFFICIENT_BALANCE)
                .isSorted();
        assertThat(refusals(ann.pays(bob, "1.00").within(OTHER_SHOP).in(simple)))
                .as("once nothing is wrong with the source")
                .containsExactly(ACCOUNT_NOT_ACTIVE);
    }

    @Test
    void touches_five_thousand_lots_even_if_it_preserves_them_and_refuses_one_more() {
        var crowd = crowdOfLots(Selection.LOTS_MAX);
        var all = String.valueOf(Selection.LOTS_MAX);
        var paid = ann.pays(bob, all).preservingLots().operation();

        var preserving = crowd.fork().apply(new Request(ann.id(), IdempotencyKey.of("all"), paid));
        assertThat(preserving).isInstanceOfSatisfying(Decision.Accepted.class, accepted -> {
            assertThat(accepted.entry().postings()).hasSize(2 * Selection.LOTS_MAX);
            assertThat(accepted.entry().facts()).hasSize(1 + Selection.LOTS_MAX);
        });

        var more = ann.pays(bob, all).to(cat, "0.01").operation();
        assertThat(crowd.apply(new Request(ann.id(), IdempotencyKey.of("more"), more)))
                .as("nothing is left beyond the 5,000, so it is too little and not too many")
                .isInstanceOfSatisfying(
                        Decision.Refused.class,
                        refused -> assertThat(refused.rejection().code()).isEqualTo(INSUFFICIENT_BALANCE));
        crowd.apply(credit("one more"));
        assertThat(crowd.apply(new Request(ann.id(), IdempotencyKey.of("too many"), more)))
                .isInstanceOfSatisfying(
                        Decision.Refused.class,
                        refused -> assertThat(refused.rejection().code()).isEqualTo(TOO_MANY_LOTS));
    }

    private InMemoryLedger crowdOfLots(int count) {
        var crowd = ledger().fork();
        var away = ann.pays(cat, "10.00").operation();
        crowd.apply(new Request(ann.id(), IdempotencyKey.of("away"), away));
        for (var i = 0; i < count; i++) {
            crowd.apply(credit("lot " + i));
        }
        return crowd;
    }

    private Request credit(String key) {
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
        return new Request(ann.id(), IdempotencyKey.of(key), credit);
    }
}
