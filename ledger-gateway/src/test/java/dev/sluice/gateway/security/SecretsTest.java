package dev.sluice.gateway.security;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import dev.sluice.gateway.RunningGateway;
import dev.sluice.schema.reply.BalanceList;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** A key that is shown to the gateway is seen in nothing that comes out of it, whatever the call comes to. */
class SecretsTest {

    private static final String WRONG_KEY = "wrong-key-that-somebody-mistyped";
    private static final String BODY = "value-that-is-nobody-elses-business";

    private final ConcurrentLinkedQueue<String> out = new ConcurrentLinkedQueue<>();
    private final Logger root = (Logger) LoggerFactory.getLogger("ROOT");
    private final Logger ours = (Logger) LoggerFactory.getLogger("dev.sluice");
    private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            out.add(event.getThreadName() + " " + event.getLoggerName() + " " + event.getFormattedMessage() + " "
                    + event.getMDCPropertyMap());
            if (event.getThrowableProxy() != null) {
                out.add(ThrowableProxyUtil.asString(event.getThrowableProxy()));
            }
        }
    };

    @BeforeEach
    void listen() {
        appender.start();
        root.addAppender(appender);
        ours.setLevel(Level.TRACE);
    }

    @AfterEach
    void leave() {
        root.detachAppender(appender);
        ours.setLevel(null);
    }

    @Test
    void a_session_of_all_kinds_of_calls_tells_no_key_anywhere() {
        try (var gateway = new RunningGateway(Map.of("sluice.metrics.access", "isAnonymous()"))) {
            gateway.ledger().answers(new BalanceList(List.of()));
            for (var key : List.of(RunningGateway.KEY, WRONG_KEY)) {
                for (var authorized : ways(key)) {
                    for (var call : calls(gateway, authorized)) {
                        var answer = gateway.send(call);
                        out.add(answer.headers() + answer.body());
                    }
                }
            }
            gateway.ledger().fails(new IllegalStateException("a fault of the gateway itself"));
            out.add(said(gateway.get("/v1/programs")));
            out.add(said(gateway.get("/metrics")));
            out.add(said(gateway.get("/health")));
            Thread.getAllStackTraces().keySet().forEach(thread -> out.add(thread.getName()));
        }

        assertThat(out)
                .as("what came out")
                .hasSizeGreaterThan(50)
                .anyMatch(line -> line.contains("a fault of the gateway"));
        assertThat(out)
                .noneMatch(line -> line.contains(RunningGateway.KEY))
                .noneMatch(line -> line.contains(WRONG_KEY))
                .noneMatch(line -> line.contains(RunningGateway.sha256(RunningGateway.KEY)))
                .noneMatch(line -> line.contains(base64(RunningGateway.KEY + ":")))
                .noneMatch(line -> line.contains(base64(WRONG_KEY + ":")));
        assertThat(out.stream().filter(line -> line.contains(BODY)))
                .as("bodies are not logged")
                .isEmpty();
    }

    /** The ways in which a key is shown, some of them wrong. */
    private static List<Map<String, String>> ways(String key) {
        return List.of(
                Map.of("X-API-Key", key),
                Map.of("Authorization", "Bearer " + key),
                Map.of("Authorization", "Basic " + base64(key + ":")),
                Map.of("Authorization", "Basic " + base64(key + ":password")),
                Map.of("Authorization", "Basic " + key),
                Map.of("Authorization", key),
                Map.of("Authorization", "Digest " + key),
                Map.of("X-API-Key", key, "Authorization", "Bearer another"));
    }

    private static List<HttpRequest> calls(RunningGateway gateway, Map<String, String> headers) {
        var calls = new ArrayList<HttpRequest.Builder>();
        Stream.of("/v1/programs", "/v1/participants/nobody", "/v1/nowhere", "/metrics", "/v1/reserve/holds")
                .forEach(path -> calls.add(HttpRequest.newBuilder(gateway.uri().resolve(path))));
        Stream.of("{\"external_id\":\"ann\",\"display_name\":\"" + BODY + "\"}", "{\"display_name\":\"" + BODY)
                .forEach(body -> calls.add(HttpRequest.newBuilder(gateway.uri().resolve("/v1/participants"))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))));
        headers.forEach((name, value) -> calls.forEach(call -> call.header(name, value)));
        return calls.stream().map(HttpRequest.Builder::build).toList();
    }

    private static String said(HttpResponse<String> answer) {
        return answer.headers() + answer.body();
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
