package dev.sluice.ledger.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.ledger.topology.output.WireFormats;
import dev.sluice.schema.journal.JournalRecord;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.apache.kafka.streams.test.TestRecord;

/** Checks a piece of a partition's journal as an auditor does: with the bytes, and nothing else. */
public final class JournalChain {

    private JournalChain() {}

    static void check(List<TestRecord<byte[], byte[]>> records) {
        var formats = WireFormats.create();
        for (var i = 0; i < records.size(); i++) {
            JournalRecord link = formats.journal().read(records.get(i).value());
            assertThat(link.entry().isBalanced()).isTrue();
            if (i > 0) {
                assertThat(link.previousHash())
                        .isEqualTo(hash(records.get(i - 1).value()));
            }
        }
    }

    /** The SHA-256 of a record, as the next one has to name it. */
    public static String hash(byte[] value) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(value));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
