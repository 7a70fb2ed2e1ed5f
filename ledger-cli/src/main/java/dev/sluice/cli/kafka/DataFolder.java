package dev.sluice.cli.kafka;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The claim of this process on a data folder: two brokers in one folder would destroy each other's logs.
 *
 * <p>The claim is a lock of the operating system on a file, not the file itself, so a forced kill releases it and no
 * stale file ever keeps a node from starting. Kafka has a lock of its own further in, but it is taken late and its
 * message does not say who holds it.
 */
final class DataFolder implements AutoCloseable {

    private static final String LOCK_FILE = "in-use.lock";
    private static final String LOG_FOLDER = "log";
    private static final int PID_BYTES_MAX = 32;

    private final Path folder;
    private final FileChannel lockFile;

    private DataFolder(Path folder, FileChannel lockFile) {
        this.folder = folder;
        this.lockFile = lockFile;
    }

    static DataFolder claim(Path folder) {
        try {
            Files.createDirectories(folder);
            var lockFile = FileChannel.open(folder.resolve(LOCK_FILE), CREATE, READ, WRITE);
            try {
                if (tryLock(lockFile) == null) {
                    throw new EmbeddedKafkaException(
                            "The data folder %s is in use by process %s. Stop that process, or name another folder."
                                    .formatted(folder, readPid(lockFile)));
                }
                writePid(lockFile);
                return new DataFolder(folder, lockFile);
            } catch (IOException | RuntimeException e) {
                lockFile.close();
                throw e;
            }
        } catch (IOException e) {
            throw new EmbeddedKafkaException(
                    "The data folder %s cannot be used (%s). Expected a folder that this user may write to."
                            .formatted(folder, e),
                    e);
        }
    }

    /** Where Kafka keeps its logs: apart from the lock file, because Kafka takes all that lies there for its own. */
    Path logFolder() {
        return folder.resolve(LOG_FOLDER);
    }

    @Override
    public void close() {
        try {
            lockFile.close();
        } catch (IOException e) {
            throw new EmbeddedKafkaException("The data folder %s could not be released (%s).".formatted(folder, e), e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel lockFile) throws IOException {
        try {
            return lockFile.tryLock();
        } catch (OverlappingFileLockException heldByThisProcess) {
            return null;
        }
    }

    private static String readPid(FileChannel lockFile) throws IOException {
        var bytes = ByteBuffer.allocate(PID_BYTES_MAX);
        lockFile.read(bytes, 0);
        return StandardCharsets.US_ASCII.decode(bytes.flip()).toString();
    }

    private static void writePid(FileChannel lockFile) throws IOException {
        lockFile.truncate(0);
        lockFile.write(
                StandardCharsets.US_ASCII.encode(
                        Long.toString(ProcessHandle.current().pid())),
                0);
    }
}
