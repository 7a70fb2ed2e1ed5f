package dev.sluice.ledger.core.state;

import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.EntryId;
import java.time.Duration;
import java.time.Instant;

/**
 * The note that value may still come to a group: of a request that its partition has voted yes for, or that it made itself and
 * that others take part in. It is there from then on until that is booked or has come to nothing; no journal tells it.
 *
 * @param entry names the request
 * @param since when it was noted
 */
public record Expectation(AccountId group, EntryId entry, Instant since) {

    /**
     * Far longer than messages between partitions are kept. A note that is older was left behind: a coordinating partition of
     * the first release told nobody that its request had come to nothing.
     */
    private static final Duration LONGEST = Duration.ofDays(30);

    /** Whether it may come true. */
    public boolean isOpen(Instant now) {
        return now.isBefore(since.plus(LONGEST));
    }
}
