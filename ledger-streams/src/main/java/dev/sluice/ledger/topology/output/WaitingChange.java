package dev.sluice.ledger.topology.output;

import dev.sluice.ledger.core.state.CoordinatedRequest;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.EntryId;
import dev.sluice.schema.value.IdempotencyKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** A change of what waits in a partition, beside the rows that tell it: what is in memory follows it when it is applied. */
public sealed interface WaitingChange {

    /** A request is being coordinated from here on. */
    record RequestBegan(CoordinatedRequest state, AccountId account, IdempotencyKey idempotencyKey, Instant since)
            implements WaitingChange {}

    /** A partition has answered on a coordinated request, which waits for others. */
    record RequestAdvanced(CoordinatedRequest state) implements WaitingChange {}

    /** A coordinated request was answered. */
    record RequestEnded(EntryId id) implements WaitingChange {}

    /** A change of the catalogue is on its way to the other partitions. */
    record BroadcastBegan(EntryId id, AccountId entity, List<Integer> missing, Instant since)
            implements WaitingChange {}

    /** A partition has acknowledged a change of the catalogue, and others have not. */
    record BroadcastAdvanced(EntryId id, List<Integer> missing) implements WaitingChange {}

    /** Every partition has acknowledged a change of the catalogue. */
    record BroadcastEnded(EntryId id) implements WaitingChange {}

    /**
     * A record was put into a line, behind those that are in it.
     *
     * @param at its place among all that are kept
     * @param line the account, or what a message is about
     * @param record where it stands on its topic
     * @param request the key of the request that it is, where it is one
     */
    record RecordKept(
            long at, UUID line, RecordPlace record, Optional<IdempotencyKey> request, Reason reason, Instant since)
            implements WaitingChange {}

    /** A kept record, the first of its line, met a fault: it is tried again. */
    record RecordFailed(RecordPlace record) implements WaitingChange {}

    /** A kept record, the first of its line, is done. */
    record RecordDone(UUID line, RecordPlace record) implements WaitingChange {}

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
