package dev.sluice.ledger.store;

import dev.sluice.ledger.core.state.Cursor;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;

/**
 * The windows of time in which what has ended lies, from the oldest to the newest that there is. A thing lies in the window in
 * which it ended, so that what is to be forgotten together lies together, and nothing has to list it.
 *
 * <p>Their length never changes, else what lies in the old ones would not be found. Which ones there are is kept in memory only,
 * and found again after a start.
 */
final class EndedWindows {

    /** A look-up in vain asks as many windows as are kept, and a window is dropped when the youngest in it may be forgotten. */
    static final Duration LENGTH = Duration.ofDays(5);

    private final StagedRows rows;
    private final QueueStart start = new QueueStart(StoreKeys.all(LedgerRow.ENDED));
    private Optional<Instant> newest = Optional.empty();
    private boolean found;

    EndedWindows(StagedRows rows) {
        this.rows = rows;
    }

    /** The window of what ended at this instant. */
    static Instant of(Instant at) {
        var length = LENGTH.toMillis();
        return Instant.ofEpochMilli(Math.floorDiv(at.toEpochMilli(), length) * length);
    }

    /** A row was put into a window. */
    void put(Bytes key, Instant window) {
        find();
        start.put(key);
        newest = newest.filter(window::isBefore).or(() -> Optional.of(window));
    }

    /** The windows with anything that ended after this instant, the newest first. */
    List<Instant> after(Instant instant) {
        find();
        var windows = new ArrayList<Instant>();
        if (newest.isPresent()) {
            var oldest = new KeyReader(LedgerRow.ENDED, start.start()).instant();
            for (var window = newest.get();
                    !window.isBefore(oldest) && window.plus(LENGTH).isAfter(instant.plusMillis(1));
                    window = window.minus(LENGTH)) {
                windows.add(window);
            }
        }
        return windows;
    }

    /** The beginning of what lies in windows of which nothing ended after this instant. */
    QueueStart start() {
        return start;
    }

    /** The end of the last window of which nothing ended after this instant. */
    static Instant endOfThoseBy(Instant instant) {
        return of(instant.plusMillis(1)).minusMillis(1);
    }

    private void find() {
        if (found) {
            return;
        }
        found = true;
        var prefix = StoreKeys.all(LedgerRow.ENDED);
        var end = StoreKeys.end(prefix);
        start.nothingBefore(
                first(RowCursor.between(rows, prefix, end, (key, value) -> key)).orElse(end));
        newest = first(RowCursor.reversed(rows, prefix, end, (key, value) -> key))
                .map(key -> new KeyReader(LedgerRow.ENDED, key).instant());
    }

    private static Optional<Bytes> first(Cursor<Bytes> keys) {
        try (keys) {
            return keys.hasNext() ? Optional.of(keys.next()) : Optional.empty();
        }
    }
}
