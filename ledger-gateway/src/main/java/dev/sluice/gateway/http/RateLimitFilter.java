package dev.sluice.gateway.http;

import io.micronaut.context.annotation.Requires;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.filter.ServerFilterPhase;
import java.security.Principal;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Holds each API key to its rate, where one is configured. The number of keys is what bounds the memory. */
@ServerFilter("/v1/**")
@Requires(property = "sluice.rate-limit.requests-per-second", pattern = "[1-9][0-9]*")
final class RateLimitFilter implements Ordered {

    private static final String VERDICT = "sluice.rate-limit";

    private final RateLimitSettings settings;
    private final Problems problems;
    private final ConcurrentHashMap<String, RateLimit> limits = new ConcurrentHashMap<>();

    RateLimitFilter(RateLimitSettings settings, Problems problems) {
        this.settings = settings;
        this.problems = problems;
    }

    /** Right after security, which knows whose limit it is. */
    @Override
    public int getOrder() {
        return ServerFilterPhase.SECURITY.after();
    }

    @RequestFilter
    @Nullable
    HttpResponse<?> limit(HttpRequest<?> http) {
        var now = System.nanoTime();
        var name = http.getUserPrincipal().map(Principal::getName).orElse("");
        var verdict = limits.computeIfAbsent(name, key -> new RateLimit(settings, now))
                .take(now);
        http.setAttribute(VERDICT, verdict);
        return verdict.allowed()
                ? null
                : problems.refused(
                                http,
                                GatewayCode.TOO_MANY_REQUESTS,
                                "Expected at most %d requests a second with this key, but got more"
                                        .formatted(settings.requestsPerSecond()))
                        .header(HttpHeaders.RETRY_AFTER, Long.toString(verdict.retryAfterSeconds()));
    }

    @ResponseFilter
    void tell(HttpRequest<?> http, MutableHttpResponse<?> answer) {
        http.getAttribute(VERDICT, RateLimit.Verdict.class).ifPresent(verdict -> {
            answer.header(
                    "RateLimit-Policy",
                    "\"key\";q=%d;w=1;burst=%d".formatted(settings.requestsPerSecond(), settings.burstOrSecond()));
            answer.header("RateLimit", "\"key\";r=%d;t=%d".formatted(verdict.remaining(), verdict.wholeAgainSeconds()));
        });
    }
}
