package dev.sluice.ledger.core.model;

import static dev.sluice.ledger.core.model.RequestMaker.NO_SHOP;
import static dev.sluice.ledger.core.model.RequestMaker.OTHER_SHOP;
import static dev.sluice.ledger.core.model.RequestMaker.SHOP;

import dev.sluice.schema.request.Change;
import dev.sluice.schema.request.CreateAsset;
import dev.sluice.schema.request.CreateProgram;
import dev.sluice.schema.request.LinkAsset;
import dev.sluice.schema.request.UpdateAsset;
import dev.sluice.schema.request.UpdateProgram;
import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.AssetStatus;
import dev.sluice.schema.value.ProgramStatus;
import java.util.Optional;

/** Programs and assets are made and changed. */
final class CatalogueRequests {

    /** As long as an amount may be, and too long for an asset that has decimals. */
    private static final Amount HUGE = Amount.parse("9".repeat(Amount.DIGITS_MAX));

    private final Chance chance;

    CatalogueRequests(Chance chance) {
        this.chance = chance;
    }

    void addTo(RequestMaker.Makers makers) {
        makers.make(3, CreateProgram.class, () -> {
            chance.account = chance.isOneIn(6)
                    ? chance.someoneOrNobody()
                    : chance.oneOf(SHOP, OTHER_SHOP).account();
            return new CreateProgram(chance.oneOf("Shop", "Other", "New"), Optional.empty());
        });
        makers.make(10, UpdateProgram.class, () -> {
            chance.account = chance.oneOf(SHOP, OTHER_SHOP, NO_SHOP).account();
            return new UpdateProgram(
                    chance.sometimes(3, () -> chance.oneOf("Shop", "Other")),
                    chance.sometimes(3, () -> chance.oneOf("Text", "")),
                    chance.sometimes(
                            2,
                            () -> chance.oneOf(
                                    ProgramStatus.ACTIVE,
                                    ProgramStatus.ACTIVE,
                                    ProgramStatus.ACTIVE,
                                    ProgramStatus.ACTIVE,
                                    ProgramStatus.SUSPENDED,
                                    ProgramStatus.ARCHIVED)));
        });
        makers.make(8, CreateAsset.class, () -> {
            var kind = chance.oneOf(AssetKind.PTS, AssetKind.USD, AssetKind.INT, AssetKind.GIFT);
            chance.account = chance.isOneIn(8) ? AssetKind.WEI.id.account() : kind.id.account();
            var made = kind.made(chance.oneOf(SHOP, OTHER_SHOP, OTHER_SHOP, NO_SHOP));
            return chance.isOneIn(2)
                    ? made
                    : new CreateAsset(
                            made.programId(),
                            made.name(),
                            made.symbol(),
                            made.inventoryMode(),
                            made.issuancePolicy(),
                            made.scale(),
                            Optional.of(chance.oneOf(Amount.parse("5"), Amount.parse("0.001"), HUGE)));
        });
        makers.make(12, UpdateAsset.class, () -> {
            chance.account = chance.oneOf(
                            AssetKind.PTS, AssetKind.USD, AssetKind.INT, AssetKind.GIFT, AssetKind.CASH, AssetKind.NONE)
                    .id
                    .account();
            return new UpdateAsset(
                    chance.sometimes(3, () -> chance.oneOf("New", "Newer")),
                    chance.oneOf(
                            new Change.Keep<>(),
                            new Change.Clear<>(),
                            new Change.Set<>(Amount.parse("6")),
                            new Change.Set<>(Amount.parse("5.001")),
                            new Change.Set<>(HUGE)),
                    chance.sometimes(8, () -> chance.oneOf(AssetStatus.ACTIVE, AssetStatus.ARCHIVED)));
        });
        makers.make(6, LinkAsset.class, () -> {
            chance.account = chance.oneOf(AssetKind.PTS, AssetKind.USD, AssetKind.GIFT, AssetKind.NONE)
                    .id
                    .account();
            return new LinkAsset(chance.oneOf(SHOP, OTHER_SHOP, NO_SHOP));
        });
    }
}
