package dev.sluice.gateway.hostile;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.yaml.snakeyaml.Yaml;

/** The calls that the gateway's own OpenAPI document describes, with the names of all that can be given. */
public final class DocumentedCalls {

    /** One call: what its path, its query and its headers may have, and the fields of its body. */
    public record Call(String method, String path, List<String> parameters, List<String> headers, List<Field> fields) {}

    /** A field of a body, with the example or the type that the document gives. */
    public record Field(String name, Map<String, Object> schema) {}

    private final Map<String, Object> document;

    private DocumentedCalls(Map<String, Object> document) {
        this.document = document;
    }

    public static List<Call> of(String yaml) {
        return new DocumentedCalls(new Yaml().load(yaml)).calls();
    }

    private List<Call> calls() {
        var calls = new ArrayList<Call>();
        objects(document, "paths")
                .forEach((path, methods) -> objects(methods)
                        .forEach((method, operation) ->
                                calls.add(call(method.toUpperCase(Locale.ROOT), path, object(operation)))));
        return calls;
    }

    private Call call(String method, String path, Map<String, Object> operation) {
        var query = new ArrayList<String>();
        var headers = new ArrayList<String>();
        for (var parameter : list(operation.get("parameters"))) {
            var resolved = resolved(object(parameter));
            var names = "header".equals(resolved.get("in")) ? headers : query;
            if (!"path".equals(resolved.get("in"))) {
                names.add(String.valueOf(resolved.get("name")));
            }
        }
        var fields = new TreeMap<String, Map<String, Object>>();
        objects(object(operation.get("requestBody")), "content")
                .values()
                .forEach(content -> collect(object(object(content).get("schema")), fields));
        return new Call(
                method,
                path,
                query,
                headers,
                fields.entrySet().stream()
                        .map(field -> new Field(field.getKey(), field.getValue()))
                        .toList());
    }

    private void collect(Map<String, Object> schema, Map<String, Map<String, Object>> fields) {
        var resolved = resolved(schema);
        objects(resolved, "properties").forEach((name, property) -> fields.put(name, resolved(object(property))));
        for (var combined : Set.of("allOf", "oneOf", "anyOf")) {
            list(resolved.get(combined)).forEach(part -> collect(object(part), fields));
        }
    }

    private Map<String, Object> resolved(Map<String, Object> node) {
        if (!(node.get("$ref") instanceof String reference)) {
            return node;
        }
        Object found = document;
        for (var step : reference.substring("#/".length()).split("/")) {
            found = object(found).get(step);
        }
        return resolved(object(found));
    }

    private static Map<String, Object> objects(Map<String, Object> node, String name) {
        return object(node.get(name));
    }

    private static Map<String, Object> objects(Object node) {
        return object(node);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> object(Object node) {
        return node instanceof Map ? (Map<String, Object>) node : Map.of();
    }

    @SuppressWarnings("unchecked")
    private static List<Object> list(Object node) {
        return node instanceof List ? (List<Object>) node : List.of();
    }
}
