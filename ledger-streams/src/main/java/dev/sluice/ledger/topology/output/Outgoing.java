package dev.sluice.ledger.topology.output;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.jspecify.annotations.Nullable;

/**
 * The value of a record on its way to a sink, with the partition that it must go to: a sink's partitioner sees key and
 * value only, and none of ours is chosen by the key alone.
 *
 * @param value null for a dead letter that came without one
 * @param partition that of the key when absent
 */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares these, and copies would cost one for each record.
public record Outgoing(byte @Nullable [] value, OptionalInt partition) {

    public static final Serializer<Outgoing> SERIALIZER =
            // Kafka's serializers may answer null, which their signature does not say.
            new Serializer<>() {
                @Override
                @SuppressWarnings("NullAway")
                public byte[] serialize(String topic, Outgoing data) {
                    return data.value();
                }
            };

    /** What the record names, if the topic has it; that of the key otherwise, as Java's producer would choose. */
    public static final StreamPartitioner<byte[], Outgoing> PARTITIONER = (topic, key, outgoing, partitions) -> {
        var partition = outgoing.partition();
        return partition.isPresent() && partition.getAsInt() >= 0 && partition.getAsInt() < partitions
                ? Optional.of(Set.of(partition.getAsInt()))
                : Optional.empty();
    };

    public static Outgoing to(int partition, byte[] value) {
        return new Outgoing(value, OptionalInt.of(partition));
    }

    public static Outgoing byKey(byte @Nullable [] value) {
        return new Outgoing(value, OptionalInt.empty());
    }
}
