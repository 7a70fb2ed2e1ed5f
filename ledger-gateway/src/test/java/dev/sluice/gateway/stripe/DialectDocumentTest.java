package dev.sluice.gateway.stripe;

import static dev.sluice.gateway.stripe.ReserveRows.holdId;
import static dev.sluice.gateway.stripe.ReserveRows.planId;
import static dev.sluice.gateway.stripe.ReserveRows.releaseId;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.schema.rejection.Rejection;
import dev.sluice.schema.rejection.RejectionCode;
import dev.sluice.schema.reply.ReserveHoldFound;
import dev.sluice.schema.reply.ReservePlanFound;
import dev.sluice.schema.reply.ReserveReleaseFound;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

/** The OpenAPI document says of the dialect what the dialect does. */
class DialectDocumentTest {

    private static DialectCaller caller;
    private static JsonNode document;

    @BeforeAll
    static void start() {
        caller = new DialectCaller();
        Map<String, Object> yaml =
                new Yaml().load(caller.gateway().get("/openapi.yml").body());
        document = new JsonMapper().valueToTree(yaml);
    }

    @AfterAll
    static void stop() {
        caller.close();
    }

    @BeforeEach
    void forget() {
        caller.ledger().forgets();
        caller.ledger().refuses(Rejection.because(RejectionCode.ACCOUNT_NOT_FOUND, "Expected an account"));
    }

    @ParameterizedTest
    @CsvSource({
        "/holds, amount currency release_schedule[release_after] source_type metadata expand",
        "/holds/{id}, release_schedule[release_after] metadata expand",
        "/releases, reserve_hold amount currency metadata expand",
        "/releases/{id}, metadata expand",
        "/plans, percent type fixed_release[release_after] rolling_release[days_after_charge]"
                + " rolling_release[expires_on] currency metadata",
        "/plans/{id}, percent fixed_release[release_after] rolling_release[days_after_charge]"
                + " rolling_release[expires_on] metadata",
    })
    void a_form_has_these_parameters_and_json_the_same(String path, String parameters) {
        var content = document.path("paths").path("/v1/reserve" + path).at("/post/requestBody/content");
        var form = content.path("application/x-www-form-urlencoded").path("schema");

        assertThat(namesOf(form)).containsExactlyInAnyOrder(parameters.split(" "));
        assertThat(content.path("application/json").path("schema")).isEqualTo(form);
        for (var parameter : namesOf(form)) {
            assertThat(caller.post(withId(path), parameter + "=x").body())
                    .as(parameter)
                    .contains("\"error\"")
                    .doesNotContain("parameter_unknown");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/holds, currency is_releasable reserve_plan reserve_release limit starting_after ending_before expand[]",
        "/holds/{id}, expand[]",
        "/releases, currency reserve_hold reserve_plan limit starting_after ending_before expand[]",
        "/releases/{id}, expand[]",
        "/plans, currency limit starting_after ending_before",
    })
    void a_query_has_these_parameters(String path, String parameters) {
        var documented = document.path("paths")
                .path("/v1/reserve" + path)
                .at("/get/parameters")
                .valueStream()
                .filter(parameter -> parameter.path("in").asText().equals("query"))
                .map(parameter -> parameter.path("name").asText())
                .toList();

        assertThat(documented).containsExactlyInAnyOrder(parameters.split(" "));
        for (var parameter : documented) {
            assertThat(caller.get(withId(path) + "?" + parameter + "=-").body())
                    .as(parameter)
                    .contains("\"error\"")
                    .doesNotContain("parameter_unknown");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/holds", "/releases", "/plans"})
    void the_example_of_a_form_and_that_of_json_make_the_same_request(String path) {
        var content = document.path("paths").path("/v1/reserve" + path).at("/post/requestBody/content");
        var form = content.at("/application~1x-www-form-urlencoded/examples/form/value")
                .asText();
        var json = content.at("/application~1json/examples/json/value").toString();

        caller.post(path, form);
        caller.postJson(path, json);

        var asked = caller.ledger().requests();
        assertThat(asked).hasSize(2);
        assertThat(asked.getLast().operation()).isEqualTo(asked.getFirst().operation());
    }

    @Test
    void each_object_is_documented_with_the_fields_that_it_has() {
        caller.ledger().answers(new ReserveHoldFound(ReserveRows.hold(1)));
        var hold = caller.ok(caller.get("/holds/" + holdId(1)));
        caller.ledger().answers(new ReserveReleaseFound(ReserveRows.release(1, 2)));
        var release = caller.ok(caller.get("/releases/" + releaseId(1)));
        caller.ledger().answers(new ReservePlanFound(ReserveRows.plan(1)));
        var plan = caller.ok(caller.get("/plans/" + planId(1)));

        assertThat(requiredOf("ReserveHoldObject")).containsExactlyInAnyOrderElementsOf(namesIn(hold));
        assertThat(requiredOf("ReserveReleaseObject")).containsExactlyInAnyOrderElementsOf(namesIn(release));
        assertThat(namesIn(plan)).containsAll(requiredOf("ReservePlanObject")).contains("rolling_release");
        assertThat(document.at("/components/schemas/ReservePlanObject/properties")
                        .has("fixed_release"))
                .isTrue();
    }

    private static List<String> namesIn(JsonNode object) {
        return object.propertyStream().map(Map.Entry::getKey).toList();
    }

    private static List<String> requiredOf(String schema) {
        return document.at("/components/schemas/" + schema + "/required")
                .valueStream()
                .map(JsonNode::asText)
                .toList();
    }

    private static String withId(String path) {
        var id = path.startsWith("/holds") ? holdId(1) : path.startsWith("/plans") ? planId(1) : releaseId(1);
        return path.replace("{id}", id);
    }

    /** The parameters of a body, in the brackets of a form. */
    private static List<String> namesOf(JsonNode schema) {
        return resolved(schema)
                .path("properties")
                .propertyStream()
                .flatMap(property -> {
                    var inner = resolved(property.getValue());
                    return inner.has("properties")
                            ? namesOf(inner).stream().map(name -> property.getKey() + "[" + name + "]")
                            : Stream.of(property.getKey());
                })
                .toList();
    }

    private static JsonNode resolved(JsonNode schema) {
        var reference = schema.has("allOf") ? schema.at("/allOf/0/$ref") : schema.path("$ref");
        return reference.isTextual() ? document.at(reference.asText().substring(1)) : schema;
    }
}
