package dev.sluice.schema.request;

import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.ProgramId;
import java.util.Map;
import java.util.Optional;

/**
 * Takes value that was credited straight into HELD back to where it is issued from, always whole. Value that its owner moved
 * to HELD is not touched.
 *
 * @param referenceId which holds: those that credits of the program opened with this reference
 */
@OperationName("void_hold")
public record VoidHold(
        ProgramId programId, AssetId assetId, String description, String referenceId, Map<String, String> metadata)
        implements BalanceCommand {

    public VoidHold {
        metadata = Texts.sorted(metadata);
        BalanceChecks.common(programId, assetId, description, Optional.empty(), metadata)
                .text("reference_id", referenceId, 1, REFERENCE_ID_LENGTH_MAX)
                .done();
    }

    @Override
    public Optional<String> reference() {
        return Optional.of(referenceId);
    }

    /** There is none: it is always all. */
    @Override
    public Optional<Amount> requestedAmount() {
        return Optional.empty();
    }
}
