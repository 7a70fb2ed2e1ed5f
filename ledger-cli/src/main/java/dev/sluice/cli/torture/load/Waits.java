package dev.sluice.cli.torture.load;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.LongSupplier;

/** The times from the first attempt of a call to its answer, where they were long enough to be worth remembering. */
public final class Waits {

    private static final long WORTH_REMEMBERING = Duration.ofMillis(500).toNanos();

    private final ConcurrentLinkedQueue<Wait> waits = new ConcurrentLinkedQueue<>();
    private final Set<Open> open = ConcurrentHashMap.newKeySet();
    private final LongSupplier nanoTime;

    /**
     * One of them.
     *
     * @param call its key, or the name of a question
     * @param began by {@link System#nanoTime}
     * @param attempts how often the call was made
     */
    public record Wait(String call, long began, long ended, int attempts) {

        public double seconds() {
            return (ended - began) / 1e9;
        }
    }

    Waits(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** A call that is not answered yet, since then. */
    final class Open {

        private final long began = nanoTime.getAsLong();

        void answered(String call, int attempts) {
            open.remove(this);
            var wait = new Wait(call, began, nanoTime.getAsLong(), attempts);
            if (wait.ended() - wait.began() > WORTH_REMEMBERING) {
                waits.add(wait);
            }
        }

        void left() {
            open.remove(this);
        }
    }

    Open begin() {
        var begun = new Open();
        open.add(begun);
        return begun;
    }

    /** Whether nobody has waited for longer than this by now. */
    public boolean areShorterThan(Duration most) {
        var now = nanoTime.getAsLong();
        return open.stream().allMatch(one -> now - one.began < most.toNanos());
    }

    /** Those of at least so many seconds, in the order in which they began. */
    public List<Wait> ofAtLeast(double seconds) {
        return waits.stream()
                .filter(wait -> wait.seconds() >= seconds)
                .sorted(Comparator.comparingLong(Wait::began))
                .toList();
    }

    /** The longest of those that ended between the two. */
    public Optional<Wait> longest(long from, long to) {
        return waits.stream()
                .filter(wait -> wait.ended() - from >= 0 && wait.ended() - to < 0)
                .max(Comparator.comparingDouble(Wait::seconds));
    }
}
