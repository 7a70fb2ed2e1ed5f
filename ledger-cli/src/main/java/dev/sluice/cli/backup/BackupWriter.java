package dev.sluice.cli.backup;

import dev.sluice.ledger.restore.JournalLine;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * A backup that is being written: beside its place, under the same name and {@code .part}, and moved there when it is whole and
 * on the disk. One that is closed before leaves nothing.
 */
public final class BackupWriter implements AutoCloseable {

    private static final int BUFFER_BYTES = 256 * 1024;

    private final Path file;
    private final Path part;
    private final FileChannel channel;
    private final GZIPOutputStream compressed;
    private final OutputStream out;
    private final Blocks blocks;
    private final List<MessageDigest> digests;
    private final long[] records;
    private boolean finished;

    /** Begins a backup that is to lie here. */
    public BackupWriter(Path file, BackupHeader header) throws IOException {
        this.file = file;
        this.part = file.resolveSibling(file.getFileName() + ".part");
        this.channel = FileChannel.open(
                part, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
        var plain = Channels.newOutputStream(channel);
        plain.write(BackupFormat.FIRST_LINE.getBytes(StandardCharsets.US_ASCII));
        this.compressed = new Gzip(plain);
        this.out = new BufferedOutputStream(compressed, BUFFER_BYTES);
        this.blocks = new Blocks(out);
        var encoded = header.encode();
        this.digests = BackupFormat.digests(header.partitions(), encoded);
        this.records = new long[header.partitions()];
        blocks.block(encoded);
    }

    /** Writes one record, behind those of its partition that were written before. */
    public void write(JournalLine line) throws IOException {
        blocks.record(line);
        var digest = digests.get(line.partition());
        new Blocks(new DigestOutputStream(OutputStream.nullOutputStream(), digest)).record(line);
        records[line.partition()]++;
    }

    /** The backup is whole: from now on it lies at its place. */
    public void finish() throws IOException {
        blocks.trailer();
        for (var partition = 0; partition < records.length; partition++) {
            blocks.partition(records[partition], digests.get(partition).digest());
        }
        out.flush();
        compressed.finish();
        channel.force(true);
        channel.close();
        try {
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException elsewhere) {
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        }
        finished = true;
    }

    /** JSON shrinks to a fifth at the fastest level, and hardly to less at others. */
    private static final class Gzip extends GZIPOutputStream {

        Gzip(OutputStream out) throws IOException {
            super(out, BUFFER_BYTES);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }

    @Override
    public void close() throws IOException {
        if (!finished) {
            channel.close();
            Files.deleteIfExists(part);
        }
    }
}
