package dev.sluice.cli.node;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.sluice.cli.CommandFailure;
import dev.sluice.cli.ExitCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/**
 * All that a node keeps, claimed by this process for as long as it is open.
 *
 * <p>The claim is a lock on a file that also marks the folder as a node's. So a folder of anything else is never written
 * to nor wiped, and a forced kill leaves no claim behind.
 */
public final class NodeFolder implements AutoCloseable {

    static final String MARKER = "sluice-node.lock";

    private static final String KAFKA = "kafka";
    private static final String LEDGER = "ledger";
    private static final String HISTORY = "history";
    private static final String WIPED = "wiped-";
    private static final int PID_BYTES_MAX = 32;

    private final Path folder;
    private final FileChannel claim;

    private NodeFolder(Path folder, FileChannel claim) {
        this.folder = folder;
        this.claim = claim;
    }

    /**
     * Makes the folder where it is missing.
     *
     * @param fresh whether what the node has kept there is deleted first
     * @throws CommandFailure when the folder is another node's, is no node's, or can't be written
     */
    public static NodeFolder claim(Path path, boolean fresh) {
        var folder = path.toAbsolutePath().normalize();
        try {
            Files.createDirectories(folder);
            if (!Files.exists(folder.resolve(MARKER)) && !isEmpty(folder)) {
                throw failure("Expected an empty folder, or one that a node has made, but %s has other files in it."
                        .formatted(folder));
            }
            var claimed = new NodeFolder(folder, lock(folder.resolve(MARKER)));
            claimed.tidy(fresh);
            return claimed;
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.CANNOT_START,
                    "Expected a data folder that can be written at %s, but it can't (%s).".formatted(folder, e),
                    e);
        }
    }

    public Path path() {
        return folder;
    }

    Path kafka() {
        return folder.resolve(KAFKA);
    }

    Path ledger() {
        return folder.resolve(LEDGER);
    }

    /** Where history is kept; all of it can be made again. */
    public Path history() {
        return folder.resolve(HISTORY);
    }

    public Path log() {
        return folder.resolve("log").resolve("sluice.log");
    }

    ApiKeyFile apiKey() {
        return ApiKeyFile.in(folder);
    }

    HealthAddressFile healthAddress() {
        return HealthAddressFile.in(folder);
    }

    @Override
    public void close() {
        try {
            claim.close();
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.STOPPED, "The data folder %s could not be released.".formatted(folder), e);
        }
    }

    private static FileChannel lock(Path marker) throws IOException {
        var file = FileChannel.open(marker, CREATE, READ, WRITE);
        try {
            if (!isLocked(file)) {
                throw failure("%s is in use by process %s. Stop that node, or choose another folder with --data."
                        .formatted(marker.getParent(), read(file)));
            }
            file.truncate(0);
            file.write(
                    StandardCharsets.US_ASCII.encode(
                            Long.toString(ProcessHandle.current().pid())),
                    0);
            return file;
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private static boolean isLocked(FileChannel file) throws IOException {
        try {
            return file.tryLock() != null;
        } catch (OverlappingFileLockException heldByThisProcess) {
            return false;
        }
    }

    private static String read(FileChannel file) throws IOException {
        var bytes = ByteBuffer.allocate(PID_BYTES_MAX);
        file.read(bytes, 0);
        return StandardCharsets.US_ASCII.decode(bytes.flip()).toString().strip();
    }

    /** Also deletes what an earlier wipe was killed over. */
    private void tidy(boolean fresh) throws IOException {
        if (fresh) {
            wipe();
        }
        for (var left : children()) {
            if (left.getFileName().toString().startsWith(WIPED)) {
                delete(left);
            }
        }
    }

    /**
     * Takes each folder away whole before it deletes it, so that a kill in between leaves no half of one. The ledger's
     * comes first: without it a node can still be started, since Kafka has all that it is made of.
     */
    private void wipe() throws IOException {
        for (var name : List.of(HISTORY, LEDGER, KAFKA)) {
            var kept = folder.resolve(name);
            if (Files.exists(kept)) {
                Files.move(kept, folder.resolve(WIPED + name + "-" + System.nanoTime()));
            }
        }
        for (var child : children()) {
            if (!child.getFileName().toString().equals(MARKER)) {
                delete(child);
            }
        }
    }

    private List<Path> children() throws IOException {
        try (var children = Files.list(folder)) {
            return children.toList();
        }
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (var children = Files.list(folder)) {
            return children.findAny().isEmpty();
        }
    }

    private static void delete(Path root) throws IOException {
        try (var files = Files.walk(root)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static CommandFailure failure(String message) {
        return new CommandFailure(ExitCode.CANNOT_START, message);
    }
}
