package dev.sluice.ledger.store;

import dev.sluice.ledger.core.Cursor;
import dev.sluice.schema.value.Amount;
import java.util.function.Function;

/**
 * Rows whose sum is known beforehand, so that the scan ends with the row that completes it and doesn't look for a next one:
 * behind the last row there may be any number of tombstones.
 */
final class CappedCursor<T> implements Cursor<T> {

    private final Cursor<T> rows;
    private final Function<T, Amount> part;
    private Amount left;

    CappedCursor(Cursor<T> rows, Function<T, Amount> part, Amount sum) {
        this.rows = rows;
        this.part = part;
        this.left = sum;
    }

    @Override
    public boolean hasNext() {
        return left.isPositive() && rows.hasNext();
    }

    @Override
    public T next() {
        var row = rows.next();
        left = left.minus(part.apply(row));
        return row;
    }

    @Override
    public void close() {
        rows.close();
    }
}
