package dev.sluice.verify;

import java.util.Locale;

/** The rules that are proven: those of the invariants of a ledger, and what they rest on. */
public enum Rule {
    /** Each link of a partition's journal has the next sequence and the hash of the link before. Invariant 8. */
    CHAIN,
    /** A record is what docs/topics.md says it is, has the key of its account, and is on that account's partition. */
    FORM,
    /** The ledger's time never goes back within a partition, and nothing happens before its time has come. */
    TIME,
    /** The postings of an entry sum to zero for each asset, and go where entries of its type may. Invariant 1. */
    SUM,
    /** A bucket is never below zero, but for AVAILABLE where a request allowed it. Invariants 2 and 4. */
    BALANCE,
    /** A slice is never below zero, a lot never more than its amount, a bucket the sum of its slices less the debt. Invariant 2. */
    LOT,
    /** HELD is what remains of the open holds; a hold only ever gives. Invariant 3. */
    HOLD,
    /** What is reserved leaves by releases, which tell each unit. Part of invariant 3. */
    RESERVE,
    /** Nothing is given back that was not taken, or twice. */
    REVERSAL,
    /** SYSTEM_TRANSIT is what is on its way; a transfer pays all of its recipients or nobody. Invariant 5. */
    TRANSIT,
    /** Every partition knows the same programs and assets, and so does the catalogue's topic. */
    CATALOGUE,
    /** A key books once and has one outcome. Invariant 7. */
    ONCE,
    /** A request that was accepted is booked as it was asked. */
    REQUEST,
    /** Each request has its reply, and a reply says what the journal says. Invariant 7. */
    REPLY,
    /** What the ledger answers now is the fold of its journal. Invariant 6. */
    STORES;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
