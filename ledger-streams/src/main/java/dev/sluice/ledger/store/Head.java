package dev.sluice.ledger.store;

import dev.sluice.schema.journal.JournalRecord;
import java.time.Instant;
import java.util.HexFormat;

/**
 * The head of a partition: its place in its journal, and its clock.
 *
 * @param sequence the place of the next journal entry, which is also the number of entries so far
 * @param lastHash the SHA-256 of the value bytes of the last journal record, as 64 hexadecimal digits; zeros before the first
 * @param clock the ledger's time of the last record applied, whether it booked anything or not
 * @param coordinated how many requests it has coordinated that involve other partitions
 */
public record Head(long sequence, String lastHash, Instant clock, long coordinated) {

    /** Of a partition that has seen nothing. */
    public static final Head FIRST = new Head(0, JournalRecord.FIRST_PREVIOUS_HASH, Instant.EPOCH, 0);

    /** The head after one more entry. */
    public Head after(String hash, Instant now) {
        return new Head(sequence + 1, hash, now, coordinated);
    }

    /** The head when it is this late. */
    public Head at(Instant now) {
        return new Head(sequence, lastHash, now, coordinated);
    }

    /** The head after one more coordinated request has begun. */
    public Head coordinating() {
        return new Head(sequence, lastHash, clock, coordinated + 1);
    }

    byte[] encode() {
        return new ValueWriter()
                .number(sequence)
                .block(HexFormat.of().parseHex(lastHash))
                .instant(clock)
                .number(coordinated)
                .value();
    }

    static Head decode(byte[] value) {
        var reader = new ValueReader(value);
        return new Head(
                reader.number(),
                HexFormat.of().formatHex(reader.block()),
                reader.instant(),
                // The first versions had none to number.
                reader.hasMore() ? reader.number() : 0);
    }
}
