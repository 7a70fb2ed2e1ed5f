package dev.sluice.ledger.topology;

import dev.sluice.schema.exchange.ExchangeMessage.RequestForwarded;
import dev.sluice.schema.rejection.InvalidMessageException;
import dev.sluice.schema.rejection.Rejection;
import dev.sluice.schema.rejection.RejectionCode;
import dev.sluice.schema.request.Request;
import dev.sluice.schema.topic.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * One record: read, remember, settle, decide, evolve, write, answer. Every rule lives in the core; every effect is in this
 * transaction. Here is what happens to a record first; {@link RequestFlow} has what then becomes of a request, and {@link
 * Exchange} of a message.
 *
 * <p>A record is worked out as a whole, and then done. What goes wrong in the first half is a fault of this one record,
 * which leaves nothing behind; what goes wrong in the second ends the transaction.
 */
final class LedgerProcessor implements Processor<byte[], byte[], byte[], Outgoing> {

    private final TopologySettings settings;
    private final Rules rules;
    private final WireFormats formats;
    private final LedgerMeters meters;

    @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before all else.
    private ProcessorContext<byte[], Outgoing> context;

    @SuppressWarnings("NullAway.Init")
    private PartitionTask task;

    LedgerProcessor(TopologySettings settings, Rules rules, WireFormats formats, LedgerMeters meters) {
        this.settings = settings;
        this.rules = rules;
        this.formats = formats;
        this.meters = meters;
    }

    /** Everything is read from the stores again: nothing in memory outlives the transaction that it was made in. */
    @Override
    public void init(ProcessorContext<byte[], Outgoing> taskContext) {
        context = taskContext;
        task = PartitionTask.open(taskContext, settings, rules, formats, meters);
        var sweep = settings.sweep();
        if (sweep.enabled()) {
            taskContext.schedule(sweep.interval(), PunctuationType.WALL_CLOCK_TIME, task.sweep()::round);
        }
    }

    @Override
    public void close() {
        task.exchange().close();
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        var metadata = context.recordMetadata().orElseThrow();
        var source = new Arrival.Source(metadata.topic(), metadata.partition(), metadata.offset());
        task.books().advanceTo(Instant.ofEpochMilli(record.timestamp()));
        if (source.topic().equals(settings.topic(Topic.EXCHANGE))) {
            message(record, source);
        } else {
            request(new Arrival(record.key(), record.value(), source, Arrival.origin(record.headers()), false));
        }
        task.books().keepTime();
    }

    private void request(Arrival arrival) {
        Runnable effects;
        try {
            effects = workOut(arrival);
        } catch (KafkaException infrastructure) {
            throw infrastructure;
        } catch (RuntimeException fault) {
            effects = () -> task.faults().answer(arrival, fault, task.books().now());
        }
        // From here on it must succeed.
        effects.run();
    }

    private Runnable workOut(Arrival arrival) {
        Request request;
        try {
            request = formats.requests().read(arrival.value());
        } catch (InvalidMessageException unreadable) {
            return puttingAside(arrival, unreadable.toRejection());
        }
        var key = request.accountId().toKey();
        if (!Arrays.equals(arrival.key(), key)) {
            return puttingAside(
                    arrival,
                    Rejection.because(
                            RejectionCode.WRONG_KEY,
                            "Expected the record's key to be its account_id %s, but it is not"
                                    .formatted(request.accountId())));
        }
        return task.partitioning().owns(key)
                ? task.requests().workOut(request, arrival.origin())
                : forwarding(request, key, arrival);
    }

    /** A record that is no request of this contract: kept for who looks after the topic, and told to who sent it. */
    private Runnable puttingAside(Arrival arrival, Rejection reason) {
        return () -> {
            task.deadLetters().put(arrival, reason, task.books().now());
            task.faults().reply(arrival, reason, task.books().now());
        };
    }

    /** Sent on once: clients partition differently, and an account served in two places would be two accounts. */
    private Runnable forwarding(Request request, byte[] key, Arrival arrival) {
        if (arrival.forwarded()) {
            throw new IllegalStateException(
                    "Expected a forwarded request to be on its account's partition, but it is on "
                            + task.partitioning().own());
        }
        // Written anew, since JSON may come in UTF-16 and a message carries text.
        var value = new String(formats.requests().write(request), StandardCharsets.UTF_8);
        var message = formats.exchange().write(new RequestForwarded(value, arrival.origin()));
        Limits.checkValue(message);
        return () -> {
            task.outbox()
                    .exchange(task.partitioning().of(key), message, task.books().now());
            meters.request(request.operation(), LedgerMeters.Outcome.FORWARDED);
        };
    }

    private void message(Record<byte[], byte[]> record, Arrival.Source source) {
        Runnable effects;
        try {
            if (!Arrays.equals(
                    record.key(), Partitioning.address(task.partitioning().own()))) {
                throw new IllegalStateException("Expected a message to this partition, but it is to another");
            }
            var message = formats.exchange().read(record.value());
            effects = message instanceof RequestForwarded forwarded
                    ? arriving(forwarded, source)
                    : task.exchange().workOut(message);
        } catch (KafkaException infrastructure) {
            throw infrastructure;
        } catch (RuntimeException fault) {
            var telling = task.exchange().afterFault(record.value());
            effects = () -> {
                task.faults()
                        .putAside(
                                record.key(),
                                record.value(),
                                source,
                                fault,
                                task.books().now());
                telling.run();
            };
        }
        // From here on it must succeed.
        effects.run();
    }

    private Runnable arriving(RequestForwarded forwarded, Arrival.Source source) {
        var value = forwarded.value().getBytes(StandardCharsets.UTF_8);
        var account = formats.requests().addressee(value).accountId().orElseThrow();
        var arrival = new Arrival(account.toKey(), value, source, forwarded.origin(), true);
        return () -> request(arrival);
    }
}
