package dev.sluice.cli.torture.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.cli.torture.load.Outcomes.Told;
import dev.sluice.verify.log.LedgerTopic;
import dev.sluice.verify.log.LogRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** The keys of the journal's entries, to be compared with what callers were told about them. */
public final class JournalKeys {

    private static final String RESTORED = "_RESTORED";

    private final JsonMapper mapper = new JsonMapper();
    private final Map<String, Booked> booked = new HashMap<>();

    /** All steps of one request have one id. */
    private static final class Booked {
        private final Set<String> ids = new HashSet<>(2);
        private boolean restored;
    }

    void read(LogRecord record) {
        var value = record.value();
        if (record.topic() != LedgerTopic.JOURNAL || value == null) {
            return;
        }
        try {
            read(mapper.readTree(value).path("entry"));
        } catch (IOException notJson) {
            throw new UncheckedIOException(notJson);
        }
    }

    private void read(JsonNode entry) {
        var key = entry.path("idempotency_key");
        if (key.isTextual()) {
            var of = booked.computeIfAbsent(key.textValue(), absent -> new Booked());
            of.ids.add(entry.path("id").asText());
            of.restored |= entry.path("type").asText().endsWith(RESTORED);
        }
    }

    /**
     * Tells what differs: an accepted request is there once, a refused one is not, or what it had set aside was given back, and
     * nothing is there that nobody asked for.
     */
    void compare(Map<String, Told> told, Consumer<String> violation) {
        told.forEach((key, answer) -> {
            var of = booked.get(key);
            if (of == null) {
                if (answer.accepted() && !answer.mayBeUnbooked()) {
                    violation.accept(
                            "Expected the accepted request %s in the journal, but it is not there".formatted(key));
                }
            } else if (answer.accepted() && of.ids.size() != 1) {
                violation.accept(
                        "Expected the accepted request %s in the journal once, but got %s".formatted(key, of.ids));
            } else if (!answer.accepted() && !of.restored) {
                violation.accept(
                        "Expected nothing of the refused request %s in the journal, but got %s".formatted(key, of.ids));
            }
        });
        booked.keySet().stream()
                .filter(key -> !told.containsKey(key))
                .forEach(key -> violation.accept("Expected only what was asked for, but got an entry of " + key));
    }
}
