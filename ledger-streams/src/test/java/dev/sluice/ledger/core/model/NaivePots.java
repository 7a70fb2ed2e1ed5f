package dev.sluice.ledger.core.model;

import dev.sluice.schema.entity.Asset;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.InventoryMode;
import dev.sluice.schema.value.ProgramId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The pots of all accounts and of all wallets. One is there for those who ask for it from its first use on. */
final class NaivePots {

    private final Map<AccountId, Map<AssetId, NaivePot>> pots = new TreeMap<>();
    private final Map<ProgramId, Map<AssetId, NaivePot>> wallets = new TreeMap<>();

    NaivePot pot(AccountId account, Asset asset) {
        var hasLots = asset.inventoryMode() == InventoryMode.LOT;
        return pots.computeIfAbsent(account, unseen -> new TreeMap<>())
                .computeIfAbsent(asset.id(), unseen -> new NaivePot(asset.id(), asset.scale(), hasLots));
    }

    /** A wallet has no lots, whatever the asset. */
    NaivePot wallet(ProgramId program, Asset asset) {
        return wallets.computeIfAbsent(program, unseen -> new TreeMap<>())
                .computeIfAbsent(asset.id(), unseen -> new NaivePot(asset.id(), asset.scale(), false));
    }

    Optional<NaivePot> of(AccountId account, AssetId asset) {
        return of(account).stream().filter(pot -> pot.asset.equals(asset)).findFirst();
    }

    List<NaivePot> of(AccountId account) {
        return used(pots.getOrDefault(account, Map.of()));
    }

    List<NaivePot> ofWallet(ProgramId program) {
        return used(wallets.getOrDefault(program, Map.of()));
    }

    private static List<NaivePot> used(Map<AssetId, NaivePot> all) {
        return all.values().stream().filter(pot -> pot.used).toList();
    }

    /** Time brings what it brings to all accounts at once. */
    void settle(Instant now) {
        pots.values().forEach(ofAccount -> ofAccount.values().forEach(pot -> pot.settle(now)));
    }
}
