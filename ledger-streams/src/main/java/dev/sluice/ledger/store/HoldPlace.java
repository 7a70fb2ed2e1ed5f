package dev.sluice.ledger.store;

import dev.sluice.ledger.core.state.HoldState;
import dev.sluice.ledger.core.state.Slice;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;

/**
 * The place where the rows of an open hold are, with those of the slices under it. Holds of reserves have a place of their own;
 * one that the first release has written is in the place of the others until it is moved.
 */
enum HoldPlace {
    PLAIN(LedgerRow.OPEN_HOLDS, LedgerRow.HELD_SLICES),
    OF_RESERVES(LedgerRow.OPEN_RESERVE_HOLDS, LedgerRow.RESERVED_SLICES);

    /** In the order in which they are asked, since most holds are not of reserves. */
    static final List<HoldPlace> ALL = List.of(values());

    private static final List<HoldPlace> RESERVES_FIRST = ALL.reversed();

    private static final List<HoldPlace> PLAIN_ONLY = List.of(PLAIN);

    private final LedgerRow holds;
    private final LedgerRow slices;

    HoldPlace(LedgerRow holds, LedgerRow slices) {
        this.holds = holds;
        this.slices = slices;
    }

    /** The place that a new hold gets. */
    static HoldPlace of(HoldState hold) {
        return hold.isReserve() ? OF_RESERVES : PLAIN;
    }

    /** The places where the open row of a hold may be. One that no reserve made is nowhere but in the place of its kind. */
    static List<HoldPlace> whereOpen(Optional<HoldState> hold) {
        return hold.isPresent() && !hold.get().isReserve() ? PLAIN_ONLY : RESERVES_FIRST;
    }

    LedgerRow holds() {
        return holds;
    }

    LedgerRow slices() {
        return slices;
    }

    Bytes key(HoldState.Key hold) {
        return StoreKeys.hold(holds, hold);
    }

    Bytes key(Slice.Key slice) {
        return StoreKeys.slice(slices, slice);
    }
}
