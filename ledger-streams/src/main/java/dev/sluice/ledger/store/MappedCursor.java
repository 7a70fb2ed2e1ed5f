package dev.sluice.ledger.store;

import dev.sluice.ledger.core.state.Cursor;
import java.util.function.Function;

/** The rows that rows of another kind point at, looked up one by one as they are asked for. */
final class MappedCursor<S, T> implements Cursor<T> {

    private final Cursor<S> pointers;
    private final Function<S, T> lookUp;

    MappedCursor(Cursor<S> pointers, Function<S, T> lookUp) {
        this.pointers = pointers;
        this.lookUp = lookUp;
    }

    @Override
    public boolean hasNext() {
        return pointers.hasNext();
    }

    @Override
    public T next() {
        return lookUp.apply(pointers.next());
    }

    @Override
    public void close() {
        pointers.close();
    }
}
