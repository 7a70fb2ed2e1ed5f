package dev.sluice.history.runtime;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sluice.history.writer.HistoryWriter;
import dev.sluice.history.writer.WriterStatus;
import dev.sluice.schema.json.LedgerMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/**
 * The HTTP server that a platform and an operator ask about the writer. One that is degraded, because a partition is stopped or
 * the database is gone, is ready all the same: another instance could do no better, and the ledger goes on.
 */
final class HistoryHealth implements AutoCloseable {

    private static final String JSON = "application/json";
    private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

    private final HttpServer server;
    private final JsonMapper mapper = LedgerMapper.create();

    private HistoryHealth(HttpServer server, WriterStatus status, HistoryWriter writer, Supplier<String> metrics) {
        this.server = server;
        server.createContext("/health/liveness", exchange -> state(exchange, status, writer));
        server.createContext("/health/readiness", exchange -> state(exchange, status, writer));
        server.createContext("/metrics", exchange -> answer(exchange, 200, PROMETHEUS, metrics.get()));
        server.createContext("/", exchange -> answer(exchange, 404, PROMETHEUS, "not found\n"));
    }

    static HistoryHealth start(int port, WriterStatus status, HistoryWriter writer, Supplier<String> metrics) {
        try {
            var health = new HistoryHealth(HttpServer.create(new InetSocketAddress(port), 0), status, writer, metrics);
            health.server.start();
            return health;
        } catch (IOException taken) {
            throw new UncheckedIOException("Expected port %d to be free, but it is not".formatted(port), taken);
        }
    }

    /** The actual port. */
    int port() {
        return server.getAddress().getPort();
    }

    private void state(HttpExchange exchange, WriterStatus status, HistoryWriter writer) throws IOException {
        try {
            answer(exchange, writer.isAlive() ? 200 : 503, JSON, mapper.writeValueAsString(status.report()) + "\n");
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static void answer(HttpExchange exchange, int status, String type, String body) throws IOException {
        try (exchange) {
            if (!exchange.getRequestMethod().equals("GET")) {
                exchange.sendResponseHeaders(405, -1);
                return;
            }
            var bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
