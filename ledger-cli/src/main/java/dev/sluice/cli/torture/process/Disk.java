package dev.sluice.cli.torture.process;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A disk of a machine's own, which is a file of this one: it can be full, and it can hang. */
final class Disk implements AutoCloseable {

    private static final String FILLER = "filler-";
    private static final long SMALLEST_PART = 4_096;

    private final Path folder;

    private Disk(Path folder) {
        this.folder = folder;
    }

    static boolean isPossible(Path folder) {
        try (var disk = mount(folder.resolve("trial"), 16)) {
            disk.hang();
            disk.goOn();
            return true;
        } catch (RuntimeException impossible) {
            return false;
        }
    }

    /** @param megabytes at most; the file has only what is used of them */
    static Disk mount(Path folder, int megabytes) {
        var image = folder.resolveSibling(folder.getFileName() + ".img");
        try {
            Files.createDirectories(folder);
            try (var file = new RandomAccessFile(image.toFile(), "rw")) {
                file.setLength(megabytes * 1024L * 1024);
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        // No share is kept back for root, so that full means full.
        Command.run("mkfs.ext4", "-q", "-F", "-m", "0", image.toString());
        Command.run("mount", "-o", "loop", image.toString(), folder.toString());
        return new Disk(folder);
    }

    /** Who writes waits, until it goes on. */
    void hang() {
        Command.run("fsfreeze", "-f", folder.toString());
    }

    void goOn() {
        Command.run("fsfreeze", "-u", folder.toString());
    }

    /** Takes all the space that is left: ever smaller parts of it, since a file needs some for itself. */
    void fill() {
        for (var size = free(); size >= SMALLEST_PART; size = Math.min(size / 2, free())) {
            var filler = folder.resolve(FILLER + size);
            if (!Command.works("fallocate", "-l", Long.toString(size), filler.toString())) {
                delete(filler);
            }
        }
    }

    void empty() {
        try (var found = Files.newDirectoryStream(folder, FILLER + "*")) {
            found.forEach(Disk::delete);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private long free() {
        try {
            return Files.getFileStore(folder).getUsableSpace();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** Who still writes is cut off; the file stays for whoever wants to look. */
    @Override
    public void close() {
        var hung = Command.works("fsfreeze", "-u", folder.toString());
        var unmounted = Command.works("umount", folder.toString()) || Command.works("umount", "-l", folder.toString());
        if (!unmounted) {
            throw new IllegalStateException(
                    "Expected %s to be unmounted%s".formatted(folder, hung ? " after it hung" : ""));
        }
    }
}
