package dev.sluice.gateway.http;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import dev.sluice.schema.entity.Program;
import dev.sluice.schema.rejection.RejectionCode;
import dev.sluice.schema.reply.Result;
import dev.sluice.schema.request.Change;
import dev.sluice.schema.request.Operation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/**
 * The OpenAPI document that the build generates from the controllers, with three things put right. The annotation processor
 * takes every field of a null-marked record for required, also where its type says that it may be absent. It names a call after
 * its method, which participants and groups share; client generators need a name for each. And it names the codes of refusals
 * after their constants, where the wire has names of their own. What the fields mean and how long they may be is added from the
 * contract's JSON Schemas.
 */
final class ApiDocument {

    private static final String GENERATED = "/META-INF/swagger/openapi.yml";

    private ApiDocument() {}

    static String text() {
        var options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        var yaml = new Yaml(options);
        Map<String, Object> document = yaml.load(generated());
        var schemas = schemasOf(document);
        schemas.keySet().forEach(name -> recordNamed(name).ifPresent(type -> correct(inside(schemas, name), type)));
        inside(schemas, "RejectionCode").put("enum", codes());
        var descriptions = new FieldDescriptions();
        schemas.keySet().forEach(name -> descriptions.addTo(name, inside(schemas, name)));
        inside(document, "paths").forEach((path, calls) -> nameCalls(path, calls));
        return yaml.dump(document);
    }

    /** {@code POST /v1/groups/{id}/balances/hold} becomes {@code post_groups_id_balances_hold}. */
    @SuppressWarnings("unchecked") // the shape of an OpenAPI document
    private static void nameCalls(String path, Object calls) {
        var words = path.replace("/v1/", "/").replaceAll("[{}]", "").replace('/', '_');
        ((Map<String, Object>) calls).forEach((method, call) -> {
            if (call instanceof Map<?, ?>) {
                ((Map<String, Object>) call).put("operationId", method + words);
            }
        });
    }

    private static List<String> codes() {
        return Arrays.stream(RejectionCode.values())
                .map(RejectionCode::wireName)
                .toList();
    }

    private static String generated() {
        try (var stored = ApiDocument.class.getResourceAsStream(GENERATED)) {
            if (stored == null) {
                throw new IllegalStateException("Expected " + GENERATED + " in the jar, where the build puts it");
            }
            return new String(stored.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, Object> schemasOf(Map<String, Object> document) {
        return inside(inside(document, "components"), "schemas");
    }

    @SuppressWarnings("unchecked") // the shape of an OpenAPI document
    static Map<String, Object> inside(Map<String, Object> node, String name) {
        return (Map<String, Object>) Objects.requireNonNull(node.get(name), name);
    }

    private static void correct(Map<String, Object> schema, Class<?> type) {
        var required = requiredOf(type).toList();
        if (required.isEmpty()) {
            schema.remove("required");
        } else {
            schema.put("required", required);
        }
    }

    private static Stream<String> requiredOf(Class<?> type) {
        var isRequest = type.getPackage().equals(Operation.class.getPackage());
        return Arrays.stream(type.getRecordComponents())
                .filter(component -> isRequired(component, isRequest))
                .flatMap(component -> component.getAccessor().isAnnotationPresent(JsonUnwrapped.class)
                        ? requiredOf(component.getType())
                        : Stream.of(
                                PropertyNamingStrategies.SnakeCaseStrategy.INSTANCE.translate(component.getName())));
    }

    /** Answers always show their maps and booleans; a request may leave them out. */
    private static boolean isRequired(RecordComponent component, boolean isRequest) {
        var type = component.getType();
        var mayBeAbsent = type == Optional.class || type == Change.class;
        var hasDefault = type == Map.class || type == boolean.class;
        return !mayBeAbsent && !(isRequest && hasDefault);
    }

    /** The record of a schema, of the contract or an answer's own; nested ones are named {@code Outer.Inner}. */
    private static Optional<Class<?>> recordNamed(String schema) {
        return Stream.of(Operation.class, Result.class, Program.class, Answers.class)
                .map(neighbour -> neighbour.getPackageName() + "." + schema.replace('.', '$'))
                .flatMap(name -> find(name).stream())
                .filter(Class::isRecord)
                .<Class<?>>map(found -> found)
                .findFirst();
    }

    private static List<Class<?>> find(String name) {
        try {
            return List.of(Class.forName(name));
        } catch (ClassNotFoundException notOfThisPackage) {
            return List.of();
        }
    }
}
