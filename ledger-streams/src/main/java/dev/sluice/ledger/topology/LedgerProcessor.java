package dev.sluice.ledger.topology;

import dev.sluice.ledger.topology.background.Resumption;
import dev.sluice.ledger.topology.output.Arrival;
import dev.sluice.ledger.topology.output.Effects;
import dev.sluice.ledger.topology.output.Outgoing;
import dev.sluice.ledger.topology.output.RecordPlace;
import dev.sluice.ledger.topology.output.WaitingChange.RecordKept;
import dev.sluice.ledger.topology.request.RequestIntake.Misrouted;
import dev.sluice.ledger.topology.request.RequestIntake.NotTaken;
import dev.sluice.ledger.topology.request.RequestIntake.Own;
import dev.sluice.ledger.topology.request.RequestIntake.Unusable;
import dev.sluice.schema.exchange.ExchangeMessage;
import dev.sluice.schema.exchange.ExchangeMessage.RequestForwarded;
import dev.sluice.schema.topic.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * The life of a record: taken, worked out as a whole, applied. Every rule lives in the core; every effect is in the one value
 * that is applied, in one transaction. The steps are those of docs/architecture.md.
 */
final class LedgerProcessor implements Processor<byte[], byte[], byte[], Outgoing>, Resumption.Work {

    private final LedgerInstance instance;

    @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before all else.
    private ProcessorContext<byte[], Outgoing> context;

    @SuppressWarnings("NullAway.Init")
    private PartitionTask task;

    LedgerProcessor(LedgerInstance instance) {
        this.instance = instance;
    }

    /** Everything is read from the stores again: nothing in memory outlives the transaction that it was made in. */
    @Override
    public void init(ProcessorContext<byte[], Outgoing> taskContext) {
        context = taskContext;
        task = PartitionTask.open(taskContext, instance, this);
        task.turns().begin();
    }

    @Override
    public void close() {
        task.close();
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        var arrival = arrivalOf(record);
        // Time is the log's: the broker's stamp, never earlier than that of the record before.
        task.ledger().advanceTo(Instant.ofEpochMilli(record.timestamp()));
        task.round().at(context.currentSystemTimeMs());

        // Remembered or new, settled, decided, evolved, encoded, measured: all that the record does, and none of it
        // done.
        var effects = isMessage(arrival) ? message(arrival) : request(arrival);

        // Everything is within its limits: from here on nothing can fail but Kafka itself.
        task.writer().apply(effects);
        task.round().did(effects.size());
        takeUpWhatWaits(effects);
        if (task.round().isMuchDone()) {
            // However seldom commits are otherwise: the transaction has a timeout.
            context.commit();
        }
    }

    /** A request, whether it has just come, was sent here, or was kept: brought where it belongs, and worked out. */
    @Override
    public Effects request(Arrival arrival) {
        try {
            return switch (task.intake().read(arrival)) {
                case Own(var request) -> task.requests().workOut(request, arrival, isMuchDone(arrival));
                case Misrouted(var request) -> {
                    var draft = task.ledger().draft(arrival.principal());
                    task.intake().forward(draft, request, arrival);
                    yield draft.finished();
                }
                case NotTaken(var request, var reason) -> {
                    var draft = task.ledger().draft(arrival.principal());
                    task.intake().refuse(draft, request, arrival, reason);
                    task.waiting().done(draft, arrival);
                    yield draft.finished();
                }
                case Unusable(var reason) -> {
                    var draft = task.ledger().draft(arrival.principal());
                    task.intake().putAside(draft, arrival, reason);
                    yield draft.finished();
                }
            };
        } catch (KafkaException infrastructure) {
            throw infrastructure;
        } catch (RuntimeException fault) {
            // A fault of this one record: what it would have done is dropped with its draft.
            var draft = task.ledger().draft(arrival.principal());
            task.faults().answer(draft, arrival, fault);
            task.waiting().done(draft, arrival);
            return draft.finished();
        }
    }

    /** A message of another partition, which may carry a request. */
    @Override
    public Effects message(Arrival arrival) {
        ExchangeMessage message;
        try {
            message = task.exchange().read(arrival);
            if (message instanceof RequestForwarded forwarded) {
                arrival = carried(forwarded, arrival);
            }
        } catch (KafkaException infrastructure) {
            throw infrastructure;
        } catch (RuntimeException unreadable) {
            return task.exchange().unreadable(arrival, unreadable);
        }
        return message instanceof RequestForwarded
                ? request(arrival)
                : task.exchange().workOut(arrival, message, isMuchDone(arrival));
    }

    private Arrival carried(RequestForwarded forwarded, Arrival arrival) {
        var value = forwarded.value().getBytes(StandardCharsets.UTF_8);
        var account = instance.formats().requests().addressee(value).accountId().orElseThrow();
        return arrival.forwarded(account.toKey(), value, forwarded.origin());
    }

    /** What was put behind others of its line lets the first of them go on; the rest has its turn in the background. */
    private void takeUpWhatWaits(Effects effects) {
        var now = context.currentSystemTimeMs();
        for (var change : effects.waiting()) {
            if (change instanceof RecordKept kept && !task.round().isMuchDone()) {
                task.resumption().behind(this, kept.line(), now);
            }
        }
        task.turns().afterRecord(now);
    }

    private boolean isMuchDone(Arrival arrival) {
        return !arrival.isResumed() && task.round().isMuchDone();
    }

    private Arrival arrivalOf(Record<byte[], byte[]> record) {
        var metadata = context.recordMetadata().orElseThrow();
        var arrival = Arrival.of(record, new RecordPlace(metadata.topic(), metadata.partition(), metadata.offset()));
        return isFrom(Topic.REQUESTS_WRITE, arrival) ? arrival.fromOthersThanGateways() : arrival;
    }

    private boolean isMessage(Arrival arrival) {
        return isFrom(Topic.EXCHANGE, arrival);
    }

    private boolean isFrom(Topic topic, Arrival arrival) {
        return arrival.place().topic().equals(instance.settings().topic(topic));
    }
}
