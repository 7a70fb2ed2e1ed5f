package dev.sluice.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.ledger.runtime.Health;
import dev.sluice.ledger.runtime.HealthServer;
import dev.sluice.ledger.runtime.LedgerConfig;
import dev.sluice.ledger.runtime.LedgerRuntime;
import dev.sluice.ledger.topology.output.Rules;
import dev.sluice.schema.json.LedgerMapper;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

/** One instance of a ledger, with what it tells of its health. */
record DirectInstance(LedgerRuntime runtime, HealthServer server, MeterRegistry meters) implements AutoCloseable {

    private static final JsonMapper MAPPER = LedgerMapper.create();
    private static final String READINESS = "/health/readiness";
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** Returns when all of its partitions are served, or stand still. */
    static DirectInstance start(LedgerConfig config, Rules rules, InstantSource clock)
            throws TimeoutException, InterruptedException {
        var health = new Health();
        var server = HealthServer.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), health, Optional.empty());
        var meters = new SimpleMeterRegistry();
        var instance = new DirectInstance(LedgerRuntime.start(config, meters, rules, clock), server, meters);
        health.startedAs(instance.runtime());
        instance.runtime().awaitRunning(PATIENCE);
        return instance;
    }

    URI health() {
        return URI.create("http://127.0.0.1:%d".formatted(server.port()));
    }

    JsonNode readiness() {
        return json(get(READINESS).body());
    }

    /** What stands still, by the instance's readiness, which must be up. */
    List<JsonNode> standingStill() {
        var readiness = get(READINESS);
        if (readiness.statusCode() != 200) {
            throw new AssertionError("Expected the ledger to be ready, but it says " + readiness.body());
        }
        return json(readiness.body()).path("standing_still").valueStream().toList();
    }

    /** What waits inside it, the oldest first. */
    List<JsonNode> openWork() {
        return json(get("/stuck").body()).path("oldest").valueStream().toList();
    }

    double gauge(String name, String... tags) {
        return meters.get(name).tags(tags).gauge().value();
    }

    @Override
    public void close() {
        runtime.close();
        server.close();
    }

    private HttpResponse<String> get(String path) {
        try (var client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(health().resolve(path)).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static JsonNode json(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (IOException e) {
            throw new AssertionError(text, e);
        }
    }
}
