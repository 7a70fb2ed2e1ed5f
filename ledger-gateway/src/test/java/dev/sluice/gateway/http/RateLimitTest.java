package dev.sluice.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.gateway.RunningGateway;
import dev.sluice.schema.reply.BalanceList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RateLimitTest {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    @Test
    void a_burst_is_allowed_and_what_is_above_it_is_not() {
        var limit = new RateLimit(new RateLimitSettings(10, 3), 0);

        assertThat(IntStream.range(0, 3).mapToObj(call -> limit.take(0).remaining()))
                .containsExactly(2L, 1L, 0L);
        assertThat(limit.take(0).allowed()).isFalse();
        assertThat(limit.take(0).retryAfterSeconds()).isEqualTo(1);
    }

    @Test
    void places_come_back_with_time() {
        var limit = new RateLimit(new RateLimitSettings(10, 1), 0);

        assertThat(limit.take(0).allowed()).isTrue();
        assertThat(limit.take(SECOND / 20).allowed()).isFalse();
        assertThat(limit.take(SECOND / 10).allowed()).isTrue();
    }

    @Test
    void over_a_long_time_it_is_the_rate() {
        var limit = new RateLimit(new RateLimitSettings(100, 10), 0);

        var allowed = IntStream.range(0, 100_000)
                .filter(call -> limit.take(call * SECOND / 10_000).allowed())
                .count();

        assertThat(allowed).isBetween(1_000L, 1_010L);
    }

    @Test
    void a_key_above_its_rate_gets_429_and_is_told_the_limit() {
        try (var gateway = new RunningGateway(
                Map.of("sluice.rate-limit.requests-per-second", "1", "sluice.rate-limit.burst", "2"))) {
            gateway.ledger().answers(new BalanceList(List.of()));
            var first = gateway.get("/v1/programs");

            // A slow machine may take a second for a call, which earns another one.
            var refused = Stream.generate(() -> gateway.get("/v1/programs"))
                    .limit(100)
                    .filter(answer -> answer.statusCode() == 429)
                    .findFirst()
                    .orElseThrow();

            assertThat(first.statusCode()).isEqualTo(200);
            assertThat(first.headers().firstValue("RateLimit")).hasValue("\"key\";r=1;t=1");
            assertThat(first.headers().firstValue("RateLimit-Policy")).hasValue("\"key\";q=1;w=1;burst=2");
            assertThat(refused.headers().firstValue("Retry-After")).hasValue("1");
            assertThat(gateway.json(refused).path("code").asText()).isEqualTo("too_many_requests");
            assertThat(gateway.get("/health/liveness").statusCode()).isEqualTo(200);
        }
    }
}
