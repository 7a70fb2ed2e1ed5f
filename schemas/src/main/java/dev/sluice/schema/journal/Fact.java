package dev.sluice.schema.journal;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.sluice.schema.entity.Asset;
import dev.sluice.schema.entity.Group;
import dev.sluice.schema.entity.Participant;
import dev.sluice.schema.entity.Program;
import dev.sluice.schema.entity.ReserveHold;
import dev.sluice.schema.entity.ReservePlan;
import dev.sluice.schema.entity.ReserveRelease;
import dev.sluice.schema.entity.TransferRecord;
import dev.sluice.schema.rejection.Rejection;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.EntryId;
import dev.sluice.schema.value.HoldId;
import dev.sluice.schema.value.HoldOrigin;
import dev.sluice.schema.value.LotId;
import dev.sluice.schema.value.LotOrigin;
import dev.sluice.schema.value.ProgramId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A fact of an entry, beside the postings: something that came to be. A thing that is stored again replaces what it was. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Fact.LotOpened.class, name = "lot_opened"),
    @JsonSubTypes.Type(value = Fact.HoldOpened.class, name = "hold_opened"),
    @JsonSubTypes.Type(value = Fact.HoldCaptured.class, name = "hold_captured"),
    @JsonSubTypes.Type(value = Fact.ConsumptionReversed.class, name = "consumption_reversed"),
    @JsonSubTypes.Type(value = Fact.TransferMade.class, name = "transfer_made"),
    @JsonSubTypes.Type(value = Fact.TransferRefused.class, name = "transfer_refused"),
    @JsonSubTypes.Type(value = Fact.ProgramStored.class, name = "program_stored"),
    @JsonSubTypes.Type(value = Fact.AssetStored.class, name = "asset_stored"),
    @JsonSubTypes.Type(value = Fact.ParticipantStored.class, name = "participant_stored"),
    @JsonSubTypes.Type(value = Fact.GroupStored.class, name = "group_stored"),
    @JsonSubTypes.Type(value = Fact.ReserveHoldStored.class, name = "reserve_hold_stored"),
    @JsonSubTypes.Type(value = Fact.ReserveReleased.class, name = "reserve_released"),
    @JsonSubTypes.Type(value = Fact.ReservePlanStored.class, name = "reserve_plan_stored"),
})
public sealed interface Fact {

    /**
     * A lot came to be; its value is in the postings that name it.
     *
     * @param accountId whose it is; the entry's account when absent
     * @param sequence the lot's place among the account's lots of the asset: breaks ties of the vintage
     * @param createdAt the vintage
     */
    record LotOpened(
            Optional<AccountId> accountId,
            LotId lotId,
            AssetId assetId,
            long sequence,
            Amount amount,
            Instant createdAt,
            Optional<Instant> expiresAt,
            Optional<Instant> maturesAt,
            Optional<String> referenceId,
            LotOrigin origin)
            implements Fact {}

    /**
     * A hold came to be; its value is in the postings that name it.
     *
     * @param accountId whose it is; the entry's account when absent
     */
    record HoldOpened(
            Optional<AccountId> accountId,
            HoldId holdId,
            AssetId assetId,
            ProgramId programId,
            Amount amount,
            HoldOrigin origin,
            Optional<String> referenceId,
            Optional<Instant> expiresAt,
            Map<String, String> metadata)
            implements Fact {}

    /**
     * Of a capture: so much of what the entry takes out of a hold of its account was captured, and the rest released. The
     * postings on a hold tell what left it, but not where it went.
     */
    record HoldCaptured(HoldId holdId, AssetId assetId, Amount amount) implements Fact {}

    /**
     * So much of what a debit or a capture of the entry's account took is given back, or is about to be. What is given back of
     * a part is the sum of what these facts say: below zero they take it back, since it came to nothing.
     *
     * @param journalEntryId the debit or capture
     * @param parts in the order in which they are given back: last taken first
     */
    record ConsumptionReversed(EntryId journalEntryId, List<Part> parts) implements Fact {

        public ConsumptionReversed {
            parts = List.copyOf(parts);
        }

        /**
         * Of one of the parts that were taken.
         *
         * @param lotId the lot that it was taken from; absent of a SIMPLE asset, and of what an overdraft took beyond the lots
         */
        public record Part(Optional<LotId> lotId, Amount amount) {}
    }

    /** The entry's account gave value to others, or is about to. */
    record TransferMade(Amount totalAmount, List<TransferRecord.Leg> legs) implements Fact {

        public TransferMade {
            legs = List.copyOf(legs);
        }
    }

    /** The transfer with the entry's id, of the entry's account, came to nothing. */
    record TransferRefused(Rejection rejection) implements Fact {}

    /** A fact that every partition has to know: a program or an asset. */
    sealed interface OfTheCatalogue extends Fact {}

    /** A program was made or changed; all of it, as it is now. */
    record ProgramStored(Program program) implements OfTheCatalogue {}

    /** An asset was made or changed; all of it, as it is now. */
    record AssetStored(Asset asset) implements OfTheCatalogue {}

    /** A participant was made or changed; all of it, as it is now. */
    record ParticipantStored(Participant participant) implements Fact {}

    /** A group was made or changed; all of it, as it is now. */
    record GroupStored(Group group) implements Fact {}

    /**
     * A reserve hold was made or changed.
     *
     * @param accountId whose it is; the entry's account when absent
     */
    record ReserveHoldStored(Optional<AccountId> accountId, ReserveHold hold) implements Fact {}

    /**
     * A reserve release of the entry's account was made, gave back more, or was changed.
     *
     * @param release as it is now
     * @param lines what this entry took out of holds, which the release adds to what it gave back before
     */
    record ReserveReleased(ReserveRelease release, List<ReserveLine> lines) implements Fact {

        public ReserveReleased {
            lines = List.copyOf(lines);
        }
    }

    /** The amount that a release drew on one hold. */
    record ReserveLine(HoldId holdId, Amount amount) {}

    /** A reserve plan of the entry's account was made or changed. */
    record ReservePlanStored(ReservePlan plan) implements Fact {}
}
