package dev.sluice.ledger.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.ledger.standstill.OpenWork.Item;
import dev.sluice.ledger.standstill.OpenWork.Kind;
import dev.sluice.ledger.standstill.TurnableClock;
import dev.sluice.ledger.standstill.Watch;
import dev.sluice.schema.value.AccountId;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HealthServerTest {

    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Health health = new Health();
    private final HealthServer server = HealthServer.start(anyPort(), health, Optional.of(meters::scrape));
    private final TurnableClock clock = new TurnableClock();
    private final Instance instance = new Instance(Watch.by(clock));

    /** An instance that says what a test wants. */
    private static final class Instance implements Health.Started {

        private final Watch watch;
        private boolean ready;

        Instance(Watch watch) {
            this.watch = watch;
        }

        @Override
        public boolean isAlive() {
            return true;
        }

        @Override
        public boolean isReady() {
            return ready;
        }

        @Override
        public Watch watch() {
            return watch;
        }

        @Override
        public Optional<ThreadReplacements.Ends> threadsEnded() {
            return Optional.empty();
        }
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void tells_life_and_readiness_apart() throws Exception {
        assertThat(get("/health/liveness").statusCode()).as("before the start").isEqualTo(200);
        assertThat(get("/health/readiness").statusCode()).as("before the start").isEqualTo(503);

        health.startedAs(instance);
        assertThat(get("/health/readiness").body())
                .isEqualTo("{\"status\":\"down\",\"standing_still\":[],\"overdue\":[]}\n");
        instance.ready = true;
        assertThat(get("/health/readiness").statusCode()).isEqualTo(200);
    }

    @Test
    void stays_ready_while_one_partition_stands_still_and_names_it() throws Exception {
        health.startedAs(instance);
        instance.ready = true;
        standStill();

        var readiness = get("/health/readiness");

        assertThat(readiness.statusCode()).isEqualTo(200);
        assertThat(readiness.body())
                .contains(
                        "\"standing_still\":[{\"topic\":\"ledger.requests\",\"partition\":2,\"offset\":17,\"since\":\"2026-01-01T00:00:00Z\",\"reason\":\"record_fails\",\"fault\":\"java.lang.IllegalStateException"
                            + " at ")
                .doesNotContain("secret");
    }

    @Test
    void names_what_has_waited_for_more_than_a_minute() throws Exception {
        health.startedAs(instance);
        waits("a", 0);
        clock.turn(Duration.ofSeconds(61));
        waits("b", 2);

        assertThat(get("/health/readiness").body()).contains("\"id\":\"a\"").doesNotContain("\"id\":\"b\"");
    }

    @Test
    void tells_an_operator_all_that_is_stuck_or_waits() throws Exception {
        health.startedAs(instance);
        standStill();
        waits("a", 0);
        clock.turn(Duration.ofSeconds(90));

        assertThat(get("/stuck").body())
                .contains("\"at\":\"2026-01-01T00:01:30Z\"")
                .contains("\"reason\":\"record_fails\"")
                .contains("\"coordinated_request\":1")
                .contains("{\"partition\":1,\"kind\":\"coordinated_request\",\"id\":\"a\",\"account\":\""
                        + AccountId.ofParticipant("ann")
                        + "\",\"since\":\"2026-01-01T00:00:00Z\",\"detail\":\"waits for 2 votes\"}");
    }

    @Test
    void tells_that_nothing_is_stuck_before_the_start() throws Exception {
        assertThat(get("/stuck").body()).contains("\"standing_still\":[]").contains("\"oldest\":[]");
    }

    @Test
    void shows_what_was_counted() throws Exception {
        meters.counter("sluice.internal.errors").increment();

        assertThat(get("/metrics").body()).contains("sluice_internal_errors_total 1.0");
    }

    @Test
    void knows_nothing_else() throws Exception {
        assertThat(get("/").statusCode()).isEqualTo(404);
    }

    @Test
    void says_which_port_is_not_free() {
        var taken = new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port());

        assertThatThrownBy(() -> HealthServer.start(taken, health, Optional.empty()))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage("Expected port %d to be free, but it is not".formatted(server.port()));
    }

    private void standStill() {
        instance.watch.standstills().begins("reader", List.of(new TopicPartition("ledger.requests", 2)));
        for (var time = 0; time < 3; time++) {
            instance.watch.standstills().failed("ledger.requests", 2, 17, new IllegalStateException("a secret"));
        }
    }

    private void waits(String id, int seconds) {
        instance.watch
                .openWork()
                .put(new Item(
                        1,
                        Kind.COORDINATED_REQUEST,
                        id,
                        Optional.of(AccountId.ofParticipant("ann")),
                        TurnableClock.START.plusSeconds(seconds),
                        "waits for 2 votes"));
    }

    private static InetSocketAddress anyPort() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d%s".formatted(server.port(), path)))
                    .build();
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        }
    }
}
