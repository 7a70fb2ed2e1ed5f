package dev.sluice.ledger.core.state;

import java.time.Instant;
import java.util.Comparator;

/**
 * A lot's place in the order of spending: first by vintage, then by sequence. A total order, since no two lots of an
 * account and asset share a sequence.
 *
 * @param vintage with milliseconds
 * @param sequence from 1 on, in the order in which the account's lots of the asset came to be
 */
public record LotPosition(Instant vintage, long sequence) implements Comparable<LotPosition> {

    public static final LotPosition FIRST = new LotPosition(Instant.ofEpochMilli(Long.MIN_VALUE), 0);

    private static final Comparator<LotPosition> ORDER =
            Comparator.comparing(LotPosition::vintage).thenComparingLong(LotPosition::sequence);

    /** The earliest position of a vintage. */
    public static LotPosition startOf(Instant vintage) {
        return new LotPosition(vintage, 0);
    }

    @Override
    public int compareTo(LotPosition other) {
        return ORDER.compare(this, other);
    }
}
