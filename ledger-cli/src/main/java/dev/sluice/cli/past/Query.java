package dev.sluice.cli.past;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A path and its query parameters. */
public record Query(String path, Map<String, String> parameters) {

    public Query {
        parameters = Map.copyOf(parameters);
    }

    public static Query of(String path) {
        return new Query(path, Map.of());
    }

    public Query with(String name, String value) {
        var more = new TreeMap<>(parameters);
        more.put(name, value);
        return new Query(path, more);
    }

    /** The same with a parameter that may not be given. */
    public Query with(String name, Optional<String> value) {
        return value.map(given -> with(name, given)).orElse(this);
    }

    /** As it stands behind the address. */
    @Override
    public String toString() {
        return parameters.isEmpty()
                ? path
                : path
                        + new TreeMap<>(parameters)
                                .entrySet().stream()
                                        .map(parameter ->
                                                encoded(parameter.getKey()) + "=" + encoded(parameter.getValue()))
                                        .collect(Collectors.joining("&", "?", ""));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
