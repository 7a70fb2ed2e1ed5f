package dev.sluice.ledger.core.list;

import dev.sluice.ledger.core.state.Cursor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Several cursors of one order read as one; the head of each is held in memory. */
public final class MergedCursor<T> implements Cursor<T> {

    private final List<Cursor<T>> sources;
    private final List<@Nullable T> heads;
    private final Comparator<T> order;

    /**
     * A merge of the sources.
     *
     * @param skipped rows at the beginning that are not wanted
     */
    public MergedCursor(List<Cursor<T>> sources, Comparator<T> order, Predicate<T> skipped) {
        this.sources = sources;
        this.order = order;
        this.heads = new ArrayList<>(sources.size());
        for (var source : sources) {
            var head = headOf(source);
            while (head != null && skipped.test(head)) {
                head = headOf(source);
            }
            heads.add(head);
        }
    }

    private static <T> @Nullable T headOf(Cursor<T> source) {
        return source.hasNext() ? source.next() : null;
    }

    @Override
    public boolean hasNext() {
        return heads.stream().anyMatch(head -> head != null);
    }

    @Override
    public T next() {
        var first = -1;
        T least = null;
        for (var i = 0; i < heads.size(); i++) {
            var head = heads.get(i);
            if (head != null && (least == null || order.compare(head, least) < 0)) {
                first = i;
                least = head;
            }
        }
        if (least == null) {
            throw new NoSuchElementException();
        }
        heads.set(first, headOf(sources.get(first)));
        return least;
    }

    @Override
    public void close() {
        sources.forEach(Cursor::close);
    }
}
