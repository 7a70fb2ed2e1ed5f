package dev.sluice.gateway.http;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micronaut.http.HttpRequest;
import jakarta.inject.Singleton;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** The meters of HTTP calls: their number and duration by operation and outcome. */
@Singleton
public final class Measurements {

    private static final String STARTED = "sluice.started";
    private static final String OPERATION = "sluice.operation";
    private static final String OUTCOME = "sluice.outcome";

    /** The tags of a timer. */
    private record Kind(String operation, String outcome) {}

    private final MeterRegistry meters;
    private final ConcurrentHashMap<Kind, Timer> timers = new ConcurrentHashMap<>();

    Measurements(MeterRegistry meters) {
        this.meters = meters;
    }

    static void started(HttpRequest<?> http) {
        http.setAttribute(STARTED, System.nanoTime());
    }

    /** The name of a request type; the number of names is what bounds the number of time series. */
    public static void operation(HttpRequest<?> http, String name) {
        http.setAttribute(OPERATION, name);
    }

    /** {@code completed}, or a code. */
    public static void outcome(HttpRequest<?> http, String code) {
        http.setAttribute(OUTCOME, code);
    }

    void ended(HttpRequest<?> http) {
        var kind = new Kind(
                http.getAttribute(OPERATION, String.class).orElse("none"),
                http.getAttribute(OUTCOME, String.class).orElse("served"));
        http.getAttribute(STARTED, Long.class)
                .ifPresent(started -> timers.computeIfAbsent(kind, this::timer)
                        .record(System.nanoTime() - started, TimeUnit.NANOSECONDS));
    }

    private Timer timer(Kind kind) {
        return Timer.builder("sluice.requests")
                .description("HTTP requests by operation and outcome")
                .tag("operation", kind.operation())
                .tag("outcome", kind.outcome())
                .publishPercentileHistogram()
                .minimumExpectedValue(java.time.Duration.ofMillis(1))
                .maximumExpectedValue(java.time.Duration.ofSeconds(15))
                .register(meters);
    }
}
