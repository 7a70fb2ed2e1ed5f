package dev.sluice.ledger.restore;

import java.util.List;

/**
 * One record of a copy of the journal, as it lay on its topic.
 *
 * @param offset where it lay there; a new topic gives it another
 */
@SuppressWarnings("ArrayRecordComponent") // Bytes that pass through; nobody compares these.
public record JournalLine(
        int partition, long offset, long timestamp, byte[] key, List<LineHeader> headers, byte[] value) {

    /** One header of the record. */
    @SuppressWarnings("ArrayRecordComponent") // As above.
    public record LineHeader(String name, byte[] value) {}

    public JournalLine {
        headers = List.copyOf(headers);
    }
}
