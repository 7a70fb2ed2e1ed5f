package dev.sluice.ledger.core.entry;

import dev.sluice.schema.exchange.ExchangeMessage.BookingAsked;
import dev.sluice.schema.exchange.Objection;
import dev.sluice.schema.journal.JournalEntry;
import java.util.Optional;

/** A partition's answer in round one, to the question whether it can do its part. It keeps nothing of it but what it books. */
public sealed interface Vote {

    /**
     * Yes, and nothing changes until it is told to book.
     *
     * @param toldAtOnce what it is told to book in the question itself
     */
    record Promised(Optional<BookingAsked> toldAtOnce) implements Vote {}

    /** Yes, and its part is done with this entry. */
    record Done(JournalEntry entry) implements Vote {}

    /** No. */
    record Objected(Objection objection) implements Vote {}
}
