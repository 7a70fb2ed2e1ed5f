package dev.sluice.cli.bench.load;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** One run of load, from the first request to the last answer. */
final class LoadRun {

    private static final double NANOS = 1e9;

    /** Longer than anything takes that is not stuck. */
    private static final Duration LAST_ANSWERS = Duration.ofSeconds(30);

    private static final long LOOK_NANOS = 1_000_000;

    private final LoadJob job;
    private final Workload workload;
    private final Semaphore places;
    private final long begins = System.nanoTime();
    private final long measuredFrom;
    private final long measuredTo;
    private final Measurement measurement;

    private LoadRun(LoadJob job) {
        this.job = job;
        this.workload = Workload.of(job.work());
        var pace = job.pace();
        this.places = new Semaphore(pace.inFlightMax());
        this.measuredFrom = begins + nanos(pace.leadInSeconds());
        this.measuredTo = measuredFrom + nanos(pace.seconds());
        this.measurement = new Measurement(places, begins, measuredFrom, measuredTo);
    }

    static LoadReport of(LoadJob job) throws InterruptedException {
        return new LoadRun(job).run();
    }

    private LoadReport run() throws InterruptedException {
        var cpu = CompletableFuture.supplyAsync(this::cpuWhileMeasured);
        long next;
        try (var caller = caller()) {
            next = job.pace().isOpen() ? sendByTheClock(caller) : sendWhenAnswered(caller);
            if (System.nanoTime() < measuredTo) {
                awaitAnswers();
            }
            measurement.endAt(System.nanoTime());
            awaitAnswers();
        }
        return new LoadReport(next, measurement.counts(), measurement.measured(cpu.join()), measurement.byHalfSecond());
    }

    private CallSender caller() {
        return job.door()
                .topic()
                .<CallSender>map(topics -> new TopicCaller(topics, job.keys(), measurement))
                .or(() -> job.door().http().map(http -> new HttpCaller(http, job.keys(), measurement)))
                .or(() -> job.door().postgres().map(postgres -> new PostgresCaller(postgres, job.keys(), measurement)))
                .orElseThrow();
    }

    /** A closed loop: as many as there are places, and the next when one is answered. */
    private long sendWhenAnswered(CallSender caller) throws InterruptedException {
        var number = job.first();
        var end = end();
        while (number < end && System.nanoTime() < measuredTo) {
            if (places.tryAcquire(LOOK_NANOS, TimeUnit.NANOSECONDS)) {
                send(caller, number++, System.nanoTime());
            }
        }
        return number;
    }

    /**
     * An open loop: each request has its time, whatever was answered. One that is sent late, because the load was held up or the
     * way in was full, is timed from when it was due: so what the callers would have waited is not left out.
     */
    private long sendByTheClock(CallSender caller) {
        var number = job.first();
        var end = end();
        var between = NANOS / job.pace().perSecond();
        for (var sent = 0L; number < end; sent++, number++) {
            var dueAt = begins + (long) (sent * between);
            if (dueAt >= measuredTo) {
                break;
            }
            for (var left = dueAt - System.nanoTime(); left > 0; left = dueAt - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            if (places.tryAcquire()) {
                send(caller, number, dueAt);
            } else {
                measurement.droppedUnsent();
            }
        }
        return number;
    }

    private long end() {
        var max = job.pace().requestsMax();
        return max == Long.MAX_VALUE ? max : job.first() + max;
    }

    private void send(CallSender caller, long number, long dueAt) {
        measurement.offered(number, dueAt);
        caller.send(number, workload.call(number));
    }

    private void awaitAnswers() {
        var deadline = System.nanoTime() + LAST_ANSWERS.toNanos();
        while (measurement.waiting() > 0 && System.nanoTime() < deadline) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    private Map<String, Double> cpuWhileMeasured() {
        sleepUntil(measuredFrom);
        var before = CpuTimes.now(job.processes());
        while (measurement.isMeasured(System.nanoTime())) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
        return CpuTimes.now(job.processes()).since(before);
    }

    private static void sleepUntil(long instant) {
        for (var left = instant - System.nanoTime(); left > 0; left = instant - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private static long nanos(double seconds) {
        return (long) (seconds * NANOS);
    }
}
