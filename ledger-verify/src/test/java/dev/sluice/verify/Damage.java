package dev.sluice.verify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Damage to one field of a JSON tree: another value of its kind, as near as can be. */
record Damage(String field, Runnable doing) {

    /** Every field that has a value, named as {@code facts.lot_opened.amount}. */
    static List<Damage> all(JsonNode tree, Random random) {
        var found = new ArrayList<Damage>();
        walk(tree, "", found, random);
        return found;
    }

    private static void walk(JsonNode node, String path, List<Damage> found, Random random) {
        if (node instanceof ObjectNode object) {
            for (var name : (Iterable<String>) object::fieldNames) {
                visit(object.path(name), join(path, name), found, random, other -> object.set(name, other));
            }
        } else if (node instanceof ArrayNode array) {
            for (var at = 0; at < array.size(); at++) {
                var index = at;
                var type = array.path(at).path("type").asText();
                var inner = path.equals("facts") ? join(path, type) : path;
                visit(array.path(at), inner, found, random, other -> array.set(index, other));
            }
        }
    }

    private static String join(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    private interface Setter {
        void set(JsonNode value);
    }

    private static void visit(JsonNode value, String path, List<Damage> found, Random random, Setter setter) {
        if (value.isContainerNode()) {
            walk(value, path, found, random);
        } else {
            found.add(new Damage(path, () -> setter.set(other(value, random))));
        }
    }

    private static JsonNode other(JsonNode value, Random random) {
        if (value.isBoolean()) {
            return BooleanNode.valueOf(!value.booleanValue());
        }
        if (value.isIntegralNumber()) {
            return LongNode.valueOf(value.longValue() + 1);
        }
        var text = value.asText();
        if (text.matches("-?[0-9]+(\\.[0-9]+)?")) {
            var amount = new BigDecimal(text);
            var more = amount.add(amount.ulp());
            return TextNode.valueOf((more.signum() == 0 ? more.add(amount.ulp()) : more).toPlainString());
        }
        if (text.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}T.*Z")) {
            return TextNode.valueOf(Instant.parse(text).plusMillis(1).toString());
        }
        if (text.matches("[0-9a-f]{8}-.*-[0-9a-f]{12}")) {
            var at = 24 + random.nextInt(12);
            var digit = Character.digit(text.charAt(at), 16) ^ 1;
            return TextNode.valueOf(text.substring(0, at) + Character.forDigit(digit, 16) + text.substring(at + 1));
        }
        return TextNode.valueOf(text + "X");
    }
}
