package dev.sluice.gateway.http;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Operation;

/** The endpoint that Prometheus reads. The setting {@code sluice.metrics.access} says who may. */
@Controller("/metrics")
final class MetricsController {

    private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";

    private final PrometheusMeterRegistry meters;

    MetricsController(PrometheusMeterRegistry meters) {
        this.meters = meters;
    }

    @Operation(
            summary = "Read measurements",
            description = "Prometheus text; needs the scope read unless configured otherwise")
    @Get
    @Produces("text/plain")
    @ExecuteOn(TaskExecutors.BLOCKING)
    HttpResponse<String> metrics() {
        return HttpResponse.ok(meters.scrape()).header("Content-Type", TEXT);
    }
}
