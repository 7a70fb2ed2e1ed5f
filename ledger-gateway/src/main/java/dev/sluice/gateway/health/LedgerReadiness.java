package dev.sluice.gateway.health;

import dev.sluice.gateway.client.ReplyPartitions;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.annotation.Value;
import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import io.micronaut.management.health.indicator.annotation.Readiness;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import org.reactivestreams.Publisher;

/**
 * Ready is: replies can be received, and the ledger has answered lately. Partitions that are silent are named, and leave the
 * gateway ready for the others.
 */
@Singleton
@Readiness
@Requires(bean = LedgerPulse.class)
final class LedgerReadiness implements HealthIndicator {

    private final ReplyPartitions partitions;
    private final LedgerPulse pulse;
    private final Duration age;

    LedgerReadiness(
            ReplyPartitions partitions, LedgerPulse pulse, @Value("${sluice.health.answer-age-max}") Duration age) {
        this.partitions = partitions;
        this.pulse = pulse;
        this.age = age;
    }

    @Override
    public Publisher<HealthResult> getResult() {
        var assigned = partitions.areAssigned();
        var answers = pulse.answeredWithin(age);
        return Publishers.just(HealthResult.builder("ledger", assigned && answers ? HealthStatus.UP : HealthStatus.DOWN)
                .details(Map.of(
                        "replies_assigned", assigned,
                        "ledger_answers", answers,
                        "silent_partitions", pulse.silentPartitions()))
                .build());
    }
}
