package dev.sluice.ledger.topology;

import dev.sluice.schema.exchange.ExchangeMessage.RequestForwarded;
import dev.sluice.schema.rejection.InvalidMessageException;
import dev.sluice.schema.rejection.Rejection;
import dev.sluice.schema.rejection.RejectionCode;
import dev.sluice.schema.request.Request;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * What happens to a record first, whether it has just come or was postponed: it is read, and brought where it belongs. {@link
 * RequestFlow} has what then becomes of a request, and {@link Exchange} of a message.
 *
 * <p>A record is worked out as a whole, and then done. What goes wrong in the first half is a fault of this one record,
 * which leaves nothing behind; what goes wrong in the second ends the transaction.
 */
final class Intake {

    private final PartitionTask task;
    private final WireFormats formats;
    private final Resumption resumption;

    Intake(PartitionTask task) {
        this.task = task;
        this.formats = task.wiring().formats();
        this.resumption = new Resumption(task.postponed(), this);
    }

    /** What takes up the records that were postponed. */
    Resumption resumption() {
        return resumption;
    }

    /** A request has come. */
    void request(Arrival arrival) {
        effectsOf(() -> workOut(arrival), fault -> answering(arrival, fault)).run();
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
        if (!task.wiring().partitioning().owns(key)) {
            return forwarding(request, key, arrival);
        }
        return task.postponed().has(request.accountId())
                ? waitingBehindOthers(request, arrival)
                : task.requests().workOut(request, arrival);
    }

    /** Requests of one account are applied in the order in which they come. */
    private Runnable waitingBehindOthers(Request request, Arrival arrival) {
        var postponing = task.postponed().postponing(request, arrival);
        return () -> {
            postponing.run();
            resumption.behind(request.accountId());
        };
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
        var partitioning = task.wiring().partitioning();
        if (arrival.forwarded()) {
            throw new IllegalStateException(
                    "Expected a forwarded request to be on its account's partition, but it is on "
                            + partitioning.own());
        }
        // Written anew, since JSON may come in UTF-16 and a message carries text.
        var value = new String(formats.requests().write(request), StandardCharsets.UTF_8);
        var message = formats.exchange().write(new RequestForwarded(value, arrival.origin()));
        Limits.checkValue(message);
        return () -> {
            task.wiring()
                    .outbox()
                    .exchange(partitioning.of(key), message, task.books().now());
            task.wiring().meters().request(request.operation(), LedgerMeters.Outcome.FORWARDED);
        };
    }

    /** A message of another partition has come. */
    void message(Record<byte[], byte[]> record, Arrival.Source source) {
        effectsOf(() -> workOut(record, source), fault -> {
                    var telling = task.exchange().afterFault(record.value());
                    return () -> {
                        putAside(record.key(), record.value(), source, fault);
                        telling.run();
                    };
                })
                .run();
    }

    private Runnable workOut(Record<byte[], byte[]> record, Arrival.Source source) {
        var own = task.wiring().partitioning().own();
        if (!Arrays.equals(record.key(), Partitioning.address(own))) {
            throw new IllegalStateException("Expected a message to this partition, but it is to another");
        }
        var message = formats.exchange().read(record.value());
        return message instanceof RequestForwarded forwarded
                ? arriving(forwarded, source)
                : task.exchange().workOut(message, source);
    }

    private Runnable arriving(RequestForwarded forwarded, Arrival.Source source) {
        var value = forwarded.value().getBytes(StandardCharsets.UTF_8);
        var account = formats.requests().addressee(value).accountId().orElseThrow();
        var arrival = new Arrival(account.toKey(), value, source, forwarded.origin(), true);
        return () -> request(arrival);
    }

    /**
     * The turn of a record that was postponed has come.
     *
     * @return what is left to do; empty where more is due on its account than may be booked now
     */
    Optional<Runnable> resumed(PostponedRecord record) {
        return effectsOf(
                () -> task.settling().settle(record.account()) ? Optional.of(workOut(record)) : Optional.empty(),
                fault -> Optional.of(afterFault(record, fault)));
    }

    private Runnable workOut(PostponedRecord record) {
        return switch (record.kind()) {
            case REQUEST -> task.requests().workOut(formats.requests().read(record.bytes()), record.arrival());
            case VOTE -> task.exchange().workOut(formats.exchange().read(record.bytes()), record.source());
        };
    }

    private Runnable afterFault(PostponedRecord record, RuntimeException fault) {
        return switch (record.kind()) {
            case REQUEST -> answering(record.arrival(), fault);
            case VOTE -> {
                var own = Partitioning.address(task.wiring().partitioning().own());
                yield () -> putAside(own, record.bytes(), record.source(), fault);
            }
        };
    }

    private Runnable answering(Arrival arrival, RuntimeException fault) {
        return () -> task.faults().answer(arrival, fault, task.books().now());
    }

    private void putAside(
            byte @Nullable [] key, byte @Nullable [] value, Arrival.Source source, RuntimeException fault) {
        task.faults().putAside(key, value, source, fault, task.books().now());
    }

    /** What is left to do once nothing can go wrong any more. */
    private static <T> T effectsOf(Supplier<T> work, Function<RuntimeException, T> afterFault) {
        try {
            return work.get();
        } catch (KafkaException infrastructure) {
            throw infrastructure;
        } catch (RuntimeException fault) {
            return afterFault.apply(fault);
        }
    }
}
