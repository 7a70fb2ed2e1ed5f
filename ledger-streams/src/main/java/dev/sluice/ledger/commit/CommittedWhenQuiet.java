package dev.sluice.ledger.commit;

import java.util.Optional;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * A processor around another one, which asks for a commit as soon as the thread has nothing more to do. Without it, what was done
 * would be committed when the commit interval is over: a caller who is alone would wait for it, and a shorter interval would cost
 * those who are many.
 *
 * <p>It looks only while there is something to commit: to Kafka Streams each look is itself a reason for a commit.
 */
public final class CommittedWhenQuiet<KIn, VIn, KOut, VOut> implements Processor<KIn, VIn, KOut, VOut> {

    private final Processor<KIn, VIn, KOut, VOut> inner;
    private final QuietThreads threads;
    private Optional<Cancellable> look = Optional.empty();

    @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before all else.
    private ProcessorContext<KOut, VOut> context;

    public CommittedWhenQuiet(Processor<KIn, VIn, KOut, VOut> inner, QuietThreads threads) {
        this.inner = inner;
        this.threads = threads;
    }

    @Override
    public void init(ProcessorContext<KOut, VOut> taskContext) {
        context = taskContext;
        inner.init(taskContext);
    }

    @Override
    public void process(Record<KIn, VIn> record) {
        inner.process(record);
        if (look.isEmpty() && threads.asks(this)) {
            look = Optional.of(
                    context.schedule(QuietThreads.QUIET, PunctuationType.WALL_CLOCK_TIME, wallClockMs -> look()));
        }
    }

    private void look() {
        if (threads.isQuiet()) {
            context.commit();
            askNoMore();
        }
    }

    private void askNoMore() {
        look.ifPresent(Cancellable::cancel);
        look = Optional.empty();
        threads.asksNoMore(this);
    }

    @Override
    public void close() {
        askNoMore();
        inner.close();
    }
}
