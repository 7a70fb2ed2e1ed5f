package dev.sluice.schema.value;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** Reserved value that was given back. Made by the ledger; ids sort in the order in which one account's were made. */
public record ReserveReleaseId(@JsonValue UUID value) implements Comparable<ReserveReleaseId> {

    /** Reads the canonical text of a UUID (36 characters); upper case is accepted and folded. */
    @JsonCreator
    public static ReserveReleaseId parse(String text) {
        return new ReserveReleaseId(Uuids.parse(text));
    }

    @Override
    public int compareTo(ReserveReleaseId other) {
        return Uuids.compareUnsigned(value, other.value);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
