package dev.sluice.ledger.runtime;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** What a platform asks a stand-alone instance: does it live, is it ready, what has it counted. */
final class HealthServer implements AutoCloseable {

    private static final String PLAIN = "text/plain; charset=utf-8";
    private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

    private final HttpServer server;

    /** A scrape that hangs must not keep a probe waiting. */
    private final ExecutorService workers = Executors.newFixedThreadPool(2, work -> {
        var thread = new Thread(work, "health");
        thread.setDaemon(true);
        return thread;
    });

    HealthServer(int port, BooleanSupplier alive, BooleanSupplier ready, PrometheusMeterRegistry meters) {
        try {
            server = HttpServer.create(new InetSocketAddress(port), 0);
        } catch (IOException taken) {
            throw new UncheckedIOException("Expected port %d to be free, but it is not".formatted(port), taken);
        }
        server.setExecutor(workers);
        server.createContext("/health/liveness", exchange -> state(exchange, alive));
        server.createContext("/health/readiness", exchange -> state(exchange, ready));
        server.createContext("/metrics", exchange -> answer(exchange, 200, PROMETHEUS, meters::scrape));
        server.createContext("/", exchange -> answer(exchange, 404, PLAIN, () -> "not found\n"));
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        workers.shutdownNow();
    }

    private static void state(HttpExchange exchange, BooleanSupplier up) throws IOException {
        if (up.getAsBoolean()) {
            answer(exchange, 200, PLAIN, () -> "up\n");
        } else {
            answer(exchange, 503, PLAIN, () -> "down\n");
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
