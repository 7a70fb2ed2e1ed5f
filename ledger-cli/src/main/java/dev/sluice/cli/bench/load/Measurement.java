package dev.sluice.cli.bench.load;

import dev.sluice.cli.bench.load.LoadReport.Counts;
import dev.sluice.cli.bench.load.LoadReport.Measured;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** The calls that wait, since when, and what became of the others. */
final class Measurement implements CallSender.Listener {

    private static final long TIME_MAX_MICROS = 120_000_000;
    private static final int DIGITS = 3;
    private static final long HALF_SECOND = 500_000_000;

    private final ConcurrentHashMap<Long, Long> waiting = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<String, AtomicLong> refusals = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<Long, AtomicLong> byHalfSecond = new ConcurrentHashMap<>();
    private final Histogram times = new ConcurrentHistogram(TIME_MAX_MICROS, DIGITS);
    private final Histogram timesTurnedAway = new ConcurrentHistogram(TIME_MAX_MICROS, DIGITS);
    private final AtomicLong offered = new AtomicLong();
    private final AtomicLong accepted = new AtomicLong();
    private final AtomicLong completed = new AtomicLong();
    private final AtomicLong answeredInTime = new AtomicLong();
    private final Semaphore places;
    private final long begins;
    private final long measuredFrom;
    private volatile long measuredTo;

    /** Instants are those of {@link System#nanoTime}. */
    Measurement(Semaphore places, long begins, long measuredFrom, long measuredTo) {
        this.places = places;
        this.begins = begins;
        this.measuredFrom = measuredFrom;
        this.measuredTo = measuredTo;
    }

    /** @param dueAt when it was to be sent, from which its time is counted even where it is sent later */
    void offered(long number, long dueAt) {
        offered.incrementAndGet();
        waiting.put(number, dueAt);
    }

    /** What was to be sent and had no place any more. */
    void droppedUnsent() {
        offered.incrementAndGet();
    }

    @Override
    public void accepted(long number) {
        accepted.incrementAndGet();
    }

    @Override
    public void answered(long number, String refusal) {
        var now = System.nanoTime();
        var since = waiting.remove(number);
        if (since == null) {
            // Told twice, or given up; either way it is counted already.
            return;
        }
        if (refusal.isEmpty()) {
            completed.incrementAndGet();
        } else {
            refusals.computeIfAbsent(refusal, code -> new AtomicLong()).incrementAndGet();
        }
        byHalfSecond
                .computeIfAbsent((now - begins) / HALF_SECOND, at -> new AtomicLong())
                .incrementAndGet();
        if (isMeasured(now)) {
            answeredInTime.incrementAndGet();
        }
        if (isMeasured(since)) {
            times.recordValue(Math.min((now - since) / 1_000, TIME_MAX_MICROS));
        }
        places.release();
    }

    @Override
    public void turnedAway(long number) {
        var now = System.nanoTime();
        var since = waiting.remove(number);
        if (since != null) {
            if (isMeasured(since)) {
                timesTurnedAway.recordValue(Math.min((now - since) / 1_000, TIME_MAX_MICROS));
            }
            places.release();
        }
    }

    @Override
    public void failed(long number, String reason) {
        if (waiting.remove(number) != null) {
            places.release();
        }
    }

    boolean isMeasured(long instant) {
        return instant >= measuredFrom && instant < measuredTo;
    }

    /** The measurement is over before its time. */
    void endAt(long instant) {
        measuredTo = Math.min(measuredTo, instant);
    }

    int waiting() {
        return waiting.size();
    }

    Counts counts() {
        var codes = new TreeMap<String, Long>();
        refusals.forEach((code, count) -> codes.put(code, count.get()));
        var refused = codes.values().stream().mapToLong(Long::longValue).sum();
        return new Counts(
                offered.get(),
                accepted.get(),
                completed.get(),
                refused,
                offered.get() - completed.get() - refused,
                codes);
    }

    Measured measured(Map<String, Double> cpuSeconds) {
        return new Measured(
                (measuredTo - measuredFrom) / 1e9,
                answeredInTime.get(),
                cpuSeconds,
                text(times),
                text(timesTurnedAway));
    }

    private static String text(Histogram histogram) {
        var bytes = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
        var length = histogram.encodeIntoCompressedByteBuffer(bytes);
        return Base64.getEncoder().encodeToString(Arrays.copyOf(bytes.array(), length));
    }

    List<Long> byHalfSecond() {
        var last =
                byHalfSecond.keySet().stream().mapToLong(Long::longValue).max().orElse(-1);
        var counts = new ArrayList<Long>();
        for (var at = 0L; at <= last; at++) {
            var count = byHalfSecond.get(at);
            counts.add(count == null ? 0 : count.get());
        }
        return counts;
    }
}
