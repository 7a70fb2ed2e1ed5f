package dev.sluice.ledger.core.model;

import dev.sluice.schema.rejection.RejectionCode;
import dev.sluice.schema.reply.Result;
import dev.sluice.schema.value.EntryId;
import dev.sluice.schema.value.HoldId;
import dev.sluice.schema.value.LotId;
import java.util.List;
import java.util.UUID;

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

    /**
     * The ids that the ledger drew for what a request made. The naive ledger can't draw the same, so it is told them.
     *
     * @param lots in the order in which they were opened
     */
    record Drawn(EntryId entry, List<LotId> lots, HoldId hold) {

        private static final UUID NONE = new UUID(0, 0);

        /** Where nothing was drawn, the naive ledger still gets ids to answer with; its answer is wrong then anyway. */
        static final Drawn NOTHING = new Drawn(new EntryId(NONE), List.of(), new HoldId(NONE));

        LotId lot(int number) {
            return number < lots.size() ? lots.get(number) : new LotId(NONE);
        }
    }
}
