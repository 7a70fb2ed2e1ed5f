package dev.sluice.gateway.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The parameters of a call, as a tree. Each parameter is taken out by its name; what is left in the end is unknown. */
final class Parameters {

    private final ObjectNode tree;

    /** @param tree becomes this one's own, and loses what is taken */
    Parameters(ObjectNode tree) {
        this.tree = tree;
    }

    /**
     * Takes out a parameter such as {@code amount} or {@code release_schedule[release_after]}. The object that it stood in goes
     * with the last of its parameters.
     */
    Optional<Given> take(String parameter) {
        var path = Pointers.pathOfParameter(parameter);
        return take(tree, path).map(value -> new Given(parameter, value));
    }

    private static Optional<JsonNode> take(ObjectNode place, List<String> path) {
        var name = path.getFirst();
        if (path.size() == 1) {
            return Optional.ofNullable(place.remove(name));
        }
        if (!(place.get(name) instanceof ObjectNode inner)) {
            return Optional.empty();
        }
        var taken = take(inner, path.subList(1, path.size()));
        if (taken.isPresent() && inner.isEmpty()) {
            place.remove(name);
        }
        return taken;
    }

    /** The names of what has not been taken, in the brackets of the dialect, in the order in which they were sent. */
    List<String> left() {
        var names = new ArrayList<String>(0);
        collect(tree, List.of(), names);
        return names;
    }

    private static void collect(ObjectNode place, List<String> path, List<String> names) {
        place.propertyStream().forEach(entry -> {
            var here = new ArrayList<>(path);
            here.add(entry.getKey());
            switch (entry.getValue()) {
                case ObjectNode object when !object.isEmpty() -> collect(object, here, names);
                case ArrayNode array -> names.add(Pointers.parameterOf(Pointers.ofPath(here)) + "[]");
                case JsonNode value -> names.add(Pointers.parameterOf(Pointers.ofPath(here)));
            }
        });
    }
}
