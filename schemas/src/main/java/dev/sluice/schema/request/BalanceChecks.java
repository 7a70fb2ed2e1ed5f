package dev.sluice.schema.request;

import dev.sluice.schema.rejection.FieldChecks;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.ProgramId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The checks that all balance operations share, written once. */
final class BalanceChecks {

    private BalanceChecks() {}

    static FieldChecks common(
            @Nullable ProgramId programId,
            @Nullable AssetId assetId,
            @Nullable String description,
            Optional<String> referenceId,
            Map<String, String> metadata) {
        return new FieldChecks()
                .required("program_id", programId)
                .required("asset_id", assetId)
                .text("description", description, 1, BalanceCommand.DESCRIPTION_LENGTH_MAX)
                .text("reference_id", referenceId, 1, BalanceCommand.REFERENCE_ID_LENGTH_MAX)
                .metadata("metadata", metadata);
    }

    static FieldChecks lotIds(FieldChecks checks, Optional<List<String>> lotIds) {
        lotIds.ifPresent(ids -> checks.size("lot_ids", ids, 1, LotFilter.LOT_IDS_MAX)
                .printable("lot_ids", ids, LotFilter.LOT_ID_LENGTH_MAX));
        return checks;
    }

    static FieldChecks lots(
            FieldChecks checks,
            Optional<List<String>> lotIds,
            Optional<Instant> earnedFrom,
            Optional<Instant> earnedTo) {
        lotIds(checks, lotIds);
        if (earnedFrom.isPresent() && earnedTo.isPresent()) {
            checks.valid(
                    !earnedTo.get().isBefore(earnedFrom.get()),
                    "earned_to",
                    () -> "Expected a time not before earned_from, but got %s".formatted(earnedTo.get()));
        }
        return checks;
    }
}
