package dev.sluice.gateway.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.schema.rejection.InvalidMessageException;
import dev.sluice.schema.rejection.RejectionCode;
import dev.sluice.schema.value.Quoted;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Reads a form, or a query, whose names have brackets: {@code metadata[order]=17&expand[]=reserve_plan} becomes the tree that
 * JSON would have said it with, with texts as leaves. Strict, because what can be read in two ways moves value in two ways:
 * nothing may be given twice, or as a value here and as an object there.
 */
final class FormText {

    /** No call takes nearly as many; a body of nothing but names would be so many nodes. */
    static final int PARAMETERS_MAX = 1000;

    /** No call takes a parameter of more than two names. */
    static final int NAMES_MAX = 4;

    private static final Pattern NAME = Pattern.compile("[^\\[\\]]+(\\[[^\\[\\]]*])*", Pattern.DOTALL);

    private FormText() {}

    /**
     * The tree of the parameters.
     *
     * @throws InvalidMessageException where the text is no such form
     */
    static ObjectNode read(String text) {
        var root = JsonNodeFactory.instance.objectNode();
        var parts = text.split("&", PARAMETERS_MAX + 1);
        if (parts.length > PARAMETERS_MAX) {
            throw malformed("Expected at most %d parameters, but got more".formatted(PARAMETERS_MAX));
        }
        for (var part : parts) {
            if (!part.isEmpty()) {
                var equals = part.indexOf('=');
                var name = PercentEncoding.decode(equals < 0 ? part : part.substring(0, equals));
                put(root, namesOf(name), equals < 0 ? "" : PercentEncoding.decode(part.substring(equals + 1)));
            }
        }
        return root;
    }

    /** {@code a[b][]} is {@code a}, {@code b} and an empty name. */
    private static List<String> namesOf(String name) {
        if (!NAME.matcher(name).matches()) {
            throw malformed("Expected a name such as amount or metadata[key], but got " + Quoted.of(name));
        }
        var names = new ArrayList<String>(2);
        for (var step : name.replace("]", "").split("\\[", -1)) {
            names.add(step);
        }
        if (names.size() > NAMES_MAX) {
            throw malformed(
                    "Expected at most %d names in one another, but got %s".formatted(NAMES_MAX, Quoted.of(name)));
        }
        return names;
    }

    private static void put(ObjectNode root, List<String> names, String value) {
        var isItem = names.size() > 1 && names.getLast().isEmpty();
        var path = isItem ? names.subList(0, names.size() - 1) : names;
        if (path.contains("")) {
            throw fault(names, "Expected a name between the brackets, or [] at the end");
        }
        var place = root;
        for (var step : path.subList(0, path.size() - 1)) {
            place = inside(place, step, names);
        }
        var last = path.getLast();
        if (isItem) {
            items(place, last, names).add(value);
        } else if (place.has(last)) {
            throw twice(names);
        } else {
            place.put(last, value);
        }
    }

    private static ObjectNode inside(ObjectNode place, String step, List<String> names) {
        return switch (place.get(step)) {
            case null -> place.putObject(step);
            case ObjectNode object -> object;
            case JsonNode other -> throw twice(names);
        };
    }

    private static ArrayNode items(ObjectNode place, String name, List<String> names) {
        return switch (place.get(name)) {
            case null -> place.putArray(name);
            case ArrayNode array -> array;
            case JsonNode other -> throw twice(names);
        };
    }

    private static InvalidMessageException twice(List<String> names) {
        return fault(names, "Expected the parameter once, and either a value or an object, but got it again");
    }

    private static InvalidMessageException fault(List<String> names, String detail) {
        return new InvalidMessageException(RejectionCode.INVALID_FIELD, Pointers.ofPath(names), detail);
    }

    private static InvalidMessageException malformed(String detail) {
        return new InvalidMessageException(RejectionCode.MALFORMED_REQUEST, "#", detail);
    }
}
