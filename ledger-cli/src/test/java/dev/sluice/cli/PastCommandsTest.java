package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import dev.sluice.cli.past.Query;
import dev.sluice.schema.json.LedgerMapper;
import dev.sluice.schema.value.AccountId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The commands that ask about the past, against answers as a gateway gives them. */
class PastCommandsTest {

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final PrintStream terminal = System.out;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private HttpServer gateway;
    private String answer = "{}";
    private String nextAnswer = "";
    private int status = 200;

    @BeforeEach
    void start() throws IOException {
        gateway = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        gateway.createContext("/", exchange -> {
            asked.add(exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Accept"));
            var body =
                    (asked.size() > 1 && !nextAnswer.isEmpty() ? nextAnswer : answer).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            try (var out = exchange.getResponseBody()) {
                out.write(body);
            }
        });
        gateway.start();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void stop() {
        System.setOut(terminal);
        gateway.stop(0);
    }

    @Test
    void a_statement_lines_up_its_numbers_over_all_pages() {
        answer = """
            {"opening":{"available":"0.00","held":"0.00","deferred":"0.00"},
             "lines":[{"type":"CREDIT","recorded_at":"2026-01-05T09:30:00Z","amounts":{"available":"1000.00","held":"0.00","deferred":"0.00"},
                       "balance":{"available":"1000.00","held":"0.00","deferred":"0.00"},"description":"Welcome"}],
             "closing":{"available":"995.00","held":"5.00","deferred":"0.00"},"pagination":{"has_more":true,"next_cursor":"abc"}}\
            """;
        nextAnswer = """
            {"opening":{"available":"0.00","held":"0.00","deferred":"0.00"},
             "lines":[{"type":"HOLD","recorded_at":"2026-01-06T09:30:00Z","amounts":{"available":"-5.00","held":"5.00","deferred":"0.00"},
                       "balance":{"available":"995.00","held":"5.00","deferred":"0.00"},"description":"Order 17"}],
             "closing":{"available":"995.00","held":"5.00","deferred":"0.00"},"pagination":{"has_more":false}}\
            """;

        var code = run("statement", "--external-id", "ann", "--asset", "PTS", "--from", "2026-01-01T00:00:00Z");

        assertThat(code).isZero();
        assertThat(printed.toString(StandardCharsets.UTF_8).lines().map(String::strip))
                .contains(
                        "recorded at           type     available  held  deferred  = available  held  deferred "
                                + " description",
                        "opening                                    0.00  0.00      0.00",
                        "2026-01-05T09:30:00Z  CREDIT     1000.00                      1000.00  0.00      0.00 "
                                + " Welcome",
                        "2026-01-06T09:30:00Z  HOLD         -5.00  5.00                 995.00  5.00      0.00  Order"
                                + " 17")
                .last()
                .asString()
                .startsWith("closing");
        assertThat(asked.getFirst())
                .startsWith("/v1/participants/" + AccountId.ofParticipant("ann") + "/statement?asset_id=")
                .contains("from=2026-01-01T00%3A00%3A00Z");
        assertThat(asked.get(1)).contains("cursor=abc");
    }

    @Test
    void entries_are_printed_oldest_first_with_the_filters_that_were_given() {
        answer = """
            {"data":[{"id":"2","type":"HOLD","amount":"5.00","recorded_at":"2026-01-06T09:30:00Z","account_id":"a","description":"Order 17"},
                     {"id":"1","type":"CREDIT","amount":"1000.00","recorded_at":"2026-01-05T09:30:00Z","account_id":"a","description":"Welcome"}],
             "pagination":{"has_more":false}}\
            """;

        var code = run("entries", "--type", "CREDIT,HOLD", "--metadata", "shop=s 1", "--last", "5");

        assertThat(code).isZero();
        assertThat(printed.toString(StandardCharsets.UTF_8).lines())
                .hasSize(3)
                .element(1)
                .asString()
                .contains("CREDIT                         1000.00  a ");
        assertThat(asked.getFirst())
                .contains("type=CREDIT%2CHOLD", "metadata%5Bshop%5D=s+1", "limit=5")
                .endsWith("application/json");
    }

    @Test
    void csv_is_printed_as_it_comes() {
        answer = "recorded_at,type\r\n2026-01-05T09:30:00Z,CREDIT\r\n";

        var code = run("entries", "--csv");

        assertThat(code).isZero();
        assertThat(printed.toString(StandardCharsets.UTF_8)).isEqualTo(answer);
        assertThat(asked.getFirst()).endsWith("text/csv");
    }

    @Test
    void what_the_gateway_refuses_is_told_and_is_no_success() {
        status = 503;
        answer = "{\"detail\":\"Expected a history to ask, but this gateway is configured without one\"}";

        assertThat(run("entries")).isEqualTo(ExitCode.CANNOT_START);
    }

    @Test
    void parameters_are_encoded() {
        assertThat(Query.of("/v1/x").with("a b", "ü&=").toString()).isEqualTo("/v1/x?a+b=%C3%BC%26%3D");
        assertThat(Query.of("/v1/x").toString()).isEqualTo("/v1/x");
    }

    @Test
    void an_entry_without_an_amount_leaves_its_place_empty() throws IOException {
        JsonNode entry = LedgerMapper.create().readTree("{\"type\":\"OWNER_STORED\",\"recorded_at\":\"t\"}");

        assertThat(EntriesCommand.line(entry)).isEqualTo("t                         OWNER_STORED");
    }

    private int run(String... arguments) {
        var all = new java.util.ArrayList<>(List.of(arguments));
        all.addAll(
                List.of("--url", "http://127.0.0.1:" + gateway.getAddress().getPort(), "--api-key", "a-key-for-tests"));
        return Sluice.run(all.toArray(String[]::new));
    }
}
