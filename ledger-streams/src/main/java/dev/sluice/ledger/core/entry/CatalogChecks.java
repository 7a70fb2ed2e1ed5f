package dev.sluice.ledger.core.entry;

import dev.sluice.schema.entity.Asset;
import dev.sluice.schema.entity.Program;
import dev.sluice.schema.rejection.Rejection;
import dev.sluice.schema.rejection.RejectionCode;
import dev.sluice.schema.value.AssetStatus;
import dev.sluice.schema.value.ProgramStatus;
import java.util.Optional;

/** The checks that a program and an asset can be used: the same words, and the same order, for all who ask. */
public final class CatalogChecks {

    private CatalogChecks() {}

    /** All there are, in the documented order. */
    public static Optional<Rejection> unusable(Program program, Asset asset) {
        return notLinked(program, asset).or(() -> notActive(program)).or(() -> notActive(asset));
    }

    public static Optional<Rejection> notLinked(Program program, Asset asset) {
        return asset.programIds().contains(program.id())
                ? Optional.empty()
                : Optional.of(Rejection.because(
                        RejectionCode.ASSET_NOT_LINKED,
                        "Expected asset %s to be linked to program %s, but it is not"
                                .formatted(asset.symbol(), program.id())));
    }

    public static Optional<Rejection> notActive(Program program) {
        return program.status() == ProgramStatus.ACTIVE
                ? Optional.empty()
                : Optional.of(Rejection.because(
                        RejectionCode.PROGRAM_NOT_ACTIVE,
                        "Expected program %s to be ACTIVE, but it is %s".formatted(program.id(), program.status())));
    }

    public static Optional<Rejection> notActive(Asset asset) {
        return asset.status() == AssetStatus.ACTIVE
                ? Optional.empty()
                : Optional.of(Rejection.because(
                        RejectionCode.ASSET_NOT_ACTIVE,
                        "Expected asset %s to be ACTIVE, but it is %s".formatted(asset.symbol(), asset.status())));
    }
}
