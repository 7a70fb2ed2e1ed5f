package dev.sluice.ledger.simulation;

import dev.sluice.ledger.topology.output.Outgoing;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.streams.StreamsMetrics;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.Punctuator;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** Kafka Streams as a running task sees it: its stores, the record at hand, and the way out. Lives as long as the task. */
final class SimulatedContext implements ProcessorContext<byte[], Outgoing> {

    private final TaskId taskId;
    private final Map<String, StateStore> stores;
    private final Breakdown breakdown;
    private final List<Sent> sent = new ArrayList<>();
    private Optional<RecordMetadata> metadata = Optional.empty();
    private long systemTimeMs;
    private final Set<Punctuator> turns = new LinkedHashSet<>();

    /** A record on its way to a sink; others see it when the transaction is committed. */
    record Sent(String sink, Record<byte[], Outgoing> record) {

        byte[] value() {
            return record.value().value();
        }

        @Override
        public String toString() {
            return new String(value(), StandardCharsets.UTF_8);
        }
    }

    SimulatedContext(int partition, Map<String, StateStore> stores, Breakdown breakdown) {
        this.taskId = new TaskId(0, partition);
        this.stores = stores;
        this.breakdown = breakdown;
    }

    void at(String topic, long offset) {
        metadata = Optional.of(new Place(topic, taskId.partition(), offset));
    }

    private record Place(String topic, int partition, long offset) implements RecordMetadata {}

    /** What was sent since this was last asked. */
    List<Sent> takeSent() {
        var taken = List.copyOf(sent);
        sent.clear();
        return taken;
    }

    /** It is time for all that wants to be called by the clock. */
    void clock(long wallClockMs) {
        metadata = Optional.empty();
        List.copyOf(turns).forEach(turn -> turn.punctuate(wallClockMs));
    }

    @Override
    @SuppressWarnings({"unchecked", "rawtypes"}) // No type parameter can be bounded by an array.
    public void forward(Record record, String sink) {
        breakdown.before("a send to " + sink);
        sent.add(new Sent(sink, record));
    }

    @Override
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // As Kafka Streams has it.
    public <S extends StateStore> S getStateStore(String name) {
        return (S) stores.get(name);
    }

    @Override
    public TaskId taskId() {
        return taskId;
    }

    @Override
    public Optional<RecordMetadata> recordMetadata() {
        return metadata;
    }

    @Override
    public Cancellable schedule(Duration interval, PunctuationType type, Punctuator callback) {
        turns.add(callback);
        return () -> turns.remove(callback);
    }

    @Override
    public Cancellable schedule(Instant start, Duration interval, PunctuationType type, Punctuator callback) {
        throw unused();
    }

    @Override
    @SuppressWarnings("rawtypes") // No type parameter can be bounded by an array.
    public void forward(Record record) {
        throw unused();
    }

    @Override
    public String applicationId() {
        throw unused();
    }

    @Override
    public Serde<?> keySerde() {
        throw unused();
    }

    @Override
    public Serde<?> valueSerde() {
        throw unused();
    }

    @Override
    public File stateDir() {
        throw unused();
    }

    @Override
    public StreamsMetrics metrics() {
        throw unused();
    }

    @Override
    public void commit() {
        // Each round is a transaction anyway.
    }

    @Override
    public Map<String, Object> appConfigs() {
        throw unused();
    }

    @Override
    public Map<String, Object> appConfigsWithPrefix(String prefix) {
        throw unused();
    }

    /** It stands still within a transaction, which is one round of records. */
    @Override
    public long currentSystemTimeMs() {
        return systemTimeMs;
    }

    /** A round of records begins. */
    void beginRound() {
        systemTimeMs++;
    }

    @Override
    public long currentStreamTimeMs() {
        throw unused();
    }

    private static UnsupportedOperationException unused() {
        return new UnsupportedOperationException("The ledger uses nothing of this");
    }
}
