package dev.sluice.cli.backup;

import dev.sluice.ledger.restore.JournalCopy;
import dev.sluice.ledger.restore.JournalLine;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** A backup that was written, as {@link BackupFormat} says. Each reading checks all of it. */
public final class BackupFile implements JournalCopy {

    private static final int BUFFER_BYTES = 256 * 1024;
    private static final int HEADERS_MAX = 10_000;

    private final Path file;
    private final BackupHeader header;

    /**
     * Opens a backup, and reads what it says of itself.
     *
     * @throws BackupDamagedException for a file that is none
     */
    public BackupFile(Path file) throws IOException {
        this.file = file;
        try (var in = open()) {
            this.header = BackupHeader.decode(block(in));
        } catch (EOFException | ZipException cut) {
            throw damaged(cut);
        }
    }

    public BackupHeader header() {
        return header;
    }

    @Override
    public int partitions() {
        return header.partitions();
    }

    @Override
    public void read(LineReader reader) throws IOException {
        try (var in = open()) {
            var digests = BackupFormat.digests(header.partitions(), block(in));
            var records = new long[header.partitions()];
            var kind = in.readUnsignedByte();
            while (kind == BackupFormat.RECORD) {
                var line = record(in);
                new Blocks(new DigestOutputStream(OutputStream.nullOutputStream(), digests.get(line.partition())))
                        .record(line);
                records[line.partition()]++;
                reader.take(line);
                kind = in.readUnsignedByte();
            }
            if (kind != BackupFormat.TRAILER) {
                throw new BackupDamagedException("Expected a record or the trailer, but got " + kind);
            }
            for (var partition = 0; partition < records.length; partition++) {
                check(in, partition, records[partition], digests.get(partition));
            }
            if (in.read() >= 0) {
                throw new BackupDamagedException("Expected nothing behind the trailer, but there is more");
            }
        } catch (EOFException | ZipException cut) {
            throw damaged(cut);
        }
    }

    private static void check(DataInputStream in, int partition, long records, MessageDigest digest)
            throws IOException {
        var expected = in.readLong();
        if (expected != records) {
            throw new BackupDamagedException(
                    "Expected %d records of partition %d, but there are %d".formatted(expected, partition, records));
        }
        if (!Arrays.equals(in.readNBytes(BackupFormat.SHA256_BYTES), digest.digest())) {
            throw new BackupDamagedException(
                    "Expected the records of partition %d as they were written, but their SHA-256 is another"
                            .formatted(partition));
        }
    }

    private DataInputStream open() throws IOException {
        InputStream plain = new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES);
        try {
            checkFirstLine(plain);
            return new DataInputStream(new BufferedInputStream(new GZIPInputStream(plain, BUFFER_BYTES), BUFFER_BYTES));
        } catch (EOFException | ZipException cut) {
            plain.close();
            throw damaged(cut);
        } catch (IOException unreadable) {
            plain.close();
            throw unreadable;
        }
    }

    private void checkFirstLine(InputStream in) throws IOException {
        var line = new StringBuilder();
        for (var next = in.read(); next >= 0 && next != '\n' && line.length() < 64; next = in.read()) {
            line.append((char) next);
        }
        var words = line.toString().split(" ", -1);
        if (words.length != 2 || !words[0].equals(BackupFormat.NAME)) {
            throw new BackupDamagedException("Expected a backup of a ledger, but %s is none".formatted(file));
        }
        if (!words[1].equals(Integer.toString(BackupFormat.VERSION))) {
            throw new BackupDamagedException(
                    "Expected a backup of version %d, but %s is of version %s; a later release can read it"
                            .formatted(BackupFormat.VERSION, file, words[1]));
        }
    }

    private JournalLine record(DataInputStream in) throws IOException {
        var partition = in.readInt();
        if (partition < 0 || partition >= header.partitions()) {
            throw new BackupDamagedException(
                    "Expected a partition below %d, but got %d".formatted(header.partitions(), partition));
        }
        var offset = in.readLong();
        var timestamp = in.readLong();
        var key = block(in);
        var size = in.readInt();
        if (size < 0 || size > HEADERS_MAX) {
            throw new BackupDamagedException("Expected a number of headers, but got " + size);
        }
        var headers = new ArrayList<JournalLine.LineHeader>(size);
        for (var i = 0; i < size; i++) {
            headers.add(new JournalLine.LineHeader(new String(block(in), StandardCharsets.UTF_8), block(in)));
        }
        return new JournalLine(partition, offset, timestamp, key, headers, block(in));
    }

    private static byte[] block(DataInputStream in) throws IOException {
        var length = in.readInt();
        if (length < 0 || length > BackupFormat.BLOCK_BYTES_MAX) {
            throw new BackupDamagedException("Expected the length of a block, but got " + length);
        }
        var bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("The file ends within a block");
        }
        return bytes;
    }

    private BackupDamagedException damaged(IOException cut) {
        return new BackupDamagedException(
                "Expected a whole backup, but %s was cut or changed (%s)".formatted(file, cut.getMessage()));
    }
}
