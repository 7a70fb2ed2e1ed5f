package dev.sluice.verify.log;

import java.util.Comparator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A record as it is on its topic. */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares these.
public record LogRecord(
        Place place, long timestamp, byte @Nullable [] key, byte @Nullable [] value, Map<String, String> headers) {

    /** By time, a cause before what follows from it. */
    public static final Comparator<LogRecord> ORDER = Comparator.comparingLong(LogRecord::timestamp)
            .thenComparing(LogRecord::topic)
            .thenComparingInt(LogRecord::partition);

    public LedgerTopic topic() {
        return place.topic();
    }

    public int partition() {
        return place.partition();
    }
}
