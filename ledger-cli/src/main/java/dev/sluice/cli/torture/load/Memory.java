package dev.sluice.cli.torture.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Some of what happened lately, to come back to. Any caller may add and take. */
final class Memory<T> {

    private final int most;
    private final List<T> things = new ArrayList<>();

    Memory(int most) {
        this.most = most;
    }

    /** Takes the place of another where there are too many. */
    synchronized void add(T thing, Random random) {
        if (things.size() < most) {
            things.add(thing);
        } else {
            things.set(random.nextInt(most), thing);
        }
    }

    synchronized Optional<T> any(Random random) {
        return things.isEmpty() ? Optional.empty() : Optional.of(things.get(random.nextInt(things.size())));
    }
}
