package dev.sluice.ledger.core.reserve;

import dev.sluice.ledger.core.state.Cursor;
import java.util.UUID;
import java.util.function.Function;

/** The things that an index lists, each looked up as it is asked for. */
final class Indexed<T> implements Cursor<T> {

    private final Cursor<UUID> ids;
    private final Function<UUID, T> find;

    Indexed(Cursor<UUID> ids, Function<UUID, T> find) {
        this.ids = ids;
        this.find = find;
    }

    @Override
    public boolean hasNext() {
        return ids.hasNext();
    }

    @Override
    public T next() {
        return find.apply(ids.next());
    }

    @Override
    public void close() {
        ids.close();
    }
}
