package dev.sluice.ledger.standstill;

import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A processor around another one, which reports what breaks in it. A record whose application breaks still ends the thread
 * and its transaction, since nobody knows what of it is done; but after some tries it does not come again. A task that can't
 * begin does nothing, and takes no thread with it, nor the other partitions of that thread.
 */
public final class WatchedProcessor<KIn, VIn, KOut, VOut> implements Processor<KIn, VIn, KOut, VOut> {

    private static final Logger LOG = LoggerFactory.getLogger(WatchedProcessor.class);

    private final Processor<KIn, VIn, KOut, VOut> watched;
    private final Standstills standstills;
    private boolean hasBegun;

    @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before all else.
    private ProcessorContext<KOut, VOut> context;

    public WatchedProcessor(Processor<KIn, VIn, KOut, VOut> watched, Standstills standstills) {
        this.watched = watched;
        this.standstills = standstills;
    }

    @Override
    public void init(ProcessorContext<KOut, VOut> taskContext) {
        context = taskContext;
        var partition = taskContext.taskId().partition();
        try {
            watched.init(taskContext);
            hasBegun = true;
            standstills.began(partition);
        } catch (RuntimeException | Error fault) {
            if (Fault.isOfTheInfrastructure(fault) || Fault.isOfTheProcess(fault)) {
                throw fault;
            }
            standstills.failedToBegin(partition, fault);
            LOG.error(
                    "Partition {} can't begin, and stands still until this process starts again; nothing of it is"
                            + " skipped",
                    partition,
                    fault);
        }
    }

    @Override
    public void process(Record<KIn, VIn> record) {
        if (!hasBegun) {
            throw new IllegalStateException("Expected no record for a partition that could not begin, but got one");
        }
        try {
            watched.process(record);
        } catch (RuntimeException | Error fault) {
            if (!Fault.isOfTheInfrastructure(fault)) {
                report(fault);
            }
            throw fault;
        }
    }

    @Override
    public void close() {
        if (hasBegun) {
            watched.close();
        }
    }

    private void report(Throwable fault) {
        var at = context.recordMetadata().orElseThrow();
        if (standstills.failed(at.topic(), at.partition(), at.offset(), fault)) {
            LOG.error(
                    "{}-{} stands still from offset {} on, until this process starts again: applying that record"
                            + " failed {} times; nothing of it is skipped",
                    at.topic(),
                    at.partition(),
                    at.offset(),
                    Standstills.TRIES,
                    fault);
        }
    }
}
