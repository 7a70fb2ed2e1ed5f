package dev.sluice.ledger.core.model;

import dev.sluice.schema.request.CreateAsset;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.InventoryMode;
import dev.sluice.schema.value.IssuancePolicy;
import dev.sluice.schema.value.ProgramId;
import java.util.Optional;

/** The assets that requests by chance are about: of few decimals, of none at all, and of as many as there can be. */
enum AssetKind {
    PTS(InventoryMode.LOT, IssuancePolicy.UNLIMITED, 2),
    USD(InventoryMode.SIMPLE, IssuancePolicy.UNLIMITED, 2),
    INT(InventoryMode.LOT, IssuancePolicy.UNLIMITED, 0),
    WEI(InventoryMode.SIMPLE, IssuancePolicy.UNLIMITED, 18),
    GIFT(InventoryMode.LOT, IssuancePolicy.PREFUNDED, 2),
    CASH(InventoryMode.SIMPLE, IssuancePolicy.PREFUNDED, 2),
    /** One that nobody makes. */
    NONE(InventoryMode.LOT, IssuancePolicy.UNLIMITED, 2);

    final InventoryMode mode;
    final IssuancePolicy policy;
    final int scale;
    final AssetId id = AssetId.ofSymbol(name());

    AssetKind(InventoryMode mode, IssuancePolicy policy, int scale) {
        this.mode = mode;
        this.policy = policy;
        this.scale = scale;
    }

    CreateAsset made(ProgramId program) {
        return new CreateAsset(program, name(), name(), mode, policy, scale, Optional.empty());
    }
}
