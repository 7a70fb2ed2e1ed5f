package dev.sluice.gateway.client;

import dev.sluice.schema.value.AccountId;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.kafka.common.utils.Utils;

/** The partitions of the requests topic, which are those of the ledger, with an account on each, to ask that one by. */
@Singleton
public final class RequestPartitions {

    private volatile List<AccountId> accounts = List.of();

    /** One account for each partition, in their order; nobody's, and none while the partitions are not known yet. */
    public List<AccountId> accounts() {
        return accounts;
    }

    /** The partition of an account, by its id as the Kafka key has it; 0 while the partitions are not known yet. */
    int of(String account) {
        var count = accounts.size();
        return count == 0 ? 0 : partitionOf(account.getBytes(StandardCharsets.UTF_8), count);
    }

    /** There are so many, for good. */
    public void are(int count) {
        accounts = IntStream.range(0, count)
                .mapToObj(partition -> LongStream.iterate(0, number -> number + 1)
                        .mapToObj(number -> new AccountId(new UUID(0, number)))
                        .filter(account -> partitionOf(account.toKey(), count) == partition)
                        .findFirst()
                        .orElseThrow())
                .toList();
    }

    /** As the producer chooses. */
    private static int partitionOf(byte[] key, int count) {
        return Utils.toPositive(Utils.murmur2(key)) % count;
    }
}
