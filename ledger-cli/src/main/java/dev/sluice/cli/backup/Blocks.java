package dev.sluice.cli.backup;

import dev.sluice.ledger.restore.JournalLine;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** The writing of the parts that a backup is made of. */
final class Blocks {

    private final DataOutputStream out;

    Blocks(OutputStream out) {
        this.out = new DataOutputStream(out);
    }

    void block(byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    void record(JournalLine line) throws IOException {
        out.writeByte(BackupFormat.RECORD);
        out.writeInt(line.partition());
        out.writeLong(line.offset());
        out.writeLong(line.timestamp());
        block(line.key());
        out.writeInt(line.headers().size());
        for (var header : line.headers()) {
            block(header.name().getBytes(StandardCharsets.UTF_8));
            block(header.value());
        }
        block(line.value());
    }

    void trailer() throws IOException {
        out.writeByte(BackupFormat.TRAILER);
    }

    void partition(long records, byte[] sha256) throws IOException {
        out.writeLong(records);
        out.write(sha256);
    }
}
