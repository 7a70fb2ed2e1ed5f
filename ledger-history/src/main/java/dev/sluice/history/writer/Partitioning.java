package dev.sluice.history.writer;

import dev.sluice.schema.value.AccountId;
import org.apache.kafka.common.utils.Utils;

/** The partitions of a ledger, and where an account's records are. */
public record Partitioning(int partitions) {

    int partitionOf(AccountId account) {
        return Utils.toPositive(Utils.murmur2(account.toKey())) % partitions;
    }
}
