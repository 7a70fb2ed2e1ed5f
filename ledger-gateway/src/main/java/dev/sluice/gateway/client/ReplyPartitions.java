package dev.sluice.gateway.client;

import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.Collection;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** The partitions of the replies topic that this process reads now, and may therefore name in its requests. */
@Singleton
public final class ReplyPartitions {

    private volatile int[] assigned = {};
    private final AtomicInteger turn = new AtomicInteger();

    /** The next one in turn, so that replies are spread; empty while none is assigned. */
    OptionalInt next() {
        var partitions = assigned;
        return partitions.length == 0
                ? OptionalInt.empty()
                : OptionalInt.of(partitions[Math.floorMod(turn.getAndIncrement(), partitions.length)]);
    }

    /** Whether replies can be received. */
    public boolean areAssigned() {
        return assigned.length > 0;
    }

    synchronized void add(Collection<Integer> partitions) {
        assigned = IntStream.concat(Arrays.stream(assigned), partitions.stream().mapToInt(Integer::intValue))
                .distinct()
                .toArray();
    }

    synchronized void remove(Collection<Integer> partitions) {
        assigned = Arrays.stream(assigned)
                .filter(partition -> !partitions.contains(partition))
                .toArray();
    }
}
