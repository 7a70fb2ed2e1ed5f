package dev.sluice.verify.log;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * The merge of partitions by the time of their next records, so that what two partitions tell of one transfer is met at about the
 * same moment, and only what was really on its way at once has to be kept. Whether a rule holds never depends on the order.
 */
public final class Merge {

    private final PriorityQueue<Waiting> heads = new PriorityQueue<>(
            Comparator.comparing(waiting -> waiting.records().getFirst(), LogRecord.ORDER));
    private final Set<String> names = new HashSet<>();
    private boolean isLastExhausted;

    /** The records of a partition that were read and not taken. */
    private record Waiting(String name, Deque<LogRecord> records) {}

    /** The next records of a partition of which none is waiting. */
    public void add(String partition, List<LogRecord> records) {
        if (!records.isEmpty()) {
            heads.add(new Waiting(partition, new ArrayDeque<>(records)));
            names.add(partition);
        }
    }

    /** Whether records of the partition are waiting. */
    public boolean has(String partition) {
        return names.contains(partition);
    }

    public boolean isEmpty() {
        return heads.isEmpty();
    }

    /** The earliest record. */
    public LogRecord next() {
        var earliest = heads.remove();
        var first = earliest.records().removeFirst();
        isLastExhausted = earliest.records().isEmpty();
        if (isLastExhausted) {
            names.remove(earliest.name());
        } else {
            heads.add(earliest);
        }
        return first;
    }

    /** Whether the partition of the record that was taken last has no more of them waiting. */
    public boolean isLastExhausted() {
        return isLastExhausted;
    }
}
