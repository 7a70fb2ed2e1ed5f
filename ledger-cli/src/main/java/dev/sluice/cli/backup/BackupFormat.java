package dev.sluice.cli.backup;

import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;

/**
 * The format of a backup, version 1. A line of text, {@code sluice-backup 1}, and then one GZIP stream; numbers are big-endian,
 * and a block is its length in 4 bytes and its bytes:
 *
 * <pre>
 * header    a block of JSON: topic_prefix, partitions, program_version, begun_at
 * record    'r', partition (4 bytes), offset (8), timestamp (8), key (block),
 *           headers (their number in 4 bytes; of each the name and the value, two blocks), value (block)
 * trailer   'e', and of each partition the number of its records (8 bytes) and a SHA-256 (32 bytes)
 * </pre>
 *
 * The SHA-256 of a partition is that of the header's block and of all its records, as they stand in the stream. Behind the
 * trailer there is nothing. So a file that was cut, or changed anywhere, is told from one that was not.
 */
final class BackupFormat {

    static final String NAME = "sluice-backup";
    static final int VERSION = 1;
    static final String FIRST_LINE = NAME + " " + VERSION + "\n";

    static final int RECORD = 'r';
    static final int TRAILER = 'e';
    static final int SHA256_BYTES = 32;

    /** No record of a ledger's topics is larger, so a length above it is damage, and never allocated. */
    static final int BLOCK_BYTES_MAX = 32 * 1024 * 1024;

    private BackupFormat() {}

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform must have SHA-256", impossible);
        }
    }

    /** A digest for each partition, which has seen the header. */
    static List<MessageDigest> digests(int partitions, byte[] header) throws IOException {
        var digests = new ArrayList<MessageDigest>(partitions);
        for (var partition = 0; partition < partitions; partition++) {
            var digest = sha256();
            new Blocks(new DigestOutputStream(OutputStream.nullOutputStream(), digest)).block(header);
            digests.add(digest);
        }
        return digests;
    }
}
