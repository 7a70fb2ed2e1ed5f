package dev.sluice.ledger.core.state;

import dev.sluice.schema.journal.Fact.ConsumptionReversed;
import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.LotId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The purpose of a vote, with what its conclusion needs to know when all have voted. */
public sealed interface Purpose {

    /**
     * A transfer.
     *
     * @param setAside what the source has given, in the order of spending
     * @param at when: the vintage of the recipients' lots
     */
    record Transferring(List<SetAside> setAside, Instant at) implements Purpose {

        public Transferring {
            setAside = List.copyOf(setAside);
        }
    }

    /** A credit that the wallet of the program has to pay for. */
    record Drawing() implements Purpose {}

    /**
     * A reversal that the wallet of the program has to pay for.
     *
     * @param parts what is given back, in that order
     * @param takenAt when it was taken: the vintage of what no lot is known of any more
     */
    record Reversing(List<ConsumptionReversed.Part> parts, Instant takenAt) implements Purpose {

        public Reversing {
            parts = List.copyOf(parts);
        }
    }

    /** A group whose members have to exist. */
    record Enrolling() implements Purpose {}

    /**
     * Value that is on its way, and where it came from.
     *
     * @param lotId of a LOT asset
     * @param createdAt the lot's vintage, where it is to be preserved
     * @param expiresAt the lot's expiry
     */
    record SetAside(Optional<LotId> lotId, Amount amount, Optional<Instant> createdAt, Optional<Instant> expiresAt) {}
}
