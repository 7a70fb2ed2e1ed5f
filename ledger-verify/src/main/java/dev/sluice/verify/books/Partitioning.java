package dev.sluice.verify.books;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.apache.kafka.common.utils.Utils;

/** The assignment of accounts to partitions: murmur2 of the key, as docs/topics.md has it. */
public record Partitioning(int partitions) {

    public int of(UUID account) {
        return Utils.toPositive(Utils.murmur2(account.toString().getBytes(StandardCharsets.US_ASCII))) % partitions;
    }
}
