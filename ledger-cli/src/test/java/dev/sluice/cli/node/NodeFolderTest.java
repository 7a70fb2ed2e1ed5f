package dev.sluice.cli.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sluice.cli.CommandFailure;
import dev.sluice.cli.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class NodeFolderTest {

    @TempDir
    private Path folder;

    @Test
    void keeps_what_is_there_and_deletes_it_for_a_fresh_start() throws IOException {
        try (var first = NodeFolder.claim(folder, false)) {
            Files.createDirectories(first.kafka().resolve("log"));
            Files.writeString(first.kafka().resolve("log").resolve("segment"), "data");
        }
        try (var second = NodeFolder.claim(folder, false)) {
            assertThat(second.kafka().resolve("log").resolve("segment")).exists();
        }

        try (var fresh = NodeFolder.claim(folder, true)) {
            assertThat(fresh.kafka()).doesNotExist();
        }
        assertThat(folder).isDirectoryNotContaining("glob:**wiped*");
    }

    @Test
    void deletes_what_an_earlier_wipe_was_killed_over() throws IOException {
        NodeFolder.claim(folder, false).close();
        Files.createDirectories(folder.resolve("wiped-kafka-1").resolve("log"));

        NodeFolder.claim(folder, false).close();

        assertThat(folder.resolve("wiped-kafka-1")).doesNotExist();
    }

    @Test
    void never_touches_a_folder_of_something_else() throws IOException {
        var photo = Files.writeString(folder.resolve("photo.jpg"), "dear");

        assertThatExceptionOfType(CommandFailure.class)
                .isThrownBy(() -> NodeFolder.claim(folder, true))
                .withMessageContaining("other files")
                .satisfies(failure -> assertThat(failure.exitCode()).isEqualTo(ExitCode.CANNOT_START));
        assertThat(photo).hasContent("dear");
        assertThat(folder).isDirectoryNotContaining("glob:**sluice*");
    }

    @Test
    void refuses_a_folder_in_use_and_says_by_whom() {
        try (var used = NodeFolder.claim(folder, false)) {
            assertThatExceptionOfType(CommandFailure.class)
                    .isThrownBy(() -> NodeFolder.claim(used.path(), true))
                    .withMessageContaining(
                            "in use by process " + ProcessHandle.current().pid())
                    .withMessageContaining("--data");
        }
    }

    @Test
    void makes_a_key_once_and_keeps_it() throws IOException {
        var key = ApiKeyFile.in(folder).readOrMake();

        assertThat(key).matches("sk_[A-Za-z0-9_-]{43}");
        assertThat(ApiKeyFile.in(folder).readOrMake()).isEqualTo(key);
        assertThat(ApiKeyFile.in(folder).read()).contains(key);
        try (var files = Files.list(folder)) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void keeps_the_key_from_others() throws IOException {
        ApiKeyFile.in(folder).readOrMake();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("api-key"))))
                .isEqualTo("rw-------");
    }

    @Test
    void hashes_a_key_as_sha256sum_does() {
        assertThat(ApiKeyFile.sha256("sk_first"))
                .hasSize(64)
                .isEqualTo(ApiKeyFile.sha256("sk_first"))
                .isNotEqualTo(ApiKeyFile.sha256("sk_second"));
    }
}
