package dev.sluice.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import dev.sluice.gateway.RunningGateway;
import dev.sluice.schema.entity.TransferRecord;
import dev.sluice.schema.rejection.RejectionCode;
import dev.sluice.schema.request.AddGroupMembers;
import dev.sluice.schema.request.Capture;
import dev.sluice.schema.request.ChangeParticipantStatus;
import dev.sluice.schema.request.CreateAsset;
import dev.sluice.schema.request.CreateGroup;
import dev.sluice.schema.request.CreateProgram;
import dev.sluice.schema.request.Credit;
import dev.sluice.schema.request.Debit;
import dev.sluice.schema.request.Forfeit;
import dev.sluice.schema.request.FundWallet;
import dev.sluice.schema.request.GetBalances;
import dev.sluice.schema.request.Hold;
import dev.sluice.schema.request.ListAssets;
import dev.sluice.schema.request.ListHolds;
import dev.sluice.schema.request.ListLots;
import dev.sluice.schema.request.ListPrograms;
import dev.sluice.schema.request.PutParticipant;
import dev.sluice.schema.request.Release;
import dev.sluice.schema.request.Reverse;
import dev.sluice.schema.request.Transfer;
import dev.sluice.schema.request.UpdateAsset;
import dev.sluice.schema.request.UpdateGroup;
import dev.sluice.schema.request.UpdateParticipant;
import dev.sluice.schema.request.UpdateProgram;
import dev.sluice.schema.request.VoidHold;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

class OpenApiTest {

    private static RunningGateway gateway;
    private static Map<String, Object> document;

