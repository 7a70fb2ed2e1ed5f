package dev.sluice.cli.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.ledger.restore.JournalLine;
import dev.sluice.ledger.restore.JournalLine.LineHeader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A backup is read as it was written, or refused. */
class BackupFileTest {

    private static final BackupHeader HEADER =
            new BackupHeader("ledger.", 3, "1.2.3", Instant.parse("2026-01-02T03:04:05.678Z"));

    @TempDir
    private Path folder;

    private Path file;
    private final List<JournalLine> lines = new ArrayList<>();

    @BeforeEach
    void writeOne() throws IOException {
        file = folder.resolve("ledger.backup");
        var chance = new Random(7);
        for (var i = 0; i < 200; i++) {
            var value = new byte[chance.nextInt(300)];
            chance.nextBytes(value);
            // Partition 1 has nothing.
            lines.add(new JournalLine(
                    chance.nextInt(2) * 2,
                    i * 3L,
                    Long.MAX_VALUE - i,
                    ("key-" + i).getBytes(StandardCharsets.UTF_8),
                    i % 5 == 0 ? List.of(new LineHeader("näme", new byte[] {1, 2, (byte) i})) : List.of(),
                    value));
        }
        write();
    }

    private void write() throws IOException {
        try (var writer = new BackupWriter(file, HEADER)) {
            for (var line : lines) {
                writer.write(line);
            }
            assertThat(file).doesNotExist();
            writer.finish();
        }
        assertThat(folder.resolve("ledger.backup.part")).doesNotExist();
    }

    @Test
    void is_read_as_it_was_written_any_number_of_times() throws IOException {
        var backup = new BackupFile(file);

        assertThat(backup.header()).isEqualTo(HEADER);
        for (var times = 0; times < 2; times++) {
            assertThat(read(backup))
                    .usingRecursiveFieldByFieldElementComparator()
                    .isEqualTo(lines);
        }
    }

    @Test
    void leaves_nothing_where_it_was_not_finished() throws IOException {
        var other = folder.resolve("other.backup");

        try (var writer = new BackupWriter(other, HEADER)) {
            writer.write(lines.getFirst());
        }

        assertThat(folder)
                .isDirectoryNotContaining(path -> path.getFileName().toString().startsWith("other"));
    }

    @Test
    void refuses_a_file_that_was_cut_wherever_that_was() throws IOException {
        var whole = Files.readAllBytes(file);
        for (var length = 0; length < whole.length; length += length < 100 || length > whole.length - 100 ? 1 : 97) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThatThrownBy(this::readAll).as("cut to %d bytes", length).isInstanceOf(BackupDamagedException.class);
        }
    }

    @Test
    void refuses_a_file_with_a_changed_byte_wherever_that_is() throws IOException {
        var whole = Files.readAllBytes(file);
        // The ten bytes of GZIP's own header say when and where it was compressed, and some of them mean nothing.
        var meaningless = BackupFormat.FIRST_LINE.length() + 10;
        for (var place = 0; place < whole.length; place += place < meaningless ? 1 : 41) {
            if (place < BackupFormat.FIRST_LINE.length() || place >= meaningless) {
                var changed = whole.clone();
                changed[place] ^= 1;
                Files.write(file, changed);
                assertThatThrownBy(this::readAll).as("byte %d", place).isInstanceOf(BackupDamagedException.class);
            }
        }
    }

    /** Whoever changes it and compresses it anew leaves no mistake of GZIP. */
    @Test
    void refuses_changed_content_whatever_it_was_compressed_with() throws IOException {
        var content = content();
        for (var place = 0; place < content.length; place += place < 200 ? 1 : 37) {
            var changed = content.clone();
            changed[place] ^= 1;
            compress(changed);
            assertThatThrownBy(this::readAll).as("byte %d", place).isInstanceOf(BackupDamagedException.class);
        }
    }

    @Test
    void refuses_a_file_without_its_trailer_and_one_with_more_behind_it() throws IOException {
        var content = content();
        compress(Arrays.copyOf(content, content.length - 3 * (8 + 32) - 1));
        assertThatThrownBy(this::readAll).isInstanceOf(BackupDamagedException.class);

        compress(Arrays.copyOf(content, content.length + 1));
        assertThatThrownBy(this::readAll)
                .isInstanceOf(BackupDamagedException.class)
                .hasMessageContaining("nothing behind the trailer");
    }

    @Test
    void refuses_another_version_and_what_is_no_backup() throws IOException {
        Files.write(file, "sluice-backup 2\n".getBytes(StandardCharsets.US_ASCII));
        assertThatThrownBy(this::readAll)
                .isInstanceOf(BackupDamagedException.class)
                .hasMessageContaining("is of version 2");

        Files.write(file, "{\"type\":\"journal_record\"}\n".getBytes(StandardCharsets.US_ASCII));
        assertThatThrownBy(this::readAll)
                .isInstanceOf(BackupDamagedException.class)
                .hasMessageContaining("Expected a backup of a ledger");
    }

    private List<JournalLine> readAll() throws IOException {
        return read(new BackupFile(file));
    }

    private static List<JournalLine> read(BackupFile backup) throws IOException {
        var read = new ArrayList<JournalLine>();
        backup.read(read::add);
        return read;
    }

    private byte[] content() throws IOException {
        var whole = Files.readAllBytes(file);
        var from = BackupFormat.FIRST_LINE.length();
        try (var gzip = new GZIPInputStream(new ByteArrayInputStream(whole, from, whole.length - from))) {
            return gzip.readAllBytes();
        }
    }

    private void compress(byte[] content) throws IOException {
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(BackupFormat.FIRST_LINE.getBytes(StandardCharsets.US_ASCII));
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content);
        }
        Files.write(file, bytes.toByteArray());
    }
}
