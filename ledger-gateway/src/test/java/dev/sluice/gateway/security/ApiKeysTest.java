package dev.sluice.gateway.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.gateway.RunningGateway;
import dev.sluice.schema.reply.BalanceList;
import io.micronaut.security.authentication.Authentication;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApiKeysTest {

    private static RunningGateway gateway;

    @BeforeAll
    static void start() {
        var keys = new HashMap<String, Object>();
        RunningGateway.putKey(keys, 1, "reader", "r", "read");
        RunningGateway.putKey(keys, 2, "writer", "w", "write");
        RunningGateway.putKey(keys, 3, "admin", "a", "admin");
        gateway = new RunningGateway(keys);
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @BeforeEach
    void answer() {
        gateway.ledger().answers(new BalanceList(List.of()));
    }

    @ParameterizedTest
    @CsvSource({
        "r,GET,/v1/programs,200",
        "w,GET,/v1/programs,403",
        "a,GET,/v1/programs,403",
        "r,POST,/v1/programs,403",
        "w,POST,/v1/programs,403",
        "a,POST,/v1/programs,200",
        "r,POST,/v1/participants,403",
        "w,POST,/v1/participants,200",
        "a,POST,/v1/participants,403",
        "r,POST,/v1/transfers,403",
        "w,POST,/v1/transfers,400",
        "r,GET,/v1/transfers/x,400",
        "w,GET,/v1/transfers/x,403",
        "r,GET,/v1/programs/00000000-0000-0000-0000-000000000001/balance,200",
        "w,POST,/v1/programs/p/assets/a/fund,403",
        "a,POST,/v1/programs/p/assets/a/fund,400",
        "w,POST,/v1/programs/p/assets/a/burn,403",
        "a,POST,/v1/programs/p/assets/a/burn,400",
        "r,GET,/metrics,200",
        "w,GET,/metrics,403",
        "x,GET,/v1/programs,401",
        "x,POST,/v1/participants,401",
        "x,GET,/metrics,401",
        "'',GET,/v1/programs,401",
        "x,GET,/health/liveness,200",
        "x,GET,/openapi.yml,200",
        "x,GET,/docs/index.html,200"
    })
    void a_key_may_do_what_its_scope_says(String key, String method, String path, int status) {
        var body = method.equals("GET")
                ? null
                : path.endsWith("programs") ? "{\"name\":\"Shop\"}" : "{\"external_id\":\"ann\"}";

        assertThat(gateway.call(method, path, body, "X-API-Key", key).statusCode())
                .isEqualTo(status);
    }

    @Test
    void a_bearer_token_is_the_same_as_the_header_of_its_own() {
        assertThat(withBearer("Bearer r").statusCode()).isEqualTo(200);
        assertThat(withBearer("bearer r").statusCode()).isEqualTo(200);
        assertThat(withBearer("Bearer x").statusCode()).isEqualTo(401);
        assertThat(withBearer("Basic r").statusCode()).isEqualTo(401);
    }

    @Test
    void two_different_keys_in_one_call_are_none() {
        assertThat(gateway.get("/v1/programs", "X-API-Key", "r", "Authorization", "Bearer w")
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void without_a_key_the_answer_tells_how_to_give_one() {
        var answer = gateway.get("/v1/programs", "X-API-Key", "x");

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer realm=\"sluice\"");
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(gateway.json(answer).path("code").asText()).isEqualTo("unauthorized");
    }

    @Test
    void a_missing_scope_is_forbidden_as_a_problem_document() {
        var answer = gateway.get("/v1/programs", "X-API-Key", "w");

        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(gateway.json(answer).path("code").asText()).isEqualTo("forbidden");
    }

    @Test
    void a_gateway_without_any_key_does_not_start() {
        assertThatThrownBy(() -> new ApiKeys(List.of(), ""))
                .hasMessageContaining("Expected at least one API key, but none is configured");
    }

    @Test
    void keys_are_read_from_a_file(@TempDir Path folder) throws IOException {
        var file = folder.resolve("keys.json");
        Files.writeString(file, """
            [{"name": "shop", "scopes": ["read"],
              "sha256": "9834876dcfb05cb167a5c24953eba58c4ac89b1adf57f28f2f9d09af107ee8f0"}]\
            """);

        var keys = new ApiKeys(List.of(), file.toString());

        assertThat(keys.find("aaa")).isPresent();
        assertThat(keys.find("aab")).isEmpty();
    }

    @Test
    void a_key_is_exchanged_without_a_restart_and_both_are_good_meanwhile(@TempDir Path folder) throws IOException {
        var file = folder.resolve("keys.json");
        Files.writeString(file, list(entry("shop", "old", "")));
        var keys = new ApiKeys(List.of(), file.toString());

        Files.writeString(file, list(entry("shop", "old", ""), entry("shop", "new", "")));
        keys.readAgain();

        assertThat(keys.find("old")).map(Authentication::getName).hasValue("shop");
        assertThat(keys.find("new")).map(Authentication::getName).hasValue("shop");

        Files.writeString(file, list(entry("shop", "new", "")));
        keys.readAgain();

        assertThat(keys.find("old")).isEmpty();
        assertThat(keys.find("new")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "[", "[]", "[null]", "{}", "[{\"name\":\"shop\"}]", "[{\"name\":\"shop\",\"key\":\"x\"}]"})
    void a_file_that_can_not_be_used_changes_nothing(String content, @TempDir Path folder) throws IOException {
        var file = folder.resolve("keys.json");
        Files.writeString(file, list(entry("shop", "old", "")));
        var keys = new ApiKeys(List.of(), file.toString());

        Files.writeString(file, content);
        keys.readAgain();
        assertThat(keys.find("old")).isPresent();

        Files.delete(file);
        keys.readAgain();
        assertThat(keys.find("old")).isPresent();

        Files.writeString(file, list(entry("shop", "new", "")));
        keys.readAgain();
        assertThat(keys.find("old")).isEmpty();
        assertThat(keys.find("new")).isPresent();
    }

    @Test
    void a_key_is_unknown_from_the_instant_at_which_it_ends(@TempDir Path folder) throws IOException {
        var file = folder.resolve("keys.json");
        Files.writeString(file, list(entry("shop", "k", ",\"expires_at\":\"2027-01-31T00:00:00Z\"")));
        var now = new AtomicReference<>(Instant.parse("2027-01-30T23:59:59.999Z"));
        var keys = new ApiKeys(List.of(), file.toString(), now::get);

        assertThat(keys.find("k")).isPresent();
        now.set(Instant.parse("2027-01-31T00:00:00Z"));
        assertThat(keys.find("k")).isEmpty();
    }

    @Test
    void a_running_gateway_takes_a_new_key_and_lets_an_old_one_go(@TempDir Path folder) throws IOException {
        var file = folder.resolve("keys.json");
        Files.writeString(file, list(entry("shop", "old", "")));
        try (var running = new RunningGateway(
                Map.of("sluice.api-keys-file", file.toString(), "sluice.api-keys-interval", "20ms"))) {
            running.ledger().answers(new BalanceList(List.of()));
            assertThat(statusOf(running, "old")).isEqualTo(200);
            assertThat(statusOf(running, "new")).isEqualTo(401);

            // Written beside it and moved over, as whoever keeps secrets does.
            Files.writeString(folder.resolve("next"), list(entry("shop", "new", "")));
            Files.move(folder.resolve("next"), file, StandardCopyOption.ATOMIC_MOVE);

            Awaitility.await().until(() -> statusOf(running, "new") == 200);
            assertThat(statusOf(running, "old")).isEqualTo(401);
        }
    }

    @Test
    void a_key_in_the_settings_may_end_too() {
        var settings = new HashMap<String, Object>();
        RunningGateway.putKey(settings, 1, "gone", "gone", "read");
        settings.put("sluice.keys[1].expires-at", "2020-01-01T00:00:00Z");
        try (var running = new RunningGateway(settings)) {
            assertThat(statusOf(running, "gone")).isEqualTo(401);
        }
    }

    private static int statusOf(RunningGateway running, String key) {
        return running.get("/v1/programs", "X-API-Key", key).statusCode();
    }

    private static String list(String... entries) {
        return "[" + String.join(",", entries) + "]";
    }

    private static String entry(String name, String key, String more) {
        return "{\"name\":\"%s\",\"sha256\":\"%s\",\"scopes\":[\"read\"]%s}"
                .formatted(name, RunningGateway.sha256(key), more);
    }

    @Test
    void a_key_that_can_not_be_meant_is_refused_without_being_repeated() {
        assertThatThrownBy(() -> new ApiKeys(
                        List.of(new ApiKeySettings("shop", "my-secret", List.of("read"), Optional.empty())), ""))
                .hasMessageContaining("64 hexadecimal digits")
                .hasMessageNotContaining("my-secret");
        assertThatThrownBy(() -> new ApiKeys(
                        List.of(new ApiKeySettings("shop", "00".repeat(32), List.of("everything"), Optional.empty())),
                        ""))
                .hasMessageContaining("read, write, admin");
    }

    @Test
    void measurements_can_be_opened_to_everybody() {
        try (var open = new RunningGateway(Map.of("sluice.metrics.access", "isAnonymous()"))) {
            assertThat(open.get("/metrics", "X-API-Key", "x").statusCode()).isEqualTo(200);
        }
    }

    private static HttpResponse<String> withBearer(String authorization) {
        var request = java.net.http.HttpRequest.newBuilder(gateway.uri().resolve("/v1/programs"))
                .header("Authorization", authorization)
                .build();
        return gateway.send(request);
    }
}
