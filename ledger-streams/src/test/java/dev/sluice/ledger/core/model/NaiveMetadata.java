package dev.sluice.ledger.core.model;

import dev.sluice.schema.request.Change;
import java.util.Map;
import java.util.TreeMap;

/** The metadata of reserve holds, releases and plans. */
final class NaiveMetadata {

    private static final int MOST = 50;

    private NaiveMetadata() {}

    static Map<String, String> first(Map<String, String> given) {
        return after(Map.of(), new Change.Set<>(given));
    }

    /** Null clears all; an empty value takes its key away. */
    static Map<String, String> after(Map<String, String> before, Change<Map<String, String>> change) {
        if (change instanceof Change.Clear<Map<String, String>>) {
            return new TreeMap<>();
        }
        var after = new TreeMap<>(before);
        if (change instanceof Change.Set<Map<String, String>> set) {
            after.putAll(set.value());
            after.values().removeIf(String::isEmpty);
        }
        return after;
    }

    static boolean isTooMuch(Map<String, String> metadata) {
        return metadata.size() > MOST;
    }
}
