package dev.sluice.schema.value;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** Value that is reserved on one account and asset. Made by the ledger; ids sort in the order in which one account's holds were opened. */
public record HoldId(@JsonValue UUID value) implements Comparable<HoldId> {

    /** Reads the canonical text of a UUID (36 characters); upper case is accepted and folded. */
    @JsonCreator
    public static HoldId parse(String text) {
        return new HoldId(Uuids.parse(text));
    }

    @Override
    public int compareTo(HoldId other) {
        return Uuids.compareUnsigned(value, other.value);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
