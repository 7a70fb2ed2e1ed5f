package dev.sluice.gateway.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.gateway.RunningGateway;
import dev.sluice.schema.reply.BalanceList;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Connections that don't do what HTTP says, or do it slowly, or not to the end. Others are served meanwhile and afterwards. */
class HostileConnectionsTest {

    private static final String KEY = "X-API-Key: " + RunningGateway.KEY + "\r\n";
    private static final String HOST = "Host: localhost\r\n";
    private static final String PARTICIPANT = "{\"external_id\":\"ann\"}";

    private static RunningGateway gateway;

    @BeforeAll
    static void start() {
        gateway = new RunningGateway();
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @BeforeEach
    void answer() {
        gateway.ledger().forgets();
        gateway.ledger().answers(new BalanceList(List.of()));
    }

    @AfterEach
    void others_are_served() {
        assertThat(gateway.get("/v1/programs").statusCode()).isEqualTo(200);
    }

    static Stream<Arguments> brokenRequests() {
        return Stream.of(
                Arguments.of("no HTTP at all", "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\r\n\r\n"),
                Arguments.of("no version", "GET /v1/programs\r\n\r\n"),
                Arguments.of("a line of 64 KiB", "GET /" + "x".repeat(65_536) + " HTTP/1.1\r\n" + HOST + "\r\n"),
                Arguments.of("a header of 64 KiB", get("X-Long: " + "x".repeat(65_536) + "\r\n")),
                Arguments.of("5,000 headers", get("X-Many: x\r\n".repeat(5_000))),
                Arguments.of("a header without a name", get(": x\r\n")),
                Arguments.of("a NUL in a header", get("X-Nul: a\u0000b\r\n")),
                Arguments.of("a length below zero", post("Content-Length: -1\r\n", PARTICIPANT)),
                Arguments.of("a length that is no number", post("Content-Length: ten\r\n", PARTICIPANT)),
                Arguments.of("two lengths", post("Content-Length: 21\r\nContent-Length: 5\r\n", PARTICIPANT)),
                Arguments.of(
                        "a chunk of no size",
                        post("Transfer-Encoding: chunked\r\n", "zz\r\n" + PARTICIPANT + "\r\n0\r\n\r\n")),
                Arguments.of("a length of 1 GiB", post("Content-Length: 1073741824\r\n", PARTICIPANT)));
    }

    @ParameterizedTest
    @MethodSource("brokenRequests")
    void a_broken_request_is_refused_or_hung_up_on_and_reaches_nobody(String what, String request) throws IOException {
        try (var socket = connected()) {
            send(socket, request);

            var answer = received(socket);

            assertThat(answer.isEmpty() || answer.startsWith("HTTP/1.1 4") || answer.startsWith("HTTP/1.0 4"))
                    .as(() -> what + " got " + answer)
                    .isTrue();
            assertThat(answer).doesNotContain("Exception");
        }
        assertThat(gateway.ledger().requests()).isEmpty();
    }

    /** Whoever reads length and chunks differently could put a request of somebody else's behind this one. */
    @Test
    void a_request_with_a_length_and_chunks_is_not_taken_for_two() throws IOException {
        try (var socket = connected()) {
            send(socket, post("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n" + get("")));

            var answer = received(socket);

            assertThat(answer.split("HTTP/1.1 ", -1).length - 1).as(answer).isLessThanOrEqualTo(1);
        }
    }

    @Test
    void a_body_above_the_limit_is_refused_before_it_is_read() throws IOException {
        try (var socket = connected()) {
            var sent = CompletableFuture.runAsync(() -> {
                try {
                    send(
                            socket,
                            post(
                                    "Transfer-Encoding: chunked\r\n",
                                    ("10000\r\n" + "x".repeat(65_536) + "\r\n").repeat(160)));
                } catch (IOException hungUp) {
                    // Which is what is asked for.
                }
            });

            var answer = received(socket);
            sent.join();

            assertThat(answer.isEmpty() || answer.startsWith("HTTP/1.1 413"))
                    .as(answer)
                    .isTrue();
        }
        assertThat(gateway.ledger().requests()).isEmpty();
    }

    @Test
    void requests_that_come_in_one_go_are_answered_in_their_order() throws IOException {
        try (var socket = connected()) {
            send(
                    socket,
                    (get("X-Request-Id: one\r\n")
                            + get("X-Request-Id: two\r\n")
                            + get("X-Request-Id: last\r\nConnection: close\r\n")));

            var answer = received(socket).toLowerCase(Locale.ROOT);

            assertThat(answer).containsSubsequence("x-request-id: one", "x-request-id: two", "x-request-id: last");
        }
    }

    @Test
    void a_caller_that_hangs_up_in_the_middle_leaves_nothing_behind() throws IOException {
        for (var length = 0; length < 200; length++) {
            var request = post("Content-Length: 21\r\n", PARTICIPANT);
            try (var socket = connected()) {
                send(socket, request.substring(0, request.length() * length / 200));
            }
        }

        assertThat(gateway.ledger().requests()).isEmpty();
    }

    private static String get(String headers) {
        return "GET /v1/programs HTTP/1.1\r\n" + HOST + KEY + headers + "\r\n";
    }

    private static String post(String headers, String body) {
        return "POST /v1/participants HTTP/1.1\r\n" + HOST + KEY + "Content-Type: application/json\r\n" + headers
                + "\r\n" + body;
    }

    private static Socket connected() throws IOException {
        var socket = new Socket("localhost", gateway.uri().getPort());
        socket.setSoTimeout(500);
        return socket;
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
    }

    /** All that comes until the other side hangs up, or says nothing for half a second. */
    private static String received(Socket socket) {
        var received = new StringBuilder();
        var buffer = new byte[8_192];
        try {
            for (var read = socket.getInputStream().read(buffer);
                    read >= 0;
                    read = socket.getInputStream().read(buffer)) {
                received.append(new String(buffer, 0, read, StandardCharsets.ISO_8859_1));
            }
        } catch (IOException hungUpOrSilent) {
            // What came is the answer.
        }
        return received.toString();
    }
}
