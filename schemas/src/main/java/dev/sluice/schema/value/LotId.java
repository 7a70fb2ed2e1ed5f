package dev.sluice.schema.value;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** One credit of a LOT asset, with its vintage. Made by the ledger; never changes and is never reused. */
public record LotId(@JsonValue UUID value) implements Comparable<LotId> {

    /** Reads the canonical text of a UUID (36 characters); upper case is accepted and folded. */
    @JsonCreator
    public static LotId parse(String text) {
        return new LotId(Uuids.parse(text));
    }

    @Override
    public int compareTo(LotId other) {
        return Uuids.compareUnsigned(value, other.value);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
