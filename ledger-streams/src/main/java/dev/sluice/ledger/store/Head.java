package dev.sluice.ledger.store;

import dev.sluice.schema.journal.JournalRecord;
import java.time.Instant;
import java.util.HexFormat;

/**
 * Where the partition stands: its place in its journal, and its clock.
 *
 * @param sequence the place of the next journal entry, which is also the number of entries so far
 * @param lastHash the SHA-256 of the value bytes of the last journal record, as 64 hexadecimal digits; zeros before the first
 * @param clock the ledger's time of the last record applied, whether it booked anything or not
 */
public record Head(long sequence, String lastHash, Instant clock) {

    /** Of a partition that has seen nothing. */
    public static final Head FIRST = new Head(0, JournalRecord.FIRST_PREVIOUS_HASH, Instant.EPOCH);

    byte[] encode() {
        return new ValueWriter()
                .number(sequence)
                .block(HexFormat.of().parseHex(lastHash))
                .instant(clock)
                .value();
    }

    static Head decode(byte[] value) {
        var reader = new ValueReader(value);
        return new Head(reader.number(), HexFormat.of().formatHex(reader.block()), reader.instant());
    }
}
