package dev.sluice.ledger.store;

import java.time.Instant;
import java.util.Optional;

/**
 * The value of {@link LedgerRow#LAYOUT}: what is known of where older versions left rows.
 *
 * @param rows the layout that all rows of {@code balances} and {@code lots} are known to have
 * @param outcomesSince outcomes that were remembered later lie in windows of {@link Outcomes#WINDOW}; the epoch where all do.
 *     Unknown where only older versions have written
 */
record Layout(int rows, Optional<Instant> outcomesSince) {

    static final Layout UNKNOWN = new Layout(0, Optional.empty());

    Layout withRows(int known) {
        return new Layout(known, outcomesSince);
    }

    Layout withOutcomesSince(Instant since) {
        return new Layout(rows, Optional.of(since));
    }

    byte[] encode() {
        var writer = new ValueWriter().count(rows);
        outcomesSince.ifPresent(writer::instant);
        return writer.value();
    }

    static Layout decode(byte[] value) {
        var reader = new ValueReader(value);
        return new Layout(reader.count(), reader.hasMore() ? Optional.of(reader.instant()) : Optional.empty());
    }
}
