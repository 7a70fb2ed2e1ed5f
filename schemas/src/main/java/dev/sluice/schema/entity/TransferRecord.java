package dev.sluice.schema.entity;

import dev.sluice.schema.rejection.Rejection;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.AccountKind;
import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.EntryId;
import dev.sluice.schema.value.ProgramId;
import dev.sluice.schema.value.TransferStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Value that went, or goes, from one account to others.
 *
 * @param journalEntryId shared by all entries of the transfer, on whatever partition
 * @param rejection why it was refused, when it was
 */
public record TransferRecord(
        EntryId journalEntryId,
        AccountId sourceId,
        ProgramId programId,
        AssetId assetId,
        String description,
        Optional<String> referenceId,
        Amount totalAmount,
        TransferStatus status,
        List<Leg> legs,
        Optional<Rejection> rejection,
        Instant createdAt,
        Map<String, String> metadata) {

    /** The amount that one recipient gets. */
    public record Leg(AccountId accountId, AccountKind accountKind, Amount amount) {}

    public TransferRecord {
        legs = List.copyOf(legs);
    }

    /** This transfer, as it stands now. */
    public TransferRecord withStatus(TransferStatus now, Optional<Rejection> reason) {
        return new TransferRecord(
                journalEntryId,
                sourceId,
                programId,
                assetId,
                description,
                referenceId,
                totalAmount,
                now,
                legs,
                reason,
                createdAt,
                metadata);
    }
}
