package dev.sluice.cli.backup;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * The first part of a backup, in which it says what it is of.
 *
 * @param topicPrefix of the ledger that was copied
 * @param partitions of that ledger
 * @param programVersion of the program that wrote it
 * @param begunAt when, by the clock of the machine that wrote it; what was answered before is in it
 */
public record BackupHeader(String topicPrefix, int partitions, String programVersion, Instant begunAt) {

    /** Far above what a ledger is given; more is damage. */
    private static final int PARTITIONS_MAX = 100_000;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    byte[] encode() {
        return JSON.createObjectNode()
                .put("topic_prefix", topicPrefix)
                .put("partitions", partitions)
                .put("program_version", programVersion)
                .put("begun_at", begunAt.toString())
                .toString()
                .getBytes(StandardCharsets.UTF_8);
    }

    static BackupHeader decode(byte[] json) throws BackupDamagedException {
        try {
            var tree = JSON.readTree(json);
            var partitions = tree.path("partitions").asInt();
            if (partitions < 1 || partitions > PARTITIONS_MAX) {
                throw new BackupDamagedException("Expected a number of partitions, but got " + tree.path("partitions"));
            }
            return new BackupHeader(
                    tree.path("topic_prefix").asText(),
                    partitions,
                    tree.path("program_version").asText(),
                    Instant.parse(tree.path("begun_at").asText()));
        } catch (BackupDamagedException damaged) {
            throw damaged;
        } catch (IOException | RuntimeException unreadable) {
            throw new BackupDamagedException("Expected the header of a backup, but got " + unreadable.getMessage());
        }
    }
}
