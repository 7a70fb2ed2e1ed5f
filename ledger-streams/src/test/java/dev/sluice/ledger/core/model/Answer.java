package dev.sluice.ledger.core.model;

import dev.sluice.schema.rejection.RejectionCode;
import dev.sluice.schema.reply.Result;
import dev.sluice.schema.value.EntryId;
import dev.sluice.schema.value.HoldId;
import dev.sluice.schema.value.LotId;
import java.util.Optional;

/** What a ledger says to a request. */
sealed interface Answer {

    /**
     * It was done.
     *
     * @param booked whether that took an entry
     */
    record Done(Result result, boolean booked) implements Answer {}

    record No(RejectionCode code) implements Answer {}

    static Answer booked(Result result) {
        return new Done(result, true);
    }

    static Answer told(Result result) {
        return new Done(result, false);
    }

    /** The ids that the ledger drew for what a request made. The naive ledger can't draw the same, so it is told them. */
    record Drawn(Optional<EntryId> entry, Optional<LotId> lot, Optional<HoldId> hold) {}
}
