package dev.sluice.ledger.topology.output;

import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.EntryId;
import dev.sluice.schema.value.IdempotencyKey;
import java.time.Instant;
import java.util.UUID;

/** A change of what waits in a partition, beside the rows that tell it: what is in memory follows it when it is applied. */
public sealed interface WaitingChange {

    /** A request is being coordinated from here on. */
    record RequestBegan(EntryId id, AccountId account, IdempotencyKey idempotencyKey, Instant since)
            implements WaitingChange {}

    /** A coordinated request was answered. */
    record RequestEnded(EntryId id) implements WaitingChange {}

    /** A change of the catalogue is on its way to the other partitions. */
    record BroadcastBegan(EntryId id, AccountId entity, Instant since) implements WaitingChange {}

    /** Every partition has acknowledged a change of the catalogue. */
    record BroadcastEnded(EntryId id) implements WaitingChange {}

    /**
     * A record was put into a line, behind those that are in it.
     *
     * @param line the account, or what a message is about
     */
    record RecordKept(long place, UUID line, Reason reason, Instant since) implements WaitingChange {}

    /** The first record of a line is done. */
    record RecordDone(UUID line) implements WaitingChange {}

    /** The reason for which a record waits. */
    enum Reason {
        /** More is due on its account than may be booked at once, or others of its line wait. */
        DUE,
        /** The transaction at hand has done enough. */
        MUCH_WORK,
        /** Working it out met a fault of the ledger: it is tried again. */
        FAULT
    }
}
