package dev.sluice.endtoend;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The transactions that brought the records of one partition of a topic, told from the offsets: each takes one more, for the
 * mark by which it ends. What was aborted is not seen, and leaves a gap.
 */
final class Commits {

    private final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    private long lastSeenAt;
    private Duration longest = Duration.ZERO;
    private int count;
    private int gaps;

    /** A record as it is read, at once when it is committed. */
    void seen(ConsumerRecord<byte[], byte[]> record) {
        var now = System.nanoTime();
        var next = records.isEmpty() ? record.offset() : records.getLast().offset() + 1;
        if (record.offset() > next || records.isEmpty()) {
            count++;
            gaps += record.offset() > next + 1 ? 1 : 0;
            var took = records.isEmpty() ? Duration.ZERO : Duration.ofNanos(now - lastSeenAt);
            longest = took.compareTo(longest) > 0 ? took : longest;
            lastSeenAt = now;
        }
        records.add(record);
    }

    List<ConsumerRecord<byte[], byte[]>> records() {
        return records;
    }

    int count() {
        return count;
    }

    /** Between two of them where something is that was aborted. */
    int gaps() {
        return gaps;
    }

    /** The longest time from one to the next. */
    Duration longest() {
        return longest;
    }
}
