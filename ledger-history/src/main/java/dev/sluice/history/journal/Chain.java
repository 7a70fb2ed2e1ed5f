package dev.sluice.history.journal;

import dev.sluice.schema.journal.JournalRecord;
import dev.sluice.schema.json.LedgerMapper;
import dev.sluice.schema.json.MessageJson;
import dev.sluice.schema.rejection.InvalidMessageException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;

/** The chain of one partition's journal, as far as it has been read; it takes the next record and no other. */
public final class Chain {

    private static final MessageJson<JournalRecord> JSON = MessageJson.ofJournal(LedgerMapper.create());

    private final int partition;
    private long nextSequence;
    private String lastHash;
    private Optional<Instant> ledgerTime;

    /**
     * The chain behind this place.
     *
     * @param lastHash 64 hexadecimal digits; zeros before the first record
     * @param ledgerTime of the last record
     */
    public Chain(int partition, long nextSequence, String lastHash, Optional<Instant> ledgerTime) {
        this.partition = partition;
        this.nextSequence = nextSequence;
        this.lastHash = lastHash;
        this.ledgerTime = ledgerTime;
    }

    /**
     * The record as the next link.
     *
     * @throws BrokenJournalException where it is not; the chain stays where it is
     */
    public Link next(long offset, byte[] value) {
        var record = read(offset, value);
        expect(record.partition() == partition, offset, "partition %d", partition, "partition " + record.partition());
        expect(record.sequence() == nextSequence, offset, "sequence %d", nextSequence, "" + record.sequence());
        expect(
                record.previousHash().equals(lastHash),
                offset,
                "a record that follows %s",
                lastHash,
                "one that follows " + record.previousHash());
        var entry = record.entry();
        expect(entry.isBalanced(), offset, "postings of entry %s that sum to zero", entry.id(), "others");
        expect(
                ledgerTime.isEmpty() || !entry.recordedAt().isBefore(ledgerTime.get()),
                offset,
                "a time not before %s",
                ledgerTime.map(Instant::toString).orElse(""),
                entry.recordedAt().toString());

        // From here on it is the next link.
        var hash = sha256(value);
        nextSequence++;
        lastHash = HexFormat.of().formatHex(hash);
        ledgerTime = Optional.of(entry.recordedAt());
        return new Link(partition, offset, record.sequence(), hash, entry);
    }

    private static JournalRecord read(long offset, byte[] value) {
        try {
            return JSON.read(value);
        } catch (InvalidMessageException unreadable) {
            throw new BrokenJournalException(
                    "Expected a journal record at offset %d, but got one that can't be read: %s"
                            .formatted(offset, unreadable.getMessage()),
                    unreadable);
        }
    }

    private void expect(boolean holds, long offset, String expected, Object of, String got) {
        if (!holds) {
            throw new BrokenJournalException("Expected %s at offset %d of partition %d, but got %s"
                    .formatted(expected.formatted(of), offset, partition, got));
        }
    }

    private static byte[] sha256(byte[] value) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(value);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform must have SHA-256", impossible);
        }
    }
}
