package dev.sluice.ledger.topology;

import dev.sluice.ledger.core.state.StateChanges;
import dev.sluice.ledger.store.StateWriter;
import dev.sluice.ledger.store.StoredLedgerView;
import dev.sluice.schema.journal.JournalEntry;
import dev.sluice.schema.journal.JournalRecord;
import dev.sluice.schema.json.MessageJson;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;

/**
 * One partition's books: its state, its time, and the chain of its journal. Nothing is booked but here, and an entry is
 * worked out as a whole before any of it is written.
 */
final class Books {

    private final Rules rules;
    private final StoredLedgerView view;
    private final StateWriter writer;
    private final Outbox outbox;
    private final MessageJson<JournalRecord> format;
    private final MessageDigest sha256 = sha256();
    private Instant now;

    Books(Rules rules, StoredLedgerView view, StateWriter writer, Outbox outbox, MessageJson<JournalRecord> format) {
        this.rules = rules;
        this.view = view;
        this.writer = writer;
        this.outbox = outbox;
        this.format = format;
        this.now = view.head().clock();
    }

    /** An entry with all that it does, worked out and not yet done. */
    @SuppressWarnings("ArrayRecordComponent") // Nobody compares these.
    record Booking(JournalEntry entry, StateChanges changes, byte[] journalValue) {}

    /** What is decided by. */
    Rules rules() {
        return rules;
    }

    /** The ledger's time. */
    Instant now() {
        return now;
    }

    /** Time goes on to this moment, or stays where it is: it never goes back. */
    void advanceTo(Instant moment) {
        if (moment.isAfter(now)) {
            now = moment;
        }
    }

    /** Time is kept with what was decided by it, so that no instance that takes over decides by an earlier one. */
    void keepTime() {
        var head = view.head();
        if (now.isAfter(head.clock())) {
            writer.head(head.at(now));
        }
    }

    /** The state there is, as of now. */
    StoredLedgerView view() {
        return view.at(now);
    }

    /** The state there is, as of a moment that the books may not have come to: to look, not to decide. */
    StoredLedgerView viewAsOf(Instant moment) {
        return view.at(moment.isAfter(now) ? moment : now);
    }

    /**
     * Works out what an entry does. Changes nothing.
     *
     * @throws IllegalStateException for an entry that a rule should never have made
     */
    Booking prepare(JournalEntry entry) {
        if (!entry.isBalanced()) {
            throw new IllegalStateException(
                    "Expected the postings of a %s entry to sum to zero, but they do not".formatted(entry.type()));
        }
        var changes = rules.evolve(view(), entry);
        var head = view.head();
        var value = format.write(new JournalRecord(outbox.partition(), head.sequence(), head.lastHash(), entry));
        Limits.checkValue(value);
        return new Booking(entry, changes, value);
    }

    /**
     * Books what was prepared last: rows, journal and head, or nothing.
     *
     * @throws IllegalStateException for rows that can't be written; none was
     */
    void post(Booking booking) {
        writer.apply(booking.changes());
        // From here on it must succeed.
        outbox.journal(booking.entry().accountId(), booking.journalValue(), now);
        var hash = HexFormat.of().formatHex(sha256.digest(booking.journalValue()));
        writer.head(view.head().after(hash, now));
    }

    /** How many entries there are. */
    long entries() {
        return view.head().sequence();
    }

    /** One more request is coordinated here: the next one has another id. */
    void undertakes() {
        writer.head(view.head().undertaking());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform must have SHA-256", e);
        }
    }
}
