package dev.sluice.schema.value;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** One journal entry. Made by the ledger: version 7 layout, so that the ids of one partition sort in booking order. */
public record EntryId(@JsonValue UUID value) implements Comparable<EntryId> {

    /** Reads the canonical text of a UUID (36 characters); upper case is accepted and folded. */
    @JsonCreator
    public static EntryId parse(String text) {
        return new EntryId(Uuids.parse(text));
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
