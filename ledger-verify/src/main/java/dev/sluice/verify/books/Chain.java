package dev.sluice.verify.books;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.verify.Findings;
import dev.sluice.verify.Rule;
import dev.sluice.verify.log.LogRecord;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** The hash chain of one partition's journal. After a break it goes on with what is there, so that one break is told once. */
final class Chain {

    private static final String FIRST_PREVIOUS_HASH = "0".repeat(64);

    private final Findings findings;
    private final MessageDigest sha256 = sha256();
    private String lastHash = FIRST_PREVIOUS_HASH;
    private long nextSequence;
    private long lastTime = Long.MIN_VALUE;

    Chain(Findings findings) {
        this.findings = findings;
    }

    void read(LogRecord record, JsonNode link) {
        var sequence = link.path("sequence");
        findings.unless(
                sequence.isIntegralNumber() && sequence.longValue() == nextSequence,
                Rule.CHAIN,
                record.place(),
                () -> "sequence " + nextSequence,
                sequence);
        nextSequence = sequence.longValue() + 1;
        var previousHash = link.path("previous_hash").asText();
        findings.unless(
                previousHash.equals(lastHash),
                Rule.CHAIN,
                record.place(),
                () -> "previous_hash to be the hash of the record before, " + lastHash,
                previousHash);
        hash(record.value());
    }

    /** Also of a record that can't be read: the next one has its hash. */
    void hash(byte @Nullable [] value) {
        lastHash = HexFormat.of().formatHex(sha256.digest(value == null ? new byte[0] : value));
    }

    void time(LogRecord record, long recordedAt) {
        findings.unless(
                recordedAt >= lastTime,
                Rule.TIME,
                record.place(),
                "no time before that of the entry before",
                recordedAt);
        findings.unless(
                recordedAt == record.timestamp(),
                Rule.TIME,
                record.place(),
                () -> "recorded_at to be the record's timestamp " + record.timestamp(),
                recordedAt);
        lastTime = Math.max(lastTime, recordedAt);
    }

    long length() {
        return nextSequence;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform must have SHA-256", impossible);
        }
    }
}
