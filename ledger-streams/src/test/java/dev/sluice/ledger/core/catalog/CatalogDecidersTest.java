package dev.sluice.ledger.core.catalog;

import static dev.sluice.schema.rejection.RejectionCode.ALREADY_EXISTS;
import static dev.sluice.schema.rejection.RejectionCode.ASSET_NOT_ACTIVE;
import static dev.sluice.schema.rejection.RejectionCode.ASSET_NOT_FOUND;
import static dev.sluice.schema.rejection.RejectionCode.INVALID_FIELD;
import static dev.sluice.schema.rejection.RejectionCode.INVALID_SCALE;
import static dev.sluice.schema.rejection.RejectionCode.PROGRAM_NOT_FOUND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.ledger.core.LedgerScenario;
import dev.sluice.schema.entity.Asset;
import dev.sluice.schema.entity.Program;
import dev.sluice.schema.reply.AssetFound;
import dev.sluice.schema.reply.AssetPage;
import dev.sluice.schema.reply.AssetStored;
import dev.sluice.schema.reply.ProgramFound;
import dev.sluice.schema.reply.ProgramPage;
import dev.sluice.schema.reply.ProgramStored;
import dev.sluice.schema.request.Change;
import dev.sluice.schema.request.CreateAsset;
import dev.sluice.schema.request.CreateProgram;
import dev.sluice.schema.request.GetAsset;
import dev.sluice.schema.request.GetProgram;
import dev.sluice.schema.request.LinkAsset;
import dev.sluice.schema.request.ListAssets;
import dev.sluice.schema.request.ListPrograms;
import dev.sluice.schema.request.UpdateAsset;
import dev.sluice.schema.request.UpdateProgram;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogDecidersTest extends LedgerScenario {

    private static final ProgramId NEW_SHOP = ProgramId.madeWith(IdempotencyKey.of("new shop"));
    private static final ProgramId NO_SHOP = ProgramId.madeWith(IdempotencyKey.of("no shop"));

    private final Account shop = new Account(SHOP.account());
    private final Account newShop = new Account(NEW_SHOP.account());
    private final Account points = new Account(POINTS.account());
    private final Account gold = new Account(AssetId.ofSymbol("GOLD").account());

    private static CreateAsset gold(ProgramId program, String name, int scale, Optional<String> limit) {
        return new CreateAsset(
                program, name, "GOLD", InventoryMode.LOT, IssuancePolicy.UNLIMITED, scale, limit.map(Amount::parse));
    }

    private static UpdateAsset update(Optional<String> name, Change<Amount> limit, Optional<AssetStatus> status) {
        return new UpdateAsset(name, limit, status);
    }

    private static UpdateAsset limit(Change<Amount> limit) {
        return update(Optional.empty(), limit, Optional.empty());
    }

    private Asset asset() {
        return ((AssetStored) result()).asset();
    }

    @Test
    void makes_a_program_once() {
        when(newShop.asks(new CreateProgram("New", Optional.of("For tests"))));
        assertThat(result())
                .isEqualTo(new ProgramStored(
                        true,
                        new Program(NEW_SHOP, "New", Optional.of("For tests"), ProgramStatus.ACTIVE, START, START)));

        when(newShop.asks(new CreateProgram("New", Optional.of("For tests"))));
        then(nothingChanged());
        assertThat(((ProgramStored) result()).created()).isFalse();

        when(newShop.asks(new CreateProgram("New", Optional.empty())));
        then(refused(ALREADY_EXISTS));
    }

    @Test
    void makes_no_program_of_the_id_of_an_account_which_would_be_its_wallet() {
        when(ann.asks(new CreateProgram("Ann", Optional.empty())));

        then(refused(ALREADY_EXISTS));
    }

    @Test
    void changes_what_is_given_of_a_program() {
        given(time("2024-06-02"));

        when(shop.asks(new UpdateProgram(Optional.empty(), Optional.of("Text"), Optional.of(ProgramStatus.SUSPENDED))));
        assertThat(((ProgramStored) result()).program())
                .isEqualTo(new Program(
                        SHOP, "Shop", Optional.of("Text"), ProgramStatus.SUSPENDED, START, instant("2024-06-02")));

        when(shop.asks(new UpdateProgram(Optional.of("Shop"), Optional.empty(), Optional.empty())));
        then(nothingChanged(), done());

        when(newShop.asks(new UpdateProgram(Optional.of("Shop"), Optional.empty(), Optional.empty())));
        then(refused(PROGRAM_NOT_FOUND));
    }

    @Test
    void makes_an_asset_that_is_linked_to_its_program() {
        when(gold.asks(gold(SHOP, "Gold", 3, Optional.of("5"))));

        assertThat(((AssetStored) result()).created()).isTrue();
        assertThat(asset())
                .isEqualTo(new Asset(
                        gold.id().asAsset(),
                        "GOLD",
                        "Gold",
                        InventoryMode.LOT,
                        IssuancePolicy.UNLIMITED,
                        3,
                        Optional.of(Amount.parse("5")),
                        List.of(SHOP),
                        AssetStatus.ACTIVE,
                        START,
                        START));
        assertThat(asset().maxTransactionAmount().orElseThrow()).hasToString("5.000");
    }

    @Test
    void answers_an_asset_that_exists_with_the_same_settings_and_refuses_others() {
        given(gold.asks(gold(SHOP, "Gold", 3, Optional.empty())));

        when(gold.asks(gold(SHOP, "Gold", 3, Optional.empty())));
        then(nothingChanged());
        assertThat(((AssetStored) result()).created()).isFalse();

        when(gold.asks(gold(SHOP, "Gold", 2, Optional.empty())));
        then(refusedAt(ALREADY_EXISTS, "symbol"));

        when(gold.asks(gold(SHOP, "Gold", 3, Optional.of("1"))));
        then(refused(ALREADY_EXISTS));
    }

    @Test
    void links_an_asset_that_is_made_again_within_another_program() {
        given(gold.asks(gold(SHOP, "Gold", 3, Optional.empty())));

        when(gold.asks(gold(OTHER_SHOP, "Gold", 3, Optional.empty())));

        assertThat(asset().programIds()).containsExactly(SHOP, OTHER_SHOP);
    }

    @Test
    void does_not_link_an_archived_asset_by_making_it_again() {
        given(
                gold.asks(gold(SHOP, "Gold", 3, Optional.empty())),
                gold.asks(update(Optional.empty(), new Change.Keep<>(), Optional.of(AssetStatus.ARCHIVED))));

        when(gold.asks(gold(OTHER_SHOP, "Gold", 3, Optional.empty())));
        then(refused(ASSET_NOT_ACTIVE));

        when(gold.asks(gold(SHOP, "Gold", 3, Optional.empty())));
        then(nothingChanged(), done());
    }

    @Test
    void refuses_what_an_asset_cannot_be() {
        when(points.asks(gold(NO_SHOP, "Gold", 2, Optional.of("0.001"))));
        then(refusedAt(INVALID_FIELD, "symbol"));

        when(gold.asks(gold(NO_SHOP, "Gold", 2, Optional.of("0.001"))));
        then(refusedAt(PROGRAM_NOT_FOUND, "program_id"));

        when(gold.asks(gold(SHOP, "Gold", 2, Optional.of("0.001"))));
        then(refusedAt(INVALID_SCALE, "max_transaction_amount"));
    }

    @Test
    void refuses_a_limit_that_has_more_digits_at_the_assets_scale_than_an_amount_may_have() {
        var longest = "9".repeat(Amount.DIGITS_MAX);

        when(gold.asks(gold(NO_SHOP, "Gold", 1, Optional.of(longest))));
        then(refusedAt(PROGRAM_NOT_FOUND, "program_id"));

        when(gold.asks(gold(SHOP, "Gold", 1, Optional.of(longest))));
        then(refusedAt(INVALID_SCALE, "max_transaction_amount"), nothingChanged());

        when(gold.asks(gold(SHOP, "Gold", 1, Optional.of(longest.substring(1)))));
        assertThat(asset().maxTransactionAmount().map(Amount::digits)).contains(Amount.DIGITS_MAX);

        when(gold.asks(limit(new Change.Set<>(Amount.parse(longest)))));
        then(refusedAt(INVALID_SCALE, "max_transaction_amount"), nothingChanged());
    }

    @Test
    void knows_a_symbol_whatever_its_case() {
        given(gold.asks(gold(SHOP, "Gold", 3, Optional.empty())));
        var lowerCase =
                new CreateAsset(SHOP, "Gold", "gold", InventoryMode.LOT, IssuancePolicy.UNLIMITED, 3, Optional.empty());

        when(gold.asks(lowerCase));

        then(refused(ALREADY_EXISTS));
    }

    @Test
    void sets_keeps_and_clears_the_limit_of_an_asset() {
        when(points.asks(limit(new Change.Set<>(Amount.parse("7")))));
        assertThat(asset().maxTransactionAmount().map(Amount::toString)).contains("7.00");

        when(points.asks(update(Optional.of("Points"), new Change.Keep<>(), Optional.empty())));
        assertThat(asset().name()).isEqualTo("Points");
        assertThat(asset().maxTransactionAmount()).contains(Amount.parse("7"));

        when(points.asks(limit(new Change.Set<>(Amount.parse("7.000")))));
        then(nothingChanged(), done());

        when(points.asks(limit(new Change.Set<>(Amount.parse("7.001")))));
        then(refusedAt(INVALID_SCALE, "max_transaction_amount"));

        when(points.asks(limit(new Change.Clear<>())));
        assertThat(asset().maxTransactionAmount()).isEmpty();
    }

    @Test
    void archives_an_asset_for_good() {
        given(points.asks(update(Optional.empty(), new Change.Keep<>(), Optional.of(AssetStatus.ARCHIVED))));

        when(points.asks(update(Optional.empty(), new Change.Keep<>(), Optional.of(AssetStatus.ARCHIVED))));
        then(nothingChanged(), done());

        when(points.asks(update(Optional.empty(), new Change.Keep<>(), Optional.of(AssetStatus.ACTIVE))));
        then(refused(ASSET_NOT_ACTIVE));

        when(points.asks(new LinkAsset(OTHER_SHOP)));
        then(refused(ASSET_NOT_ACTIVE));
    }

    @Test
    void links_an_asset_once() {
        when(points.asks(new LinkAsset(OTHER_SHOP)));
        assertThat(asset().programIds()).containsExactly(SHOP, OTHER_SHOP);

        when(points.asks(new LinkAsset(OTHER_SHOP)));
        then(nothingChanged(), done());

        when(gold.asks(new LinkAsset(NO_SHOP)));
        then(refused(PROGRAM_NOT_FOUND));

        when(gold.asks(new LinkAsset(SHOP)));
        then(refused(ASSET_NOT_FOUND));

        when(gold.asks(limit(new Change.Clear<>())));
        then(refused(ASSET_NOT_FOUND));
    }

    @Test
    void refuses_more_programs_than_an_asset_can_be_linked_to() {
        for (var number = 1; number < Asset.PROGRAMS_MAX; number++) {
            given(made(number), points.asks(new LinkAsset(program(number))));
        }
        given(made(Asset.PROGRAMS_MAX));

        when(points.asks(new LinkAsset(program(Asset.PROGRAMS_MAX))));
        then(refusedAt(INVALID_FIELD, "program_id"), nothingChanged());

        when(points.asks(new LinkAsset(program(1))));
        then(nothingChanged(), done());
    }

    private static ProgramId program(int number) {
        return ProgramId.madeWith(IdempotencyKey.of("shop " + number));
    }

    private Step made(int number) {
        return new Account(program(number).account()).asks(new CreateProgram("Shop " + number, Optional.empty()));
    }

    @Test
    void finds_programs_and_assets() {
        assertThat(((ProgramFound) answerTo(shop, new GetProgram())).program().name())
                .isEqualTo("Shop");
        assertThat(((AssetFound) answerTo(points, new GetAsset())).asset().symbol())
                .isEqualTo("PTS");

        when(newShop.asks(new GetProgram()));
        then(refused(PROGRAM_NOT_FOUND));

        when(gold.asks(new GetAsset()));
        then(refused(ASSET_NOT_FOUND));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 200})
    void lists_programs_and_assets_each_once_in_the_order_of_their_ids(int limit) {
        given(
                newShop.asks(new CreateProgram("New", Optional.empty())),
                newShop.asks(
                        new UpdateProgram(Optional.empty(), Optional.empty(), Optional.of(ProgramStatus.ARCHIVED))),
                gold.asks(gold(SHOP, "Gold", 3, Optional.empty())),
                gold.asks(update(Optional.empty(), new Change.Keep<>(), Optional.of(AssetStatus.ARCHIVED))));

        assertThat(programs(Optional.empty(), limit))
                .containsExactlyInAnyOrder(SHOP, OTHER_SHOP, NEW_SHOP)
                .isSorted();
        assertThat(programs(Optional.of(ProgramStatus.ARCHIVED), limit)).containsExactly(NEW_SHOP);
        assertThat(assets(Optional.empty(), limit))
                .containsExactlyInAnyOrder(POINTS, DOLLARS, gold.id().asAsset())
                .isSorted();
        assertThat(assets(Optional.of(AssetStatus.ACTIVE), limit))
                .containsExactlyInAnyOrder(POINTS, DOLLARS)
                .isSorted();
    }

    private List<ProgramId> programs(Optional<ProgramStatus> status, int limit) {
        var ids = new ArrayList<ProgramId>();
        var cursor = Optional.<String>empty();
        do {
            var page = (ProgramPage) answerTo(ann, new ListPrograms(status, Optional.of(limit), cursor));
            page.data().forEach(program -> ids.add(program.id()));
            cursor = page.pagination().nextCursor();
        } while (cursor.isPresent());
        return ids;
    }

    private List<AssetId> assets(Optional<AssetStatus> status, int limit) {
        var ids = new ArrayList<AssetId>();
        var cursor = Optional.<String>empty();
        do {
            var page = (AssetPage) answerTo(ann, new ListAssets(status, Optional.of(limit), cursor));
            page.data().forEach(asset -> ids.add(asset.id()));
            cursor = page.pagination().nextCursor();
        } while (cursor.isPresent());
        return ids;
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "####", "AAAA"})
    void refuses_a_cursor_that_it_never_gave(String cursor) {
        when(ann.asks(new ListPrograms(Optional.empty(), Optional.empty(), Optional.of(cursor))));
        then(refusedAt(INVALID_FIELD, "cursor"));

        when(ann.asks(new ListAssets(Optional.empty(), Optional.empty(), Optional.of(cursor))));
        then(refusedAt(INVALID_FIELD, "cursor"));
    }
}
