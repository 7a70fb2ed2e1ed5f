package dev.sluice.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sluice.verify.live.LiveLedger;
import dev.sluice.verify.log.LedgerTopic;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The comparison with a ledger that answers, here one that answers what the journal's postings add up to, or something else. */
class StoresTest {

    private static final Verification.Settings SETTINGS =
            new Verification.Settings(Duration.ofDays(1_000_000), Duration.ofDays(1_000_000), Duration.ZERO, 1_000);

    private final RecordedRun run = RecordedRun.of("run-99");

    /** By account and asset, and then by bucket. */
    private final Map<String, Map<String, BigDecimal>> sums = new TreeMap<>();

    private HttpServer server;
    private BigDecimal tooMuch = BigDecimal.ZERO;

    @BeforeEach
    void serve_the_sums_of_the_postings() throws IOException {
        for (var record : run.all(LedgerTopic.JOURNAL)) {
            for (var posting : RecordedRun.tree(record).at("/entry/postings")) {
                if (posting.has("account_id")) {
                    add(posting);
                }
            }
        }
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/", this::answer);
        server.start();
    }

    private void add(JsonNode posting) {
        sums.computeIfAbsent(
                        posting.path("account_id").asText() + " "
                                + posting.path("asset_id").asText(),
                        unseen -> new TreeMap<>())
                .merge(
                        posting.path("bucket").asText(),
                        new BigDecimal(posting.path("amount").asText()),
                        BigDecimal::add);
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void finds_balances_that_are_not_those_of_the_journal() {
        tooMuch = new BigDecimal("0.01");

        assertThat(differing("balance of"))
                .allMatch(violation -> violation.place().startsWith("account "))
                .isNotEmpty();
    }

    @Test
    void finds_lots_that_the_ledger_does_not_list() {
        assertThat(differing("lot of"))
                .allMatch(violation -> violation.found().equals("none"))
                .isNotEmpty();
    }

    @Test
    void takes_balances_that_are_those_of_the_journal() {
        assertThat(differing("balance of")).isEmpty();
    }

    private List<Violation> differing(String what) {
        try (var log = run.log();
                var ledger = new LiveLedger(
                        URI.create("http://127.0.0.1:" + server.getAddress().getPort()), "a key")) {
            return new Verification(log, SETTINGS)
                    .run(Instant.parse("9000-01-01T00:00:00Z"), ledger).findings().kept().stream()
                            .filter(violation -> violation.rule() == Rule.STORES)
                            .filter(violation -> violation.expected().contains(what))
                            .toList();
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        var answer = JsonNodeFactory.instance.objectNode();
        var data = answer.putArray("data");
        var path = exchange.getRequestURI().getPath();
        if (!path.endsWith("/lots")) {
            sums.forEach((place, buckets) -> {
                if (path.contains(place.substring(0, place.indexOf(' ')))) {
                    data.add(balance(place.substring(place.indexOf(' ') + 1), buckets));
                }
            });
        }
        var bytes = answer.toString().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private ObjectNode balance(String asset, Map<String, BigDecimal> buckets) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("asset_id", asset)
                .put("available", in(buckets, "AVAILABLE").add(tooMuch).toPlainString())
                .put("held", in(buckets, "HELD").toPlainString())
                .put("deferred", in(buckets, "DEFERRED").toPlainString());
    }

    private static BigDecimal in(Map<String, BigDecimal> buckets, String bucket) {
        return buckets.getOrDefault(bucket, BigDecimal.ZERO);
    }
}
