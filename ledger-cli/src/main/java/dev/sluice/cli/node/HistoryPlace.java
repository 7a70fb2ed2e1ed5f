package dev.sluice.cli.node;

import dev.sluice.history.HistoryDatabase;
import java.util.Map;

/** The place where a node keeps the past. */
public sealed interface HistoryPlace {

    /** A PostgreSQL of the node's own, in its folder. */
    record Embedded() implements HistoryPlace {}

    /** A PostgreSQL that somebody runs. */
    record Elsewhere(HistoryDatabase database) implements HistoryPlace {}

    /** Nowhere. */
    record None() implements HistoryPlace {}

    /**
     * Reads what a user says.
     *
     * @param environment may name the user and the password for a URL that does not
     * @throws IllegalArgumentException for anything else
     */
    static HistoryPlace of(String text, Map<String, String> environment) {
        return switch (text) {
            case "embedded" -> new Embedded();
            case "none" -> new None();
            case String url
            when url.startsWith("jdbc:postgresql:") ->
                new Elsewhere(new HistoryDatabase(
                        url,
                        environment.getOrDefault("SLUICE_HISTORY_USER", ""),
                        environment.getOrDefault("SLUICE_HISTORY_PASSWORD", ""),
                        environment.getOrDefault("SLUICE_HISTORY_SCHEMA", HistoryDatabase.SCHEMA_DEFAULT)));
            default ->
                throw new IllegalArgumentException(
                        "Expected embedded, none, or a URL that begins with jdbc:postgresql:, but got " + text);
        };
    }
}
