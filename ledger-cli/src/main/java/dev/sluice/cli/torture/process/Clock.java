package dev.sluice.cli.torture.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The clock of a machine: this one's, and so many seconds more or less. The monotonic clock is never touched.
 *
 * <p>A library of our own is preloaded for it. With libfaketime, which locks at each reading of any clock, a broker took three
 * seconds for what takes it a millisecond.
 */
final class Clock {

    private static final String SOURCE = "/dev/sluice/cli/torture/false-clock.c";

    private final Path library;
    private final Path file;

    Clock(Path library, Path file) {
        this.library = library;
        this.file = file;
        set(0);
    }

    /** The library, where there is a C compiler to make it. */
    static Optional<Path> makeLibrary(Path folder) {
        var source = folder.resolve("false-clock.c");
        var library = folder.resolve("libfalseclock.so");
        try (var text = Objects.requireNonNull(Clock.class.getResourceAsStream(SOURCE))) {
            Files.write(source, text.readAllBytes());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        var made = Command.works("cc", "-O2", "-shared", "-fPIC", "-o", library.toString(), source.toString(), "-ldl");
        return made ? Optional.of(library) : Optional.empty();
    }

    /** What the process of this clock is started with. */
    Map<String, String> environment() {
        return Map.of("LD_PRELOAD", library.toString(), "FALSE_CLOCK", file.toString());
    }

    /** At once, for a process that runs: it has mapped the file. */
    void set(int seconds) {
        var bytes =
                ByteBuffer.allocate(Long.BYTES).order(ByteOrder.nativeOrder()).putLong(0, seconds);
        try (var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.write(bytes, 0);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
