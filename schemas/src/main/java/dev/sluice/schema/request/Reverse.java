package dev.sluice.schema.request;

import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.EntryId;
import dev.sluice.schema.value.ProgramId;
import java.util.Map;
import java.util.Optional;

/**
 * Gives value back that a debit or a capture took, to the very lots that it came from: last taken first, any number of
 * times, and never more than was taken. It becomes AVAILABLE; a debt is repaid first, and what has expired meanwhile goes on
 * to SYSTEM_BREAKAGE.
 *
 * @param journalEntryId the entry of the debit or capture, of this account, asset and program
 * @param amount how much is given back; all that is left of it, when absent
 */
@OperationName("reverse")
public record Reverse(
        ProgramId programId,
        AssetId assetId,
        String description,
        EntryId journalEntryId,
        Optional<Amount> amount,
        Optional<String> referenceId,
        Map<String, String> metadata)
        implements BalanceCommand {

    public Reverse {
        metadata = Texts.sorted(metadata);
        BalanceChecks.common(programId, assetId, description, referenceId, metadata)
                .required("journal_entry_id", journalEntryId)
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
