package dev.sluice.schema.value;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.UUID;

/** One journal entry. Made by the ledger: version 7 layout, so that the ids of one partition sort in booking order. */
public record EntryId(@JsonValue UUID value) implements Comparable<EntryId> {

    /** Reads the canonical text of a UUID (36 characters); upper case is accepted and folded. */
    @JsonCreator
    public static EntryId parse(String text) {
        return new EntryId(Uuids.parse(text));
    }

    /** When it was made, to the millisecond, by the ledger's time: the layout begins with it. */
    public Instant madeAt() {
        return Instant.ofEpochMilli(value.getMostSignificantBits() >>> 16);
    }

    @Override
    public int compareTo(EntryId other) {
        return Uuids.compareUnsigned(value, other.value);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
