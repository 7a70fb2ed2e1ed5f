package dev.sluice.gateway.http;

import io.micronaut.core.annotation.Order;
import io.micronaut.core.order.Ordered;
import io.micronaut.core.propagation.MutablePropagatedContext;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;

/** Before and after everything else: the request's name, for headers and log lines, and how long it took. */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
@Order(Ordered.HIGHEST_PRECEDENCE)
final class CallFilter {

    private final Measurements measurements;

    CallFilter(Measurements measurements) {
        this.measurements = measurements;
    }

    @RequestFilter
    void begin(HttpRequest<?> http, MutablePropagatedContext context) {
        Measurements.started(http);
        context.add(new RequestIdInLog(RequestIds.of(http)));
    }

    @ResponseFilter
    void end(HttpRequest<?> http, MutableHttpResponse<?> answer) {
        answer.header(RequestIds.HEADER, RequestIds.of(http));
        IdempotencyKeys.remembered(http)
                .flatMap(IdempotencyKeys::written)
                .ifPresent(key -> answer.header(IdempotencyKeys.HEADER, key));
        measurements.ended(http);
    }
}
