package dev.sluice.ledger.core;

import dev.sluice.schema.journal.JournalEntry;
import dev.sluice.schema.rejection.Rejection;
import dev.sluice.schema.rejection.RejectionCode;
import dev.sluice.schema.reply.Result;

/** What comes of a request. Nothing has happened yet: an accepted entry is applied by the evolvers, as a whole. */
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

    /** A question was answered, or a command found everything as it wants it. */
    record Answered(Result result) implements Decision {}
}
