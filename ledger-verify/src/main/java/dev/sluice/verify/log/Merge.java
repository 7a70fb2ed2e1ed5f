package dev.sluice.verify.log;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;

/**
 * The merge of partitions by the time of their next records, so that what two partitions tell of one transfer is met at about the
 * same moment, and only what was really on its way at once has to be kept. Whether a rule holds never depends on the order.
 */
public final class Merge {

    private final PriorityQueue<Deque<LogRecord>> heads =
            new PriorityQueue<>(Comparator.comparing(Deque::getFirst, LogRecord.ORDER));

    /** The next records of a partition of which none is waiting. */
    public void add(List<LogRecord> records) {
        if (!records.isEmpty()) {
            heads.add(new ArrayDeque<>(records));
        }
    }

    public boolean isEmpty() {
        return heads.isEmpty();
    }

    /** The earliest record. */
    public LogRecord next() {
        var partition = heads.remove();
        var first = partition.removeFirst();
        if (!partition.isEmpty()) {
            heads.add(partition);
        }
        last = partition;
        return first;
    }

    /** Whether the partition of the record that was taken last has no more of them waiting. */
    public boolean isLastExhausted() {
        return last.isEmpty();
    }

    private Deque<LogRecord> last = new ArrayDeque<>();
}
