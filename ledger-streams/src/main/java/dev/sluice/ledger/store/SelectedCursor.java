package dev.sluice.ledger.store;

import dev.sluice.ledger.core.state.Cursor;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Function;

/** A cursor over what some rows give, without those that give nothing. */
final class SelectedCursor<S, T> implements Cursor<T> {

    private final Cursor<S> rows;
    private final Function<S, Optional<T>> selection;
    private Optional<T> next = Optional.empty();

    SelectedCursor(Cursor<S> rows, Function<S, Optional<T>> selection) {
        this.rows = rows;
        this.selection = selection;
    }

    @Override
    public boolean hasNext() {
        while (next.isEmpty() && rows.hasNext()) {
            next = selection.apply(rows.next());
        }
        return next.isPresent();
    }

    @Override
    public T next() {
        if (!hasNext()) {
            throw new NoSuchElementException("There are no more rows");
        }
        var row = next.orElseThrow();
        next = Optional.empty();
        return row;
    }

    @Override
    public void close() {
        rows.close();
    }
}
