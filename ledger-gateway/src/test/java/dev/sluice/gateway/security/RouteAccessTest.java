package dev.sluice.gateway.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.gateway.RunningGateway;
import dev.sluice.schema.reply.BalanceList;
import dev.sluice.schema.request.Scope;
import io.micronaut.http.HttpMethod;
import io.micronaut.web.router.Router;
import java.net.http.HttpRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Tests of what each route demands, for all routes that the running gateway really has: one that is added without a scope, or with
 * another than its kind has, fails here.
 */
class RouteAccessTest {

    private static final Map<String, String> KEYS = Map.of(
            Scopes.READ, "key-that-reads", Scopes.WRITE, "key-that-writes", Scopes.ADMIN, "key-that-administers");

    /** What makes money or ends it, and the catalogue. All other writing is {@code write}, and all asking {@code read}. */
    private static final Set<String> ADMIN = Set.of(
            "POST /v1/programs",
            "PATCH /v1/programs/{id}",
            "POST /v1/programs/{id}/assets",
            "POST /v1/programs/{id}/assets/{asset_id}/fund",
            "POST /v1/programs/{id}/assets/{asset_id}/burn",
            "POST /v1/assets",
            "PATCH /v1/assets/{id}");

    /** What needs no key: it tells nothing about anybody's value. */
    private static final Set<String> OPEN =
            Set.of("GET /openapi.yml", "GET /docs", "GET /docs/rejections", "GET /health", "GET /health/{selector}");

    private static RunningGateway gateway;

    @BeforeAll
    static void start() {
        var keys = new HashMap<String, Object>();
        var index = 1;
        for (var scope : KEYS.keySet()) {
            RunningGateway.putKey(keys, index, scope, KEYS.get(scope), scope);
            index++;
        }
        gateway = new RunningGateway(keys);
        gateway.ledger().answers(new BalanceList(List.of()));
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    /** As the router has them; a HEAD is answered by its GET. */
    static Stream<String> routes() {
        return gateway.part(Router.class)
                .uriRoutes()
                .filter(route -> route.getHttpMethod() != HttpMethod.HEAD)
                .map(route -> route.getHttpMethodName() + " "
                        + route.getUriMatchTemplate().toPathString())
                .distinct()
                .sorted();
    }

    static Stream<String> routesWithScope() {
        return routes().filter(route -> !OPEN.contains(route));
    }

    @ParameterizedTest
    @MethodSource("routesWithScope")
    void a_route_demands_its_scope_and_no_other_will_do(String route) {
        assertThat(statusOf(route, null)).as("without a key").isEqualTo(401);
        assertThat(statusOf(route, "nobody's")).as("with an unknown key").isEqualTo(401);
        for (var scope : KEYS.keySet()) {
            var status = statusOf(route, KEYS.get(scope));
            if (scope.equals(scopeOf(route))) {
                assertThat(status).as("with " + scope).isNotIn(401, 403, 404, 405);
            } else {
                assertThat(status).as("with " + scope).isEqualTo(403);
            }
        }
    }

    @Test
    void only_what_tells_nothing_of_value_is_open() {
        assertThat(routes()).containsAll(OPEN).containsAll(ADMIN);
        for (var route : OPEN) {
            assertThat(statusOf(route, null)).as(route).isNotIn(401, 403);
        }
    }

    @Test
    void the_scopes_are_those_of_the_contract() {
        assertThat(Stream.of(Scope.values()).map(scope -> scope.name().toLowerCase(Locale.ROOT)))
                .containsExactlyInAnyOrderElementsOf(Scopes.ALL);
    }

    private static String scopeOf(String route) {
        if (ADMIN.contains(route)) {
            return Scopes.ADMIN;
        }
        return route.startsWith("GET ") ? Scopes.READ : Scopes.WRITE;
    }

    private static int statusOf(String route, String key) {
        var method = route.substring(0, route.indexOf(' '));
        var path = route.substring(method.length() + 1).replaceAll("\\{[^}]+}", "6ba7b810-9dad-11d1-80b4-00c04fd430c8");
        var request = HttpRequest.newBuilder(gateway.uri().resolve(path))
                .header("Content-Type", "application/json")
                .method(
                        method,
                        method.equals("GET")
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString("{}"));
        if (key != null) {
            request.header("X-API-Key", key);
        }
        return gateway.send(request.build()).statusCode();
    }
}
