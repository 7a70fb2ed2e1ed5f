package dev.sluice.ledger.runtime;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sluice.schema.json.LedgerMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * The HTTP server that a platform and an operator ask about an instance: does it live, is it ready, what has it counted, what
 * is stuck. None of it tells what is in a record, so it needs no key.
 */
public final class HealthServer implements AutoCloseable {

    private static final String PLAIN = "text/plain; charset=utf-8";
    private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";
    private static final String JSON = "application/json";

    private final HttpServer server;
    private final Health health;
    private final JsonMapper mapper = LedgerMapper.create();

    /** A scrape that hangs must not keep a probe waiting. */
    private final ExecutorService workers = Executors.newFixedThreadPool(2, work -> {
        var thread = new Thread(work, "health");
        thread.setDaemon(true);
        return thread;
    });

    private HealthServer(HttpServer server, Health health, Optional<Supplier<String>> metrics) {
        this.server = server;
        this.health = health;
        server.setExecutor(workers);
        server.createContext("/health/liveness", exchange -> state(exchange, health::isAlive));
        server.createContext("/health/readiness", exchange -> state(exchange, health::isReady));
        server.createContext("/stuck", exchange -> answer(exchange, 200, JSON, () -> json(health.stuck())));
        metrics.ifPresent(
                text -> server.createContext("/metrics", exchange -> answer(exchange, 200, PROMETHEUS, text)));
        server.createContext("/", exchange -> answer(exchange, 404, PLAIN, () -> "not found\n"));
    }

    /**
     * Answers from now on.
     *
     * @param address port 0 for any that is free
     * @param metrics all that is counted, as Prometheus reads it; empty where somebody else tells it
     * @throws UncheckedIOException when the port is not free
     */
    public static HealthServer start(InetSocketAddress address, Health health, Optional<Supplier<String>> metrics) {
        try {
            var server = new HealthServer(HttpServer.create(address, 0), health, metrics);
            server.server.start();
            return server;
        } catch (IOException taken) {
            throw new UncheckedIOException(
                    "Expected port %d to be free, but it is not".formatted(address.getPort()), taken);
        }
    }

    /** The actual port. */
    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        workers.shutdownNow();
    }

    private void state(HttpExchange exchange, BooleanSupplier up) throws IOException {
        var isUp = up.getAsBoolean();
        answer(exchange, isUp ? 200 : 503, JSON, () -> json(health.report(isUp)));
    }

    private String json(Object body) {
        try {
            return mapper.writeValueAsString(body) + "\n";
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static void answer(HttpExchange exchange, int status, String type, Supplier<String> body)
            throws IOException {
        try (exchange) {
            if (!exchange.getRequestMethod().equals("GET")) {
                exchange.sendResponseHeaders(405, -1);
                return;
            }
            var bytes = body.get().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }
}