    @BeforeAll
    static void start() {
        gateway = new RunningGateway();
        document =
                new Yaml().load(gateway.get("/openapi.yml", "X-API-Key", "none").body());
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void lists_each_call_and_no_other() {
        var calls = new TreeSet<String>();
        at("paths")
                .forEach((path, methods) -> at("paths", path)
                        .keySet()
                        .forEach(method -> calls.add(method.toUpperCase(java.util.Locale.ROOT) + " " + path)));

        assertThat(calls).containsExactlyInAnyOrderElementsOf(Routes.all());
    }

    @Test
    void each_call_has_a_name_of_its_own() {
        var names = new ArrayList<Object>();
        at("paths")
                .forEach((path, methods) -> at("paths", path)
                        .keySet()
                        .forEach(method -> names.add(at("paths", path, method).get("operationId"))));

        assertThat(names).doesNotHaveDuplicates().contains("post_groups_id_balances_hold");
    }

    static Stream<Arguments> bodies() {
        return Stream.of(
                        Map.entry("/v1/programs", "post"),
                        Map.entry("/v1/programs/{id}", "patch"),
                        Map.entry("/v1/assets", "post"),
                        Map.entry("/v1/assets/{id}", "patch"),
                        Map.entry("/v1/participants", "post"),
                        Map.entry("/v1/participants/{id}", "patch"),
                        Map.entry("/v1/participants/{id}/status", "patch"),
                        Map.entry("/v1/groups", "post"),
                        Map.entry("/v1/groups/{id}", "patch"),
                        Map.entry("/v1/groups/{id}/members", "post"),
                        Map.entry("/v1/groups/{id}/balances/hold", "post"),
                        Map.entry("/v1/participants/{id}/balances/hold", "post"),
                        Map.entry("/v1/participants/{id}/balances/release", "post"),
                        Map.entry("/v1/participants/{id}/balances/forfeit", "post"),
                        Map.entry("/v1/participants/{id}/balances/capture", "post"),
                        Map.entry("/v1/groups/{id}/balances/void-hold", "post"),
                        Map.entry("/v1/participants/{id}/balances/reverse", "post"))
                .map(call -> Arguments.of(call.getKey(), call.getValue(), typeOf(call.getKey(), call.getValue())));
    }

    private static Class<?> typeOf(String path, String method) {
        return switch (method + path) {
            case "post/v1/programs" -> CreateProgram.class;
            case "patch/v1/programs/{id}" -> UpdateProgram.class;
            case "post/v1/assets" -> CreateAsset.class;
            case "patch/v1/assets/{id}" -> UpdateAsset.class;
            case "post/v1/participants" -> PutParticipant.class;
            case "patch/v1/participants/{id}" -> UpdateParticipant.class;
            case "patch/v1/participants/{id}/status" -> ChangeParticipantStatus.class;
            case "post/v1/groups" -> CreateGroup.class;
            case "patch/v1/groups/{id}" -> UpdateGroup.class;
            case "post/v1/groups/{id}/members" -> AddGroupMembers.class;
            case "post/v1/participants/{id}/balances/release" -> Release.class;
            case "post/v1/participants/{id}/balances/forfeit" -> Forfeit.class;
            case "post/v1/participants/{id}/balances/capture" -> Capture.class;
            case "post/v1/groups/{id}/balances/void-hold" -> VoidHold.class;
            case "post/v1/participants/{id}/balances/reverse" -> Reverse.class;
            default -> Hold.class;
        };
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void a_body_has_the_fields_of_its_record_and_the_idempotency_key(String path, String method, Class<?> type) {
        assertThat(fieldsOf(bodySchema(path, method))).isEqualTo(with(componentsOf(type), "idempotency_key"));
    }

    @Test
    void an_adjustment_has_the_fields_of_a_credit_or_of_a_debit_and_the_type() {
        var choices = (List<?>) resolved(bodySchema("/v1/participants/{id}/balances/adjust", "post"))
                .get("oneOf");

        assertThat(fieldsOf(map(choices.get(0))))
                .isEqualTo(with(componentsOf(Credit.class), "type", "idempotency_key"));
        assertThat(fieldsOf(map(choices.get(1)))).isEqualTo(with(componentsOf(Debit.class), "type", "idempotency_key"));
    }

    @Test
    void a_transfer_has_the_fields_of_its_record_and_three_of_which_one_names_the_source() {
        assertThat(fieldsOf(bodySchema("/v1/transfers", "post")))
                .isEqualTo(with(
                        componentsOf(Transfer.class),
                        "source_external_id",
                        "source_participant_id",
                        "source_group_id",
                        "idempotency_key"));
        assertThat(at("components", "schemas", "Transfer").get("required"))
                .isEqualTo(List.of("program_id", "asset_id", "description", "recipients"));
        assertThat(at("components", "schemas", "Transfer.Recipient").get("required"))
                .isEqualTo(List.of("amount"));
        assertThat(at("components", "schemas", "TransferSource").get("required"))
                .isNull();
        assertThat(fieldsOf(at("components", "schemas", "TransferRecord")))
                .isEqualTo(componentsOf(TransferRecord.class));
    }

    @ParameterizedTest
    @ValueSource(strings = {"fund", "burn"})
    void a_wallets_command_has_the_fields_of_its_record_but_for_the_asset_which_the_path_names(String name) {
        var fields = with(componentsOf(FundWallet.class), "idempotency_key");
        fields.remove("asset_id");

        assertThat(fieldsOf(bodySchema("/v1/programs/{id}/assets/{asset_id}/" + name, "post")))
                .isEqualTo(fields);
        assertThat(at("components", "schemas", "WalletMove").get("required"))
                .isEqualTo(List.of("amount", "description"));
    }

    @Test
    void an_answer_of_two_records_needs_what_each_of_them_always_has() {
        assertThat(at("components", "schemas", "Answers.ParticipantWithBalances")
                        .get("required"))
                .isEqualTo(
                        List.of("id", "external_id", "status", "attributes", "created_at", "updated_at", "balances"));
    }

    @Test
    void the_codes_of_a_refused_transfer_are_those_on_the_wire() {
        assertThat(at("components", "schemas", "RejectionCode").get("enum"))
                .isEqualTo(Arrays.stream(RejectionCode.values())
                        .map(RejectionCode::wireName)
                        .toList());
    }

    @Test
    void fields_are_described_and_limited_as_the_contract_has_it() {
        assertThat(at("components", "schemas", "Transfer", "properties", "description"))
                .containsEntry("minLength", 1)
                .containsEntry("maxLength", 500);
        assertThat(at("components", "schemas", "Transfer", "properties", "recipients"))
                .containsEntry("minItems", 1)
                .containsEntry("maxItems", 100);
        assertThat(at("components", "schemas", "Hold", "properties", "amount"))
                .containsEntry("description", "All that is AVAILABLE, of the matching lots, when absent.")
                .containsEntry("allOf", List.of(Map.of("$ref", "#/components/schemas/Amount")));
    }

    @Test
    void every_field_says_what_it_is() {
        var silent = at("components", "schemas").keySet().stream()
                .flatMap(name -> at("components", "schemas", name, "properties").entrySet().stream()
                        .filter(field -> !map(field.getValue()).containsKey("description")
                                && !map(field.getValue()).containsKey("$ref"))
                        .map(field -> name + "." + field.getKey()));

        assertThat(silent).isEmpty();
    }

    @Test
    void a_hold_needs_program_asset_and_description_only() {
        assertThat(at("components", "schemas", "Hold").get("required"))
                .isEqualTo(List.of("program_id", "asset_id", "description"));
    }

    static Stream<Arguments> lists() {
        return Stream.of(
                Arguments.of("/v1/programs", ListPrograms.class),
                Arguments.of("/v1/assets", ListAssets.class),
                Arguments.of("/v1/participants/{id}/balances", GetBalances.class),
                Arguments.of("/v1/programs/{id}/balance", GetBalances.class),
                Arguments.of("/v1/participants/{id}/balances/lots", ListLots.class),
                Arguments.of("/v1/groups/{id}/balances/holds", ListHolds.class));
    }

    @ParameterizedTest
    @MethodSource("lists")
    void a_question_has_the_components_of_its_record_as_query_parameters(String path, Class<?> type) {
        var names = ((List<?>) at("paths", path, "get").get("parameters"))
                .stream()
                        .map(OpenApiTest::map)
                        .filter(parameter -> "query".equals(parameter.get("in")))
                        .map(parameter -> (String) parameter.get("name"))
                        .collect(Collectors.toCollection(TreeSet::new));

        // History answers for the balances of an instant.
        names.remove("as_of");
        assertThat(names).isEqualTo(componentsOf(type));
    }

    @Test
    void every_call_of_the_ledger_names_its_problems() {
        at("paths").keySet().stream()
                .filter(path -> path.startsWith("/v1/"))
                .forEach(path -> at("paths", path)
                        .keySet()
                        .forEach(method -> assertThat(at("paths", path, method, "responses"))
                                .as(method + " " + path)
                                .containsKeys("200", "400", "401", "403", "404", "429", "500", "503", "504")));
        assertThat(fieldsOf(at("components", "schemas", "Problem"))).isEqualTo(componentsOf(Problem.class));
    }

    @Test
    void nothing_is_referred_to_that_is_not_there() {
        references(document)
                .forEach(reference -> assertThat(at(reference.substring(2).split("/")))
                        .as(reference)
                        .isNotNull());
    }

    @Test
    void the_page_is_there_with_all_that_it_loads_and_loads_nothing_from_elsewhere() {
        var page = gateway.get("/docs/index.html", "X-API-Key", "none");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("/openapi.yml").doesNotContain("src='http", "src=\"http", "unpkg", "cdn.");
        assertThat(gateway.get("/docs/res/swagger-ui-bundle.js", "X-API-Key", "none")
                        .statusCode())
                .isEqualTo(200);
        assertThat(gateway.get("/docs", "X-API-Key", "none").headers().firstValue("Location"))
                .hasValue("/docs/index.html");
    }

    @Test
    void the_page_that_a_problem_leads_to_has_a_place_for_every_code() {
        var page = gateway.get("/docs/rejections", "X-API-Key", "none");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/html");
        assertThat(Stream.concat(
                        Arrays.stream(RejectionCode.values()).map(RejectionCode::wireName),
                        Arrays.stream(GatewayCode.values()).map(GatewayCode::wireName)))
                .allSatisfy(code -> assertThat(page.body()).contains("<h3 id=\"%s\">%s</h3>".formatted(code, code)));
        assertThat(page.body()).contains("<code>lot_ids</code>").doesNotContain("`", "##", "](");
    }

    private static Stream<String> references(Object node) {
        return switch (node) {
            case Map<?, ?> map ->
                map.entrySet().stream()
                        .flatMap(entry -> entry.getKey().equals("$ref")
                                ? Stream.of((String) entry.getValue())
                                : references(entry.getValue()));
            case List<?> list -> list.stream().flatMap(OpenApiTest::references);
            case null, default -> Stream.empty();
        };
    }

    private static Map<String, Object> bodySchema(String path, String method) {
        return map(at("paths", path, method, "requestBody", "content", "application/json")
                .get("schema"));
    }

    private static Set<String> fieldsOf(Map<String, Object> schema) {
        var shape = resolved(schema);
        var fields =
                new TreeSet<>(map(shape.getOrDefault("properties", Map.of())).keySet());
        ((List<?>) shape.getOrDefault("allOf", List.of())).forEach(part -> fields.addAll(fieldsOf(map(part))));
        return fields;
    }

    private static Map<String, Object> resolved(Map<String, Object> schema) {
        return schema.get("$ref") instanceof String reference
                ? at(reference.substring(2).split("/"))
                : schema;
    }

    private static Set<String> componentsOf(Class<?> type) {
        return Arrays.stream(type.getRecordComponents())
                .map(component -> PropertyNamingStrategies.SnakeCaseStrategy.INSTANCE.translate(component.getName()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> with(Set<String> fields, String... more) {
        var all = new TreeSet<>(fields);
        all.addAll(List.of(more));
        return all;
    }

    private static Map<String, Object> at(String... path) {
        var node = document;
        for (var step : path) {
            node = map(node.get(step));
        }
        return node;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object node) {
        return node == null ? new TreeMap<>() : (Map<String, Object>) node;
    }
}
