package dev.sluice.ledger.topology.output;

import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import org.apache.kafka.common.utils.Utils;

/**
 * The partition of a task, and the assignment of keys to partitions: murmur2 of the key's bytes, as Java's own producer
 * chooses. Producers in other languages choose differently, so where a record landed is never taken for where it belongs.
 *
 * @param own the partition of this task
 * @param count of every topic
 */
public record Partitioning(int own, int count) {

    public static int of(byte[] key, int count) {
        return Utils.toPositive(Utils.murmur2(key)) % count;
    }

    public int of(byte[] key) {
        return of(key, count);
    }

    public boolean owns(byte[] key) {
        return of(key) == own;
    }

    public boolean hasOthers() {
        return count > 1;
    }

    public IntStream others() {
        return IntStream.range(0, count).filter(partition -> partition != own);
    }

    public boolean isOther(int partition) {
        return partition >= 0 && partition < count && partition != own;
    }

    /** The key of a message to a partition. */
    public static byte[] address(int partition) {
        return Integer.toString(partition).getBytes(StandardCharsets.US_ASCII);
    }
}
