package dev.sluice.gateway.stripe;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The two ways in which a place among the parameters is named: {@code release_schedule[release_after]} in the dialect, and the
 * JSON pointer {@code #/release_schedule/release_after} in refusals.
 */
final class Pointers {

    private static final String WHOLE = "#";

    private Pointers() {}

    static String ofPath(List<String> names) {
        return names.stream()
                .map(name -> "/" + name.replace("~", "~0").replace("/", "~1"))
                .collect(Collectors.joining("", WHOLE, ""));
    }

    static List<String> pathOf(String pointer) {
        return Arrays.stream(pointer.split("/", -1))
                .skip(1)
                .map(name -> name.replace("~1", "/").replace("~0", "~"))
                .toList();
    }

    /** The names of {@code release_schedule[release_after]}, one after the other. */
    static List<String> pathOfParameter(String parameter) {
        return Arrays.asList(parameter.replace("]", "").split("\\["));
    }

    /** The parameter that a pointer names; empty for the whole. */
    static String parameterOf(String pointer) {
        var path = pathOf(pointer);
        return path.isEmpty()
                ? ""
                : path.getFirst()
                        + path.stream().skip(1).map(name -> "[" + name + "]").collect(Collectors.joining());
    }

    /** The pointer of a parameter. */
    static String of(String parameter) {
        return ofPath(pathOfParameter(parameter));
    }
}
