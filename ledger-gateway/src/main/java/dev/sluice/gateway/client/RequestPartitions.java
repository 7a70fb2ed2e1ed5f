package dev.sluice.gateway.client;

import dev.sluice.schema.value.AccountId;
import jakarta.inject.Singleton;
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

    /** There are so many, for good. */
    public void are(int count) {
        accounts = IntStream.range(0, count)
                .mapToObj(partition -> LongStream.iterate(0, number -> number + 1)
                        .mapToObj(number -> new AccountId(new UUID(0, number)))
                        .filter(account -> partitionOf(account, count) == partition)
                        .findFirst()
                        .orElseThrow())
                .toList();
    }

    /** As the producer chooses. */
    private static int partitionOf(AccountId account, int count) {
        return Utils.toPositive(Utils.murmur2(account.toKey())) % count;
    }
}
