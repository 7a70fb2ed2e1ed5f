package dev.sluice.ledger.simulation;

import dev.sluice.schema.journal.Actor;
import dev.sluice.schema.journal.EntryType;
import dev.sluice.schema.journal.JournalEntry;
import dev.sluice.schema.topic.Headers;
import dev.sluice.schema.value.IdempotencyKey;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Somebody who sends requests: always the same one under the same key, so that every entry tells whom it must name. */
enum Asker {
    GATEWAY(Optional.of("api-key:backend"), new Actor.ApiKey("backend")),
    PRODUCER(Optional.of("nightly-batch"), new Actor.Producer("nightly-batch")),
    NOBODY(Optional.empty(), new Actor.Unknown());

    private static final Set<EntryType> OF_TIME_ALONE =
            Set.of(EntryType.EXPIRY, EntryType.MATURITY, EntryType.HOLD_EXPIRY);

    private final Optional<String> principal;
    private final Actor actor;

    Asker(Optional<String> principal, Actor actor) {
        this.principal = principal;
        this.actor = actor;
    }

    static Asker of(IdempotencyKey key) {
        return values()[Math.floorMod(key.value().hashCode(), values().length)];
    }

    void signs(RecordHeaders headers) {
        principal.ifPresent(name -> headers.add(Headers.PRINCIPAL, name.getBytes(StandardCharsets.UTF_8)));
    }

    /** Whether it names who asked, and the ledger where nobody did. A copy of the catalogue has no key that tells who. */
    static boolean isNamedBy(JournalEntry entry) {
        if (isOfTime(entry)) {
            return entry.actor().equals(Optional.of(new Actor.Ledger()));
        }
        return entry.idempotencyKey()
                .map(key -> entry.actor().equals(Optional.of(of(key).actor)))
                .orElseGet(() -> entry.actor()
                        .filter(actor -> !(actor instanceof Actor.Ledger))
                        .isPresent());
    }

    private static boolean isOfTime(JournalEntry entry) {
        return OF_TIME_ALONE.contains(entry.type())
                || (entry.type() == EntryType.RESERVE_RELEASE
                        && entry.idempotencyKey().isEmpty());
    }
}
