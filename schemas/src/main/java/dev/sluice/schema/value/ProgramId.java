package dev.sluice.schema.value;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** The context that an operation belongs to. The program's wallet is the account of the same UUID. */
public record ProgramId(@JsonValue UUID value) implements Comparable<ProgramId> {

    /** Reads the canonical text of a UUID (36 characters); upper case is accepted and folded. */
    @JsonCreator
    public static ProgramId parse(String text) {
        return new ProgramId(Uuids.parse(text));
    }

    /** The id of the program that is made with this key: a repeat of the key can't make a second program. */
    public static ProgramId madeWith(IdempotencyKey key) {
        return new ProgramId(Uuids.version5(Uuids.PROGRAMS, key.value()));
    }

    /** The account that requests about this program are keyed by, and that owns its wallet. */
    public AccountId account() {
        return new AccountId(value);
    }

    @Override
    public int compareTo(ProgramId other) {
        return Uuids.compareUnsigned(value, other.value);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
