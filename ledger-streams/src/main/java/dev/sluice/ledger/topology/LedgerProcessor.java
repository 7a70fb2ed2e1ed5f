package dev.sluice.ledger.topology;

import dev.sluice.schema.topic.Topic;
import java.time.Instant;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * One record: read, remember, settle, decide, evolve, write, answer. Every rule lives in the core; every effect is in this
 * transaction. {@link Intake} has what happens to a record first, and {@link Turns} what is done without one.
 */
final class LedgerProcessor implements Processor<byte[], byte[], byte[], Outgoing> {

    private final LedgerInstance instance;

    @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before all else.
    private ProcessorContext<byte[], Outgoing> context;

    @SuppressWarnings("NullAway.Init")
    private PartitionTask task;

    @SuppressWarnings("NullAway.Init")
    private Intake intake;

    @SuppressWarnings("NullAway.Init")
    private Turns turns;

    LedgerProcessor(LedgerInstance instance) {
        this.instance = instance;
    }

    /** Everything is read from the stores again: nothing in memory outlives the transaction that it was made in. */
    @Override
    public void init(ProcessorContext<byte[], Outgoing> taskContext) {
        context = taskContext;
        task = PartitionTask.open(taskContext, instance);
        intake = new Intake(task);
        turns = new Turns(
                task,
                intake.resumption(),
                instance.settings(),
                instance.turnTaking(),
                (interval, turn) -> taskContext.schedule(interval, PunctuationType.WALL_CLOCK_TIME, turn));
        turns.begin();
    }

    @Override
    public void close() {
        turns.end();
        task.close();
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        var metadata = context.recordMetadata().orElseThrow();
        var source = new Arrival.Source(metadata.topic(), metadata.partition(), metadata.offset());
        task.books().advanceTo(Instant.ofEpochMilli(record.timestamp()));
        if (source.topic().equals(instance.settings().topic(Topic.EXCHANGE))) {
            intake.message(record, source);
        } else {
            intake.request(new Arrival(record.key(), record.value(), source, Arrival.origin(record.headers()), false));
        }
        task.books().keepTime();
        turns.hurryIfSomebodyWaits();
    }
}
