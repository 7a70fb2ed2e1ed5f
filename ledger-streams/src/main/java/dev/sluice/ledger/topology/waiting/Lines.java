package dev.sluice.ledger.topology.waiting;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The lines in which kept records wait, each in the order of arrival; the lines in the order in which they have their turns.
 * The records are rows; here is only where they are. As a rule there are none.
 */
public final class Lines {

    /** A line whose first record met a fault is tried again after so long, and after twice as long each time. */
    private static final long FIRST_PAUSE_MS = 250;

    private static final long PAUSE_MS_MAX = 60_000;

    private static final class Line {
        private final Deque<Long> places = new ArrayDeque<>(1);
        private long pauseMs;
        private long retryAtMs = Long.MIN_VALUE;
    }

    private final Map<UUID, Line> lines = new LinkedHashMap<>();
    private int size;

    public boolean isEmpty() {
        return lines.isEmpty();
    }

    public boolean has(UUID line) {
        return lines.containsKey(line);
    }

    /** How many lines there are. */
    public int count() {
        return lines.size();
    }

    /** How many records wait. */
    int size() {
        return size;
    }

    /** Whether a line may have its turn now: one that met a fault waits a while. */
    public boolean isAnyReady(long nowMs) {
        for (var line : lines.values()) {
            if (line.retryAtMs <= nowMs) {
                return true;
            }
        }
        return false;
    }

    /** Whether a line may have its turn now. */
    public boolean isReady(UUID id, long nowMs) {
        return lines.containsKey(id) && of(id).retryAtMs <= nowMs;
    }

    /** How many records wait in a line. */
    public int sizeOf(UUID id) {
        return lines.containsKey(id) ? of(id).places.size() : 0;
    }

    /** The line whose turn is next, which then comes last; empty where it is not ready. */
    public Optional<UUID> next(long nowMs) {
        var next = lines.entrySet().iterator().next();
        lines.remove(next.getKey());
        lines.put(next.getKey(), next.getValue());
        return next.getValue().retryAtMs <= nowMs ? Optional.of(next.getKey()) : Optional.empty();
    }

    /** The first record of a line met a fault: the line is tried again later. */
    public void pause(UUID id, long nowMs) {
        var line = of(id);
        line.pauseMs = line.pauseMs == 0 ? FIRST_PAUSE_MS : Math.min(2 * line.pauseMs, PAUSE_MS_MAX);
        line.retryAtMs = nowMs + line.pauseMs;
    }

    void add(UUID id, long place) {
        lines.computeIfAbsent(id, first -> new Line()).places.add(place);
        size++;
    }

    long first(UUID id) {
        return of(id).places.getFirst();
    }

    void removeFirst(UUID id) {
        var line = of(id);
        line.places.removeFirst();
        line.pauseMs = 0;
        line.retryAtMs = Long.MIN_VALUE;
        if (line.places.isEmpty()) {
            lines.remove(id);
        }
        size--;
    }

    private Line of(UUID id) {
        var line = lines.get(id);
        if (line == null) {
            throw new IllegalStateException(
                    "Expected records to wait in the line of %s, but there are none".formatted(id));
        }
        return line;
    }
}
