package dev.sluice.schema.value;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** A rule by which part of each charge is reserved. Made by the ledger; ids sort in the order in which one account's were made. */
public record ReservePlanId(@JsonValue UUID value) implements Comparable<ReservePlanId> {

    /** Reads the canonical text of a UUID (36 characters); upper case is accepted and folded. */
    @JsonCreator
    public static ReservePlanId parse(String text) {
        return new ReservePlanId(Uuids.parse(text));
    }

    @Override
    public int compareTo(ReservePlanId other) {
        return Uuids.compareUnsigned(value, other.value);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
