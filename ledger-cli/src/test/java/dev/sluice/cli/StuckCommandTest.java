package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.sluice.cli.node.HealthAddressFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The words in which an operator is told of an instance's answer. */
class StuckCommandTest {

    private static final String NOTHING = """
        {"at":"2026-01-01T12:00:00Z","standing_still":[],"open_work":{"broadcast":1},"oldest":[
          {"partition":0,"kind":"broadcast","id":"b","since":"2026-01-01T11:59:59.990Z","detail":"3 of 4"}]}\
        """;

    private static final String MUCH = """
        {"at":"2026-01-01T12:00:00Z","standing_still":[
          {"topic":"ledger.requests","partition":2,"offset":17,"since":"2026-01-01T11:00:00Z",
           "reason":"record_fails","fault":"an error"},
          {"partition":11,"since":"2026-01-01T11:59:00Z","reason":"cannot_begin","fault":"a row"}],
         "open_work":{"coordinated_request":2},"oldest":[
          {"partition":3,"kind":"coordinated_request","id":"0198","account":"ann","idempotency_key":"pay-1",
           "since":"2026-01-01T11:58:00Z","detail":"a vote"},
          {"partition":3,"kind":"coordinated_request","id":"0199","since":"2026-01-01T11:59:30Z","detail":"two"}]}\
        """;

    @TempDir
    private Path folder;

    private final PrintStream realOut = System.out;
    private final PrintStream realErr = System.err;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private HttpServer server;
    private String answer = NOTHING;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/stuck", exchange -> {
            try (exchange) {
                var bytes = answer.getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(200, bytes.length);
                exchange.getResponseBody().write(bytes);
            }
        });
        server.start();
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void stop() {
        System.setOut(realOut);
        System.setErr(realErr);
        server.stop(0);
    }

    @Test
    void says_that_nothing_is_stuck_where_what_waits_is_young() {
        assertThat(Sluice.run("stuck", "--url", url())).isEqualTo(ExitCode.OK);

        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualToIgnoringNewLines("Nothing is stuck.");
    }

    @Test
    void lines_up_what_stands_still_and_what_has_waited_for_long() {
        answer = MUCH;

        assertThat(Sluice.run("stuck", "--url", url() + "/")).isEqualTo(ExitCode.DIFFERS);

        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualToNormalizingNewlines("""
            partition  what                 id                  account  key    since                       for  why
                    2  record fails         ledger.requests@17                  2026-01-01T11:00:00Z  3,600.0 s  an error
                   11  cannot begin                                             2026-01-01T11:59:00Z     60.0 s  a row
                    3  coordinated request  0198                ann      pay-1  2026-01-01T11:58:00Z    120.0 s  a vote
            """);
    }

    @Test
    void shows_what_is_older_than_it_is_told() {
        answer = MUCH;

        assertThat(Sluice.run("stuck", "--url", url(), "--older-than", "PT10S")).isEqualTo(ExitCode.DIFFERS);

        assertThat(out.toString(StandardCharsets.UTF_8)).contains("0199");
    }

    @Test
    void prints_what_each_instance_says_for_programs() {
        answer = MUCH;

        assertThat(Sluice.run("stuck", "--url", url(), "--url", url(), "--json"))
                .isEqualTo(ExitCode.DIFFERS);

        assertThat(out.toString(StandardCharsets.UTF_8).lines())
                .hasSize(2)
                .allMatch(line -> line.startsWith("{\"at\":\"2026-01-01T12:00:00Z\",\"standing_still\":[{"));
    }

    @Test
    void finds_the_node_by_its_folder() throws IOException {
        Files.writeString(folder.resolve("health-address"), url() + "\n");

        assertThat(HealthAddressFile.in(folder).read()).isPresent();
        assertThat(Sluice.run("stuck", "--data", folder.toString())).isEqualTo(ExitCode.OK);
    }

    @Test
    void says_where_nothing_answers() {
        server.stop(0);

        assertThat(Sluice.run("stuck", "--url", url())).isEqualTo(ExitCode.CANNOT_START);

        assertThat(err.toString(StandardCharsets.UTF_8))
                .startsWith("sluice: Expected the health of a ledger at %s, but nothing answers".formatted(url()));
    }

    @Test
    void says_where_something_else_answers() {
        answer = "<html>";

        assertThat(Sluice.run("stuck", "--url", url())).isEqualTo(ExitCode.CANNOT_START);

        assertThat(err.toString(StandardCharsets.UTF_8)).contains("Expected JSON");
    }

    private String url() {
        return "http://127.0.0.1:%d".formatted(server.getAddress().getPort());
    }
}
