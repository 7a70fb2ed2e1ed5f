package dev.sluice.ledger.core.reserve;

import static dev.sluice.schema.rejection.RejectionCode.UNSUITABLE_FIELD;

import dev.sluice.ledger.core.entry.Decision.Refused;
import dev.sluice.schema.rejection.FieldChecks;
import dev.sluice.schema.request.Change;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Changes of the metadata of reserve holds, releases and plans: a change sets some keys, unsets others with an empty value, or
 * clears all.
 */
final class ReserveMetadata {

    private ReserveMetadata() {}

    /** A new thing has what was given, but for keys without a value. */
    static Map<String, String> first(Map<String, String> given) {
        return merged(Map.of(), new Change.Set<>(given));
    }

    static Map<String, String> merged(Map<String, String> before, Change<Map<String, String>> change) {
        return switch (change) {
            case Change.Keep<Map<String, String>> keep -> before;
            case Change.Clear<Map<String, String>> clear -> Map.of();
            case Change.Set<Map<String, String>> set -> {
                var after = new TreeMap<>(before);
                set.value().forEach((key, value) -> {
                    if (value.isEmpty()) {
                        after.remove(key);
                    } else {
                        after.put(key, value);
                    }
                });
                yield after.isEmpty() ? Map.of() : Collections.unmodifiableMap(after);
            }
        };
    }

    /** The refusal of more than fits. */
    static Optional<Refused> refusal(Map<String, String> after) {
        return after.size() > FieldChecks.METADATA_KEYS_MAX
                ? Optional.of(Refused.atField(
                        UNSUITABLE_FIELD,
                        "metadata",
                        "Expected at most %d keys, but there would be %d",
                        FieldChecks.METADATA_KEYS_MAX,
                        after.size()))
                : Optional.empty();
    }
}
