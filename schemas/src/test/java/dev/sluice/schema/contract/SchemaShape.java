package dev.sluice.schema.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One place of a JSON Schema with its references followed: what a test compares a Java type with. */
final class SchemaShape {

    private final List<Part> parts = new ArrayList<>();
    private boolean nullable;

    /** A schema object and the file it stands in, which its references start from. */
    private record Part(String file, JsonNode schema) {}

    private SchemaShape(String file, JsonNode schema) {
        add(file, schema);
    }

    /** The schema of a whole file, or with a pointer such as {@code /$defs/hold} a part of it. */
    static SchemaShape at(String file, String pointer) {
        var schema = JsonSchemas.document(file).at(pointer);
        if (schema.isMissingNode()) {
            throw new AssertionError("Expected a schema at " + file + "#" + pointer);
        }
        return new SchemaShape(file, schema);
    }

    private void add(String file, JsonNode schema) {
        parts.add(new Part(file, schema));
        if (schema.has("$ref")) {
            var reference = schema.get("$ref").textValue().split("#", 2);
            var target = reference[0].isEmpty() ? file : reference[0];
            var found = JsonSchemas.document(target).at(reference[1]);
            if (found.isMissingNode()) {
                throw new AssertionError("Expected a schema at " + schema.get("$ref") + " of " + file);
            }
            add(target, found);
        }
        for (var choice : schema.path("anyOf")) {
            if (choice.path("type").asText().equals("null")) {
                nullable = true;
            } else {
                add(file, choice);
            }
        }
        for (var type : schema.path("type")) {
            nullable |= type.asText().equals("null");
        }
    }

    boolean isNullable() {
        return nullable;
    }

    Map<String, SchemaShape> properties() {
        var properties = new LinkedHashMap<String, SchemaShape>();
        parts.forEach(part -> part.schema()
                .path("properties")
                .properties()
                .forEach(property ->
                        properties.put(property.getKey(), new SchemaShape(part.file(), property.getValue()))));
        return properties;
    }

    Set<String> required() {
        var required = new HashSet<String>();
        parts.forEach(part -> part.schema().path("required").forEach(name -> required.add(name.textValue())));
        return required;
    }

    SchemaShape items() {
        return parts.stream()
                .filter(part -> part.schema().has("items"))
                .map(part -> new SchemaShape(part.file(), part.schema().get("items")))
                .findFirst()
                .orElseThrow(() -> new AssertionError("Expected items in " + this));
    }

    /** The names of a closed set, in their order; a narrower set beside a reference goes first. */
    List<String> names() {
        return parts.stream()
                .filter(part -> part.schema().has("enum"))
                .findFirst()
                .map(part -> {
                    var names = new ArrayList<String>();
                    part.schema().get("enum").forEach(name -> names.add(name.textValue()));
                    return List.copyOf(names);
                })
                .orElseThrow(() -> new AssertionError("Expected an enum in " + this));
    }

    /** The JSON type: string, integer, boolean, array or object. */
    String type() {
        for (var part : parts) {
            var type = part.schema().path("type");
            if (type.isTextual()) {
                return type.textValue();
            }
            for (var each : type) {
                if (!each.textValue().equals("null")) {
                    return each.textValue();
                }
            }
        }
        throw new AssertionError("Expected a type in " + this);
    }

    /** A keyword with a whole number, such as {@code maxLength}; -1 where none of the schemas has it. */
    int number(String keyword) {
        return parts.stream()
                .filter(part -> part.schema().has(keyword))
                .mapToInt(part -> part.schema().get(keyword).intValue())
                .findFirst()
                .orElse(-1);
    }

    @Override
    public String toString() {
        return parts.toString();
    }
}
