package dev.sluice.ledger.core.model;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Makes a failing sequence shorter for as long as it still fails: first by large pieces, then by single steps. */
public final class Shortening {

    private Shortening() {}

    public static <T> List<T> shortest(List<T> failing, Predicate<List<T>> fails) {
        var shortest = failing;
        var size = failing.size() / 2;
        while (size > 0) {
            var shorter = withoutOne(shortest, size, fails);
            if (shorter.size() == shortest.size()) {
                size = size / 2;
            }
            shortest = shorter;
        }
        return shortest;
    }

    /** The sequence without the first piece of this size that it fails without, too. */
    private static <T> List<T> withoutOne(List<T> failing, int size, Predicate<List<T>> fails) {
        for (var start = 0; start < failing.size(); start += size) {
            var rest = new ArrayList<>(failing.subList(0, start));
            rest.addAll(failing.subList(Math.min(start + size, failing.size()), failing.size()));
            if (fails.test(rest)) {
                return rest;
            }
        }
        return failing;
    }
}
