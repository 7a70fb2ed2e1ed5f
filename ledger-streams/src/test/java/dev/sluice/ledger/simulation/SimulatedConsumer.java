package dev.sluice.ledger.simulation;

import dev.sluice.ledger.runtime.HeldRecords;
import dev.sluice.ledger.runtime.LedgerConfig;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/**
 * The consumer of a task: it takes records of all its streams in any order, each stream's own in theirs, and hands on none that
 * the ledger's real consumer would hold back. It lives as long as the task.
 */
final class SimulatedConsumer implements HeldRecords.Consumer {

    private final List<SimulatedStream> streams;
    private final InstantSource clock;
    private final HeldRecords held;

    SimulatedConsumer(List<SimulatedStream> streams, InstantSource clock) {
        this.streams = streams;
        this.clock = clock;
        this.held = new HeldRecords(
                this,
                clock,
                LedgerConfig.Engine.CLOCK_TOLERANCE_DEFAULT,
                streams.stream().map(SimulatedStream::name).toList());
        streams.forEach(SimulatedStream::resume);
    }

    /** Up to so many records, in the order in which they are to be applied. */
    List<ConsumerRecord<byte[], byte[]>> poll(int recordsMax, Random random) {
        held.lookAgain();
        var fetched = held.cut(fetch(recordsMax, random));
        var left = new ArrayList<List<ConsumerRecord<byte[], byte[]>>>();
        fetched.partitions().forEach(name -> left.add(new ArrayList<>(fetched.records(name))));
        var polled = new ArrayList<ConsumerRecord<byte[], byte[]>>();
        while (!left.isEmpty()) {
            var stream = left.get(random.nextInt(left.size()));
            var record = stream.removeFirst();
            if (stream.isEmpty()) {
                left.remove(stream);
            }
            BrokenInvariant.unless(
                    record.timestamp() <= believedUntil(),
                    "A record from the future waits: " + clock.instant(),
                    record);
            polled.add(record);
        }
        return polled;
    }

    private long believedUntil() {
        return clock.instant().plus(LedgerConfig.Engine.CLOCK_TOLERANCE_DEFAULT).toEpochMilli();
    }

    private ConsumerRecords<byte[], byte[]> fetch(int recordsMax, Random random) {
        var fetched = new HashMap<TopicPartition, List<ConsumerRecord<byte[], byte[]>>>();
        for (var records = 0; records < recordsMax; records++) {
            var ready = streams.stream().filter(SimulatedStream::hasNext).toList();
            if (ready.isEmpty()) {
                break;
            }
            var stream = ready.get(random.nextInt(ready.size()));
            fetched.computeIfAbsent(stream.name(), none -> new ArrayList<>()).add(stream.next());
        }
        return new ConsumerRecords<>(fetched, new HashMap<>());
    }

    @Override
    public void pause(Collection<TopicPartition> names) {
        names.forEach(name -> stream(name).pause());
    }

    @Override
    public void resume(Collection<TopicPartition> names) {
        names.forEach(name -> stream(name).resume());
    }

    @Override
    public void seek(TopicPartition name, long offset) {
        stream(name).seek(offset);
    }

    private SimulatedStream stream(TopicPartition name) {
        return streams.stream()
                .filter(stream -> stream.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
