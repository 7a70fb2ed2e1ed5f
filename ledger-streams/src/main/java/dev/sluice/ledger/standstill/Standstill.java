package dev.sluice.ledger.standstill;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A partition of the ledger, or of one of its topics, that makes no progress, and why. It names the record at which it
 * stands, and never says what is in it.
 *
 * @param topic whose records wait; empty where it is not about one topic
 * @param offset of the record that waits, and all after it with it; empty where it is not about one record
 * @param since when, by the clock of this instance
 * @param fault what went wrong, in one line; the log has all of it
 */
public record Standstill(
        Optional<String> topic, int partition, OptionalLong offset, Instant since, Reason reason, String fault) {

    /** The reason for which a partition stands still. */
    public enum Reason {
        /** Applying a record has failed time and again: each time the transaction was aborted, and the record came again. */
        RECORD_FAILS,
        /** The partition's task could not begin, as where a row of its state can't be read: no record of it is taken. */
        CANNOT_BEGIN,
        /** What is done without a record has failed time and again, and is not tried any more; records are taken. */
        BACKGROUND_FAILS,
        /** A record's time is further ahead of this instance's clock than is believed. */
        AHEAD_OF_CLOCK;

        private final String label = name().toLowerCase(Locale.ROOT);

        /** As it stands in answers and in tags of metrics. */
        @JsonValue
        public String label() {
            return label;
        }
    }
}
