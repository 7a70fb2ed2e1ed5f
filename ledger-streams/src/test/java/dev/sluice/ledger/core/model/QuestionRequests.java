package dev.sluice.ledger.core.model;

import static dev.sluice.ledger.core.model.RequestMaker.NO_SHOP;
import static dev.sluice.ledger.core.model.RequestMaker.OTHER_SHOP;
import static dev.sluice.ledger.core.model.RequestMaker.SHOP;

import dev.sluice.schema.request.GetAsset;
import dev.sluice.schema.request.GetBalances;
import dev.sluice.schema.request.GetGroup;
import dev.sluice.schema.request.GetHold;
import dev.sluice.schema.request.GetParticipant;
import dev.sluice.schema.request.GetProgram;
import dev.sluice.schema.request.ListAssets;
import dev.sluice.schema.request.ListHolds;
import dev.sluice.schema.request.ListLots;
import dev.sluice.schema.request.ListPrograms;
import dev.sluice.schema.value.AccountKind;
import dev.sluice.schema.value.AssetStatus;
import dev.sluice.schema.value.HoldStatus;
import dev.sluice.schema.value.LotStatus;
import dev.sluice.schema.value.ProgramStatus;
import java.util.Optional;

/** Questions of all kinds but those about transfers. */
final class QuestionRequests {

    private final Chance chance;

    QuestionRequests(Chance chance) {
        this.chance = chance;
    }

    static ListLots allLots(AssetKind asset) {
        return new ListLots(
                asset.id,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    static ListHolds allHolds() {
        return new ListHolds(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    void addTo(RequestMaker.Makers makers) {
        makers.make(3, GetProgram.class, () -> {
            chance.account = chance.oneOf(SHOP, OTHER_SHOP, NO_SHOP).account();
            return new GetProgram();
        });
        makers.make(
                3,
                ListPrograms.class,
                () -> new ListPrograms(
                        chance.sometimes(2, () -> chance.oneOf(ProgramStatus.values())), limit(), noCursor()));
        makers.make(3, GetAsset.class, () -> {
            chance.account = chance.asset.id.account();
            return new GetAsset();
        });
        makers.make(
                3,
                ListAssets.class,
                () -> new ListAssets(
                        chance.sometimes(2, () -> chance.oneOf(AssetStatus.values())), limit(), noCursor()));
        makers.make(6, GetParticipant.class, GetParticipant::new);
        makers.make(4, GetGroup.class, GetGroup::new);
        makers.make(20, GetBalances.class, () -> {
            if (chance.isOneIn(3)) {
                chance.account = chance.isOneIn(8)
                        ? chance.oneOf(NO_SHOP.account(), chance.account)
                        : chance.oneOf(SHOP, OTHER_SHOP).account();
                chance.accountKind = Optional.of(AccountKind.PROGRAM);
            }
            return new GetBalances(chance.sometimes(2, () -> chance.asset.id));
        });
        makers.make(
                40,
                ListLots.class,
                () -> new ListLots(
                        chance.asset.id,
                        chance.sometimes(3, () -> chance.oneOf(LotStatus.values())),
                        chance.sometimes(6, () -> chance.oneOf("A", "B")),
                        chance.sometimes(6, chance::someTime),
                        chance.sometimes(6, chance::someTime),
                        limit(),
                        noCursor()));
        makers.make(
                30,
                ListHolds.class,
                () -> new ListHolds(
                        chance.sometimes(2, () -> chance.asset.id),
                        chance.sometimes(3, () -> chance.oneOf(HoldStatus.values())),
                        chance.sometimes(4, () -> chance.oneOf("A", "B")),
                        limit(),
                        noCursor()));
        makers.make(20, GetHold.class, () -> new GetHold(chance.hold()));
    }

    private Optional<Integer> limit() {
        return chance.sometimes(1.2, () -> chance.oneOf(1, 2, 3, 200));
    }

    private Optional<String> noCursor() {
        return chance.sometimes(25, () -> chance.oneOf("x", "AAAA", "####"));
    }
}
