package dev.sluice.verify.books;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** An owner of balances: a participant, a group, or a program with its wallet. */
public final class Account {

    /** The kind of owner. */
    public enum Kind {
        PARTICIPANT,
        GROUP,
        PROGRAM
    }

    private final Kind kind;
    private final Map<UUID, Pot> pots = new LinkedHashMap<>(2);

    Account(Kind kind) {
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }

    public Map<UUID, Pot> pots() {
        return pots;
    }
}
