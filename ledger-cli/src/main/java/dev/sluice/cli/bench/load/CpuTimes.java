package dev.sluice.cli.bench.load;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/** The processor time that processes have used, those that they started included. */
record CpuTimes(Map<String, Double> seconds) {

    private static final double NANOS = 1e9;

    static CpuTimes now(Map<String, Long> processes) {
        var seconds = new HashMap<String, Double>();
        processes.forEach((name, pid) ->
                seconds.put(name, ProcessHandle.of(pid).map(CpuTimes::of).orElse(0.0)));
        return new CpuTimes(seconds);
    }

    /** What was used since then, to the clock's hundredth of a second. */
    Map<String, Double> since(CpuTimes earlier) {
        var used = new HashMap<String, Double>();
        seconds.forEach((name, now) ->
                used.put(name, Math.max(0, now - earlier.seconds().getOrDefault(name, 0.0))));
        return used;
    }

    private static double of(ProcessHandle process) {
        return Stream.concat(Stream.of(process), process.descendants())
                .mapToDouble(one ->
                        one.info().totalCpuDuration().map(Duration::toNanos).orElse(0L) / NANOS)
                .sum();
    }
}
