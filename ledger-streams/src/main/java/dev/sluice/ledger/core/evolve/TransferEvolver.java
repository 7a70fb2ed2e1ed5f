package dev.sluice.ledger.core.evolve;

import dev.sluice.ledger.core.state.Invariant;
import dev.sluice.schema.entity.TransferRecord;
import dev.sluice.schema.journal.EntryType;
import dev.sluice.schema.journal.Fact;
import dev.sluice.schema.journal.JournalEntry;
import dev.sluice.schema.value.TransferStatus;
import java.util.Optional;

/** The evolver of the records of transfers, which are kept where their source is. */
public final class TransferEvolver {

    private TransferEvolver() {}

    /** One that was set aside is pending; whether it still is, only the partition that waits for the others can tell. */
    public static TransferRecord made(JournalEntry entry, Fact.TransferMade made) {
        return new TransferRecord(
                entry.id(),
                entry.accountId(),
                entry.programId().orElseThrow(() -> Invariant.broken("A transfer has a program")),
                entry.assetId().orElseThrow(() -> Invariant.broken("A transfer has an asset")),
                entry.description().orElseThrow(() -> Invariant.broken("A transfer has a description")),
                entry.referenceId(),
                made.totalAmount(),
                entry.type() == EntryType.TRANSFER ? TransferStatus.POSTED : TransferStatus.PENDING,
                made.legs(),
                Optional.empty(),
                entry.recordedAt(),
                entry.metadata());
    }

    public static TransferRecord refused(StateDraft draft, JournalEntry entry, Fact.TransferRefused refused) {
        return draft.view()
                .transfer(entry.accountId(), entry.id())
                .orElseThrow(() -> Invariant.broken("Transfer %s is refused and unknown", entry.id()))
                .withStatus(TransferStatus.REFUSED, Optional.of(refused.rejection()));
    }
}
