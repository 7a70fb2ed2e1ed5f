package dev.sluice.ledger.core.wallet;

import static dev.sluice.schema.rejection.RejectionCode.ACCOUNT_NOT_FOUND;
import static dev.sluice.schema.rejection.RejectionCode.ASSET_NOT_ACTIVE;
import static dev.sluice.schema.rejection.RejectionCode.ASSET_NOT_FOUND;
import static dev.sluice.schema.rejection.RejectionCode.ASSET_NOT_LINKED;
import static dev.sluice.schema.rejection.RejectionCode.BALANCE_LIMIT_EXCEEDED;
import static dev.sluice.schema.rejection.RejectionCode.INSUFFICIENT_PROGRAM_FUNDS;
import static dev.sluice.schema.rejection.RejectionCode.INVALID_SCALE;
import static dev.sluice.schema.rejection.RejectionCode.PROGRAM_NOT_ACTIVE;
import static dev.sluice.schema.rejection.RejectionCode.PROGRAM_NOT_FOUND;
import static dev.sluice.schema.rejection.RejectionCode.UNSUITABLE_FIELD;
import static dev.sluice.schema.value.Bucket.AVAILABLE;
import static dev.sluice.schema.value.SystemAccount.SYSTEM_BREAKAGE;
import static dev.sluice.schema.value.SystemAccount.SYSTEM_ISSUANCE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.ledger.core.LedgerScenario;
import dev.sluice.ledger.core.entry.Decision;
import dev.sluice.ledger.core.entry.Decision.Accepted;
import dev.sluice.schema.journal.EntryType;
import dev.sluice.schema.rejection.RejectionCode;
import dev.sluice.schema.reply.AssetBalance;
import dev.sluice.schema.reply.BalanceList;
import dev.sluice.schema.reply.Buckets;
import dev.sluice.schema.reply.Moved;
import dev.sluice.schema.request.BurnWallet;
import dev.sluice.schema.request.Change;
import dev.sluice.schema.request.FundWallet;
import dev.sluice.schema.request.GetBalances;
import dev.sluice.schema.request.ListLots;
import dev.sluice.schema.request.Operation;
import dev.sluice.schema.request.Request;
import dev.sluice.schema.request.UpdateAsset;
import dev.sluice.schema.request.UpdateProgram;
import dev.sluice.schema.value.AccountKind;
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
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WalletDeciderTest extends LedgerScenario {

    private static final AssetId GIFTS = AssetId.ofSymbol("GIFT");
    private static final AssetId COINS = AssetId.ofSymbol("COIN");

    private final Account shop = new Account(SHOP.account());
    private final Account otherShop = new Account(OTHER_SHOP.account());
    private final Account noShop =
            new Account(ProgramId.madeWith(IdempotencyKey.of("nobody made it")).account());

    @BeforeEach
    void make_a_prefunded_asset_with_lots_and_one_without() {
        given(
                asset("GIFT", InventoryMode.LOT, IssuancePolicy.PREFUNDED, 2, Optional.of("50")),
                asset("COIN", InventoryMode.SIMPLE, IssuancePolicy.PREFUNDED, 2, Optional.empty()));
    }

    private static FundWallet fund(AssetId asset, String amount) {
        return new FundWallet(asset, Amount.parse(amount), "Bought", Optional.of("invoice"), Map.of());
    }

    private static BurnWallet burn(AssetId asset, String amount) {
        return new BurnWallet(asset, Amount.parse(amount), "Returned", Optional.empty(), Map.of());
    }

    private static UpdateProgram status(ProgramStatus status) {
        return new UpdateProgram(Optional.empty(), Optional.empty(), Optional.of(status));
    }

    private static Amount amount(String text) {
        return Amount.parse(text);
    }

    private Decision askedAs(AccountKind kind, Account account, Operation operation) {
        return ledger().apply(new Request(account.id(), Optional.of(kind), IdempotencyKey.of("as a kind"), operation));
    }

    private static void assertRefused(Decision decision, RejectionCode code) {
        assertThat(decision)
                .isInstanceOfSatisfying(
                        Decision.Refused.class,
                        refused -> assertThat(refused.rejection().code()).isEqualTo(code));
    }

    @Test
    void brings_new_value_into_a_wallet_and_tells_what_there_is() {
        given(shop.asks(fund(GIFTS, "5")));

        when(shop.asks(fund(GIFTS, "10.5")));

        var entry = ((Accepted) outcome()).entry();
        assertThat(entry.type()).isEqualTo(EntryType.FUND);
        assertThat(result())
                .isEqualTo(new Moved(
                        Moved.Kind.FUND,
                        amount("10.50"),
                        Optional.empty(),
                        GIFTS,
                        SHOP,
                        new Buckets(amount("15.50"), amount("0.00"), amount("0.00")),
                        entry.id(),
                        "Processed 10.50",
                        Optional.of("invoice"),
                        Optional.empty(),
                        Optional.empty()));
        then(wallet(SHOP, GIFTS, "15.50"), system(SYSTEM_ISSUANCE, GIFTS, "-15.50"));
    }

    @Test
    void ends_value_of_a_wallet_for_good() {
        given(shop.asks(fund(COINS, "10.00")));

        when(shop.asks(burn(COINS, "4")));

        assertThat(((Accepted) outcome()).entry().type()).isEqualTo(EntryType.BURN);
        assertThat(((Moved) result()).operation()).isEqualTo(Moved.Kind.BURN);
        assertThat(((Moved) result()).balance().available()).hasToString("6.00");
        then(
                wallet(SHOP, COINS, "6.00"),
                system(SYSTEM_ISSUANCE, COINS, "-10.00"),
                system(SYSTEM_BREAKAGE, COINS, "4.00"));
    }

    @Test
    void burns_all_there_is_and_refuses_more() {
        given(shop.asks(fund(GIFTS, "10.00")));

        when(shop.asks(burn(GIFTS, "10.01")));
        then(refused(
                INSUFFICIENT_PROGRAM_FUNDS,
                "Expected the wallet of program %s to have at least 10.01, but there is 10.00".formatted(SHOP)));

        when(shop.asks(burn(GIFTS, "10.00")));
        then(wallet(SHOP, GIFTS, "0.00"));

        when(shop.asks(burn(GIFTS, "0.01")));
        then(refused(INSUFFICIENT_PROGRAM_FUNDS));
    }

    @Test
    void keeps_a_wallet_for_each_program_and_asset() {
        given(linked(GIFTS, OTHER_SHOP), shop.asks(fund(GIFTS, "10.00")), otherShop.asks(fund(GIFTS, "3.00")));

        when(shop.asks(burn(GIFTS, "4.00")));

        then(wallet(SHOP, GIFTS, "6.00"), wallet(OTHER_SHOP, GIFTS, "3.00"), wallet(SHOP, COINS, "0.00"));
        when(otherShop.asks(burn(GIFTS, "3.01")));
        then(refused(INSUFFICIENT_PROGRAM_FUNDS));
    }

    @Test
    void knows_no_limit_of_one_operation() {
        when(shop.asks(fund(GIFTS, "50.01")));
        then(done());

        when(shop.asks(burn(GIFTS, "50.01")));
        then(done());
    }

    @Test
    void refuses_an_unknown_program_and_an_account_of_another_kind() {
        when(noShop.asks(fund(GIFTS, "1.00")));
        then(refused(PROGRAM_NOT_FOUND, "Expected an existing program, but got " + noShop.id()));

        when(ann.asks(burn(GIFTS, "1.00")));
        then(refused(PROGRAM_NOT_FOUND));

        assertRefused(askedAs(AccountKind.PARTICIPANT, shop, fund(GIFTS, "1.00")), PROGRAM_NOT_FOUND);
        assertThat(askedAs(AccountKind.PROGRAM, shop, fund(GIFTS, "1.00"))).isInstanceOf(Accepted.class);
    }

    @Test
    void refuses_an_unknown_asset() {
        when(shop.asks(fund(AssetId.ofSymbol("NONE"), "1.00")));

        then(refusedAt(ASSET_NOT_FOUND, "asset_id"));
    }

    @Test
    void refuses_an_asset_that_is_issued_without_a_wallet() {
        when(shop.asks(fund(POINTS, "1.00")));
        then(
                refusedAt(UNSUITABLE_FIELD, "asset_id"),
                refused(UNSUITABLE_FIELD, "Expected a PREFUNDED asset, but PTS is UNLIMITED and has no wallet"));

        when(shop.asks(burn(DOLLARS, "1.00")));
        then(refusedAt(UNSUITABLE_FIELD, "asset_id"));
    }

    @Test
    void refuses_an_asset_that_is_not_linked_to_the_program() {
        when(otherShop.asks(fund(GIFTS, "1.00")));

        then(refused(ASSET_NOT_LINKED));
    }

    @ParameterizedTest
    @EnumSource(names = {"SUSPENDED", "ARCHIVED"})
    void refuses_a_program_that_is_not_active(ProgramStatus status) {
        given(shop.asks(fund(GIFTS, "1.00")), shop.asks(status(status)));

        when(shop.asks(fund(GIFTS, "1.00")));
        then(refused(PROGRAM_NOT_ACTIVE));

        when(shop.asks(burn(GIFTS, "1.00")));
        then(refused(PROGRAM_NOT_ACTIVE));
    }

    @Test
    void refuses_an_archived_asset() {
        var archived = new UpdateAsset(Optional.empty(), new Change.Keep<>(), Optional.of(AssetStatus.ARCHIVED));
        given(shop.asks(fund(GIFTS, "1.00")), new Account(GIFTS.account()).asks(archived));

        when(shop.asks(fund(GIFTS, "1.00")));
        then(refused(ASSET_NOT_ACTIVE));

        when(shop.asks(burn(GIFTS, "1.00")));
        then(refused(ASSET_NOT_ACTIVE));
    }

    @Test
    void refuses_more_decimals_than_the_asset_has() {
        when(shop.asks(fund(GIFTS, "1.000")));
        then(done());

        when(shop.asks(fund(GIFTS, "1.001")));
        then(refusedAt(INVALID_SCALE, "amount"));

        when(shop.asks(burn(GIFTS, "0.001")));
        then(refusedAt(INVALID_SCALE, "amount"));
    }

    @Test
    void fills_a_wallet_to_its_last_digit_and_refuses_one_more() {
        given(shop.asks(fund(COINS, "9".repeat(36))));

        when(shop.asks(fund(COINS, "0.99")));
        then(done());

        when(shop.asks(fund(COINS, "0.01")));
        then(refused(BALANCE_LIMIT_EXCEEDED));
    }

    @Test
    void with_several_faults_gets_the_first_of_the_documented_order() {
        var archived = new UpdateAsset(Optional.empty(), new Change.Keep<>(), Optional.of(AssetStatus.ARCHIVED));
        given(otherShop.asks(status(ProgramStatus.SUSPENDED)), new Account(GIFTS.account()).asks(archived));
        var codes = new ArrayList<RejectionCode>();
        var none = AssetId.ofSymbol("NONE");

        for (var asked : List.of(
                noShop.asks(burn(POINTS, "0.001")),
                noShop.asks(burn(none, "0.001")),
                otherShop.asks(burn(none, "0.001")),
                otherShop.asks(burn(GIFTS, "0.001")))) {
            when(asked);
            codes.add(((Decision.Refused) outcome()).rejection().code());
        }

        assertThat(codes)
                .containsExactly(UNSUITABLE_FIELD, PROGRAM_NOT_FOUND, ASSET_NOT_FOUND, ASSET_NOT_LINKED)
                .isSorted();
        given(shop.asks(status(ProgramStatus.SUSPENDED)));
        when(shop.asks(burn(GIFTS, "0.001")));
        then(refused(PROGRAM_NOT_ACTIVE));
        given(shop.asks(status(ProgramStatus.ACTIVE)));
        when(shop.asks(burn(GIFTS, "0.001")));
        then(refused(ASSET_NOT_ACTIVE));
    }

    @Test
    void lists_what_a_wallet_has_to_who_asks_for_a_program() {
        given(shop.asks(fund(GIFTS, "10.00")), shop.asks(fund(COINS, "2.00")));
        var question = new GetBalances(Optional.empty());

        var answered = (Decision.Answered) askedAs(AccountKind.PROGRAM, shop, question);

        assertThat(((BalanceList) answered.result()).data())
                .containsExactlyInAnyOrder(
                        new AssetBalance(GIFTS, "GIFT", amount("10.00"), amount("0.00"), amount("0.00")),
                        new AssetBalance(COINS, "COIN", amount("2.00"), amount("0.00"), amount("0.00")));
        assertRefused(askedAs(AccountKind.PROGRAM, noShop, question), PROGRAM_NOT_FOUND);
        assertRefused(askedAs(AccountKind.PROGRAM, ann, question), PROGRAM_NOT_FOUND);
        var ofNoAsset = new GetBalances(Optional.of(AssetId.ofSymbol("NONE")));
        assertRefused(askedAs(AccountKind.PROGRAM, noShop, ofNoAsset), PROGRAM_NOT_FOUND);
        assertRefused(askedAs(AccountKind.PROGRAM, shop, ofNoAsset), ASSET_NOT_FOUND);
        assertRefused(askedAs(AccountKind.GROUP, shop, question), ACCOUNT_NOT_FOUND);
    }

    @Test
    void is_no_account_for_anything_else() {
        given(shop.asks(fund(GIFTS, "10.00")));
        var lots = new ListLots(
                GIFTS,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        var nothingElse = List.<Step>of(
                shop.isCredited("1.00").in(GIFTS),
                shop.isDebited("1.00").in(GIFTS),
                shop.holds("1.00").in(GIFTS),
                shop.forfeits("1.00").in(GIFTS).from(AVAILABLE),
                shop.pays(ann, "1.00").in(GIFTS),
                shop.asks(lots),
                shop.asks(new GetBalances(Optional.empty())));

        for (var step : nothingElse) {
            when(step);
            then(refused(ACCOUNT_NOT_FOUND));
        }
        then(wallet(SHOP, GIFTS, "10.00"), balanceOf(ann, GIFTS, "0.00", "0.00", "0.00"));
    }
}
