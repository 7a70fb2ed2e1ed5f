package dev.sluice.ledger.standstill;

import java.util.List;
import java.util.function.ToLongFunction;

/**
 * The decision how far the records of a topic-partition go: up to the first that is held, or whose time is not believed.
 *
 * @param heldFrom the offset from which on nothing goes
 * @param believedUntil the latest time, in milliseconds since 1970, that is believed of a record
 */
public record Passage(long heldFrom, long believedUntil) {

    /** The offset from which nothing goes where nothing is held. */
    public static final long NOTHING_HELD = Long.MAX_VALUE;

    /** Whether a record with this offset and time, in milliseconds since 1970, goes on. */
    public boolean lets(long offset, long timestamp) {
        return offset < heldFrom && believes(timestamp);
    }

    /** Whether a record may be of this time, in milliseconds since 1970. One without a time has a negative one. */
    public boolean believes(long timestamp) {
        return timestamp <= believedUntil;
    }

    /** How many of these records, from the first on, go on. */
    public <R> int prefix(List<R> records, ToLongFunction<R> offset, ToLongFunction<R> timestamp) {
        for (var index = 0; index < records.size(); index++) {
            var record = records.get(index);
            if (!lets(offset.applyAsLong(record), timestamp.applyAsLong(record))) {
                return index;
            }
        }
        return records.size();
    }
}
