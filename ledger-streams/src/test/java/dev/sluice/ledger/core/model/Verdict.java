package dev.sluice.ledger.core.model;

import dev.sluice.schema.journal.Fact;
import dev.sluice.schema.rejection.RejectionCode;
import dev.sluice.schema.reply.Result;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.EntryId;
import dev.sluice.schema.value.HoldId;
import dev.sluice.schema.value.LotId;
import dev.sluice.schema.value.ReservePlanId;
import dev.sluice.schema.value.ReserveReleaseId;
import java.util.List;
import java.util.UUID;

/** The verdict of a ledger on a request: of the real one, or of the naive one that it is compared with. */
sealed interface Verdict {

    /**
     * It was done.
     *
     * @param booked whether that took an entry
     */
    record Done(Result result, boolean booked) implements Verdict {}

    record No(RejectionCode code) implements Verdict {}

    static Verdict booked(Result result) {
        return new Done(result, true);
    }

    static Verdict told(Result result) {
        return new Done(result, false);
    }

    /**
     * The ids that the ledger drew for what a request made. The naive ledger can't draw the same, so it is told them.
     *
     * @param lots in the order in which they were opened, as are the holds and the releases
     * @param givenBack what the ledger says that time gave back before the request was decided
     */
    record Drawn(
            EntryId entry,
            List<LotId> lots,
            List<HoldId> holds,
            List<ReserveReleaseId> releases,
            ReservePlanId plan,
            List<GivenBack> givenBack) {

        private static final UUID NONE = new UUID(0, 0);

        /** Where nothing was drawn, the naive ledger still gets ids to answer with; its answer is wrong then anyway. */
        static Drawn nothing(List<GivenBack> givenBack) {
            return new Drawn(new EntryId(NONE), List.of(), List.of(), List.of(), new ReservePlanId(NONE), givenBack);
        }

        LotId lot(int number) {
            return number < lots.size() ? lots.get(number) : new LotId(NONE);
        }

        HoldId hold(int number) {
            return number < holds.size() ? holds.get(number) : new HoldId(NONE);
        }

        ReserveReleaseId release(int number) {
            return number < releases.size() ? releases.get(number) : new ReserveReleaseId(NONE);
        }
    }

    /** A release that nobody asked for. */
    record GivenBack(AccountId account, Fact.ReserveReleased fact) {}
}
