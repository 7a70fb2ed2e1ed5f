package dev.sluice.verify.books;

import static dev.sluice.verify.books.Side.AVAILABLE;
import static dev.sluice.verify.books.Side.DEFERRED;
import static dev.sluice.verify.books.Side.HELD;
import static dev.sluice.verify.books.Side.SYSTEM_BREAKAGE;
import static dev.sluice.verify.books.Side.SYSTEM_ISSUANCE;
import static dev.sluice.verify.books.Side.SYSTEM_REDEMPTION;
import static dev.sluice.verify.books.Side.SYSTEM_TRANSIT;

import dev.sluice.verify.Trees.UnreadableException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/**
 * The kinds of entries that docs/topics.md names, and from where to where each may move value. AVAILABLE is on both sides where a
 * debt is repaid, a plan takes its share, or a wallet pays.
 */
public enum EntryType {
    CREDIT(
            Set.of(SYSTEM_ISSUANCE, SYSTEM_TRANSIT, AVAILABLE),
            Set.of(AVAILABLE, HELD, DEFERRED, SYSTEM_TRANSIT, SYSTEM_BREAKAGE)),
    DEBIT(Set.of(AVAILABLE, HELD, SYSTEM_TRANSIT), Set.of(SYSTEM_ISSUANCE, SYSTEM_TRANSIT, AVAILABLE)),
    HOLD(Set.of(AVAILABLE), Set.of(HELD)),
    RELEASE(Set.of(HELD, AVAILABLE), Set.of(AVAILABLE, SYSTEM_BREAKAGE)),
    FORFEIT(Set.of(AVAILABLE, HELD), Set.of(SYSTEM_BREAKAGE)),
    CAPTURE(Set.of(HELD, AVAILABLE), Set.of(SYSTEM_REDEMPTION, AVAILABLE, SYSTEM_BREAKAGE)),
    VOID_HOLD(Set.of(HELD, SYSTEM_TRANSIT), Set.of(SYSTEM_ISSUANCE, SYSTEM_TRANSIT, AVAILABLE)),
    REVERSAL(
            Set.of(SYSTEM_ISSUANCE, SYSTEM_REDEMPTION, SYSTEM_TRANSIT, AVAILABLE),
            Set.of(AVAILABLE, SYSTEM_BREAKAGE, SYSTEM_TRANSIT)),
    REVERSAL_SET_ASIDE(Set.of(), Set.of()),
    REVERSAL_RESTORED(Set.of(), Set.of()),
    EXPIRY(Set.of(AVAILABLE), Set.of(SYSTEM_BREAKAGE)),
    MATURITY(Set.of(DEFERRED, AVAILABLE), Set.of(AVAILABLE, SYSTEM_BREAKAGE)),
    HOLD_EXPIRY(Set.of(HELD, AVAILABLE), Set.of(AVAILABLE, SYSTEM_BREAKAGE)),
    TRANSFER(Set.of(AVAILABLE, SYSTEM_TRANSIT), Set.of(AVAILABLE, HELD, SYSTEM_BREAKAGE)),
    TRANSFER_SET_ASIDE(Set.of(AVAILABLE), Set.of(SYSTEM_TRANSIT)),
    TRANSFER_RESTORED(Set.of(SYSTEM_TRANSIT, AVAILABLE), Set.of(AVAILABLE, SYSTEM_BREAKAGE)),
    FUND(Set.of(SYSTEM_ISSUANCE), Set.of(AVAILABLE)),
    BURN(Set.of(AVAILABLE), Set.of(SYSTEM_BREAKAGE)),
    RESERVE_RELEASE(Set.of(HELD, AVAILABLE), Set.of(AVAILABLE, SYSTEM_BREAKAGE)),
    RESERVE_STORED(Set.of(), Set.of()),
    PROGRAM_STORED(Set.of(), Set.of()),
    ASSET_STORED(Set.of(), Set.of()),
    OWNER_STORED(Set.of(), Set.of());

    /** Entries that nobody asks for. */
    private static final Set<EntryType> OF_TIME = EnumSet.of(EXPIRY, MATURITY, HOLD_EXPIRY);

    private final Set<Side> from;
    private final Set<Side> to;

    EntryType(Set<Side> from, Set<Side> to) {
        this.from = from;
        this.to = to;
    }

    static EntryType of(String name) throws UnreadableException {
        return Arrays.stream(values())
                .filter(type -> type.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new UnreadableException("a type of entry", name));
    }

    boolean moves(Posting posting) {
        return (posting.comesIn() ? to : from).contains(posting.side());
    }

    /** Whether one side of it can't be missing. */
    boolean movesValue() {
        return !from.isEmpty();
    }

    /** Whether it is caused by time, and so by no request. */
    boolean isOfTime() {
        return OF_TIME.contains(this);
    }

    /** Whether it can be caused by either. */
    boolean mayBeOfTime() {
        return isOfTime() || this == RESERVE_RELEASE || isOfCatalogue();
    }

    boolean isOfCatalogue() {
        return this == PROGRAM_STORED || this == ASSET_STORED;
    }

    /** Whether it takes back an earlier entry with the same id. */
    public boolean isRestoring() {
        return this == TRANSFER_RESTORED || this == REVERSAL_RESTORED;
    }

    /** Whether it begins something that a later entry with the same id ends. */
    public boolean isSettingAside() {
        return this == TRANSFER_SET_ASIDE || this == REVERSAL_SET_ASIDE;
    }

    boolean isOfTransfer() {
        return this == TRANSFER || this == TRANSFER_SET_ASIDE || this == TRANSFER_RESTORED;
    }
}
