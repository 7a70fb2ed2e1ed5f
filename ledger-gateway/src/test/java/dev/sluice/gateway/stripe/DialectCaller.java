package dev.sluice.gateway.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.gateway.FakeLedger;
import dev.sluice.gateway.RunningGateway;
import dev.sluice.schema.request.Operation;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A gateway with the platform account {@code shop}, and a caller who speaks the dialect as curl would. */
final class DialectCaller implements AutoCloseable {

    static final String FORM = "application/x-www-form-urlencoded";

    private final RunningGateway gateway;

    DialectCaller() {
        this(Map.of());
    }

    DialectCaller(Map<String, Object> properties) {
        var all = new HashMap<String, Object>(Map.of("sluice.reserves.platform-account", "shop"));
        all.putAll(properties);
        this.gateway = new RunningGateway(all);
    }

    FakeLedger ledger() {
        return gateway.ledger();
    }

    URI uri() {
        return gateway.uri();
    }

    RunningGateway gateway() {
        return gateway;
    }

    HttpResponse<String> get(String path, String... headers) {
        return gateway.get("/v1/reserve" + path, headers);
    }

    /** Posts a form, unless the headers name another type. */
    HttpResponse<String> post(String path, String body, String... headers) {
        return gateway.post(
                "/v1/reserve" + path,
                body,
                Stream.concat(Stream.of("Content-Type", FORM), Stream.of(headers))
                        .toArray(String[]::new));
    }

    HttpResponse<String> postJson(String path, String body) {
        return post(path, body, "Content-Type", "application/json");
    }

    JsonNode ok(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
        return gateway.json(answer);
    }

    /** Checks that it is a refusal in the envelope, and returns what the envelope has. */
    JsonNode refused(HttpResponse<String> answer, int status, String type, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
        var body = gateway.json(answer);
        assertThat(body.fieldNames()).toIterable().containsExactly("error");
        var error = body.path("error");
        assertThat(error.fieldNames()).toIterable().isSubsetOf(List.of("type", "code", "message", "param"));
        assertThat(error.path("type").asText()).isEqualTo(type);
        assertThat(error.path("code").asText()).isEqualTo(code);
        assertThat(error.path("message").asText()).startsWith("Expected ").doesNotContain("Exception", "java.");
        assertThat(answer.headers().firstValue("Request-Id"))
                .isPresent()
                .isEqualTo(answer.headers().firstValue("X-Request-Id"));
        return error;
    }

    JsonNode json(String text) {
        return gateway.json(text);
    }

    Operation asked() {
        return ledger().onlyRequest().operation();
    }

    @Override
    public void close() {
        gateway.close();
    }
}
