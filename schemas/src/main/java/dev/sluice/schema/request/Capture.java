package dev.sluice.schema.request;

import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.HoldId;
import dev.sluice.schema.value.ProgramId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Settles holds in one step: they are closed whole, the amount goes to SYSTEM_REDEMPTION, and what was held beyond it goes
 * back to AVAILABLE. If more is settled than was held, the rest is taken from AVAILABLE.
 *
 * <p>Reserve holds are not touched.
 *
 * @param holdId this hold; exactly one of this and {@code referenceId} is given
 * @param referenceId all open holds with this reference
 * @param amount what is settled; all that was held, when absent
 */
@OperationName("capture")
public record Capture(
        ProgramId programId,
        AssetId assetId,
        String description,
        Optional<HoldId> holdId,
        Optional<String> referenceId,
        Optional<Amount> amount,
        Map<String, String> metadata)
        implements BalanceCommand {

    public Capture {
        metadata = Texts.sorted(metadata);
        BalanceChecks.common(programId, assetId, description, referenceId, metadata)
                .exactlyOne(List.of("hold_id", "reference_id"), List.of(holdId, referenceId))
                .positive("amount", amount)
                .done();
    }

    @Override
    public Optional<String> reference() {
        return referenceId;
    }

    @Override
    public Optional<Amount> requestedAmount() {
        return amount;
    }
}
