package dev.sluice.ledger.core.state;

import dev.sluice.schema.value.AccountId;
import java.util.UUID;

/** An index of an account's reserves, kept beside the lists of all holds, releases and plans. */
public enum ReserveIndex {
    HOLDS_OF_PLAN,
    HOLDS_OF_RELEASE,
    RELEASES_OF_HOLD,
    RELEASES_OF_PLAN;

    /**
     * The membership of a thing in an index.
     *
     * @param of what the list is of
     * @param thing what is in it
     */
    public record Entry(AccountId account, ReserveIndex index, UUID of, UUID thing) {}
}
