package dev.sluice.schema.request;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Maps of texts that a caller keeps with the ledger, in key order, so that one meaning has one sequence of bytes. */
final class Texts {

    private Texts() {}

    /** An unmodifiable copy in key order; empty where none was given. */
    static <V> Map<String, V> sorted(@Nullable Map<String, V> given) {
        return given == null || given.isEmpty() ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(given));
    }
}
