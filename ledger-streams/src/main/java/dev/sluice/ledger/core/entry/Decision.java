package dev.sluice.ledger.core.entry;

import dev.sluice.ledger.core.state.Delivering;
import dev.sluice.ledger.core.state.Purpose;
import dev.sluice.ledger.core.state.Voting;
import dev.sluice.schema.exchange.Ballot;
import dev.sluice.schema.exchange.ExchangeMessage.BookingAsked;
import dev.sluice.schema.exchange.ExchangeMessage.PromiseReleased;
import dev.sluice.schema.journal.JournalEntry;
import dev.sluice.schema.rejection.Rejection;
import dev.sluice.schema.rejection.RejectionCode;
import dev.sluice.schema.reply.Result;
import java.util.Map;
import java.util.Optional;

/** The decision on a request. Nothing has happened yet: an accepted entry is applied by the evolvers, as a whole. */
public sealed interface Decision {

    /** The entry is to be booked, and the result answered. */
    record Accepted(JournalEntry entry, Result result) implements Decision {}

    /** An expected "no"; nothing changes. */
    record Refused(Rejection rejection) implements Decision {

        @SuppressWarnings("AnnotateFormatMethod") // the annotation is of a library, and the core knows none
        public static Refused because(RejectionCode code, String expectation, Object... arguments) {
            return new Refused(Rejection.because(code, expectation.formatted(arguments)));
        }

        @SuppressWarnings("AnnotateFormatMethod") // the annotation is of a library, and the core knows none
        public static Refused atField(RejectionCode code, String field, String expectation, Object... arguments) {
            return new Refused(Rejection.atField(code, "#/" + field, expectation.formatted(arguments)));
        }
    }

    /**
     * Other partitions have to agree first. The caller is answered when all have voted.
     *
     * @param entry what is booked at once, if anything
     * @param purpose what has to be known of the request when all have voted
     * @param ballots what each of them is asked
     */
    record PutToVote(Optional<JournalEntry> entry, Voting voting, Purpose purpose, Map<Integer, Ballot> ballots)
            implements Decision {}

    /**
     * All is decided, and other partitions have to book their parts. The caller is answered when they have.
     *
     * @param entry what is booked here, if anything
     * @param deliveries what each of them has to book; nothing where the only other one has booked already
     */
    record Dispatched(
            Optional<JournalEntry> entry, Result result, Delivering delivering, Map<Integer, BookingAsked> deliveries)
            implements Decision {}

    /**
     * The others did not agree: the entry gives back what was set aside, and the request is refused.
     *
     * @param releases what partitions are told that have promised something to groups; nobody waits for an answer
     */
    record Withdrawn(JournalEntry entry, Rejection rejection, Map<Integer, PromiseReleased> releases)
            implements Decision {}

    /** A question was answered, or a command found everything as it wants it. */
    record Answered(Result result) implements Decision {}
}
