package dev.sluice.ledger.topology.request;

import dev.sluice.ledger.topology.output.Arrival;
import dev.sluice.ledger.topology.output.Count.RequestCounted;
import dev.sluice.ledger.topology.output.EffectsDraft;
import dev.sluice.ledger.topology.output.Faults;
import dev.sluice.ledger.topology.output.LedgerMeters.Outcome;
import dev.sluice.ledger.topology.output.PartitionLedger;
import dev.sluice.schema.exchange.ExchangeMessage.RequestForwarded;
import dev.sluice.schema.json.OperationTypes;
import dev.sluice.schema.rejection.InvalidMessageException;
import dev.sluice.schema.rejection.Rejection;
import dev.sluice.schema.rejection.RejectionCode;
import dev.sluice.schema.request.Request;
import dev.sluice.schema.request.Scope;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/** The reading of a record as a request, and what becomes of one that does not belong here. */
public final class RequestIntake {

    private final PartitionLedger ledger;
    private final Faults faults;
    private final String writeTopic;

    /**
     * An intake of one partition.
     *
     * @param writeTopic the name of the topic from which only requests of scope {@code write} are taken
     */
    public RequestIntake(PartitionLedger ledger, Faults faults, String writeTopic) {
        this.ledger = ledger;
        this.faults = faults;
        this.writeTopic = writeTopic;
    }

    /** The result of reading a record. */
    public sealed interface Reading {}

    /** No request of this contract, or one under a key that is not its account's. */
    public record Unusable(Rejection reason) implements Reading {}

    /** A request that may not come by the topic on which it came. */
    public record NotTaken(Request request, Rejection reason) implements Reading {}

    /** A request of an account that another partition serves. */
    public record Misrouted(Request request) implements Reading {}

    /** A request of an account that this partition serves. */
    public record Own(Request request) implements Reading {}

    public Reading read(Arrival arrival) {
        Request request;
        try {
            request = ledger.formats().requests().read(arrival.value());
        } catch (InvalidMessageException unreadable) {
            return new Unusable(first(arrival, unreadable.toRejection()));
        }
        var key = request.accountId().toKey();
        if (!Arrays.equals(arrival.key(), key)) {
            return new Unusable(wrongKey(request.accountId()));
        }
        var scope = Scope.of(request.operation());
        if (scope != Scope.WRITE && writeTopic.equals(arrival.place().topic())) {
            return new NotTaken(request, wrongTopic(request, scope));
        }
        return ledger.partitioning().owns(key) ? new Own(request) : new Misrouted(request);
    }

    /** A record with several faults is told the first of the documented order, of which the key is one. */
    private Rejection first(Arrival arrival, Rejection unreadable) {
        if (unreadable.code().compareTo(RejectionCode.WRONG_KEY) < 0) {
            return unreadable;
        }
        return ledger.formats()
                .requests()
                .addressee(arrival.value())
                .accountId()
                .filter(account -> !Arrays.equals(arrival.key(), account.toKey()))
                .map(RequestIntake::wrongKey)
                .orElse(unreadable);
    }

    private static Rejection wrongKey(Object account) {
        return Rejection.because(
                RejectionCode.WRONG_KEY,
                "Expected the record's key to be its account_id %s, but it is not".formatted(account));
    }

    private Rejection wrongTopic(Request request, Scope scope) {
        return Rejection.because(
                RejectionCode.WRONG_TOPIC,
                "Expected an operation of scope write on %s, but %s is of scope %s"
                        .formatted(
                                writeTopic,
                                OperationTypes.nameOf(request.operation()),
                                scope.name().toLowerCase(Locale.ROOT)));
    }

    /**
     * Tells its sender, and nobody remembers it: who may not ask can't take a key from who may. It is answered where it landed,
     * since it goes no further.
     */
    public void refuse(EffectsDraft draft, Request request, Arrival arrival, Rejection reason) {
        faults.tellSender(draft, arrival, reason);
        draft.count(new RequestCounted(request.operation(), Outcome.REFUSED));
    }

    /** A record that is of no use here is kept for who looks after the topic, and told to who sent it. */
    public void putAside(EffectsDraft draft, Arrival arrival, Rejection reason) {
        draft.deadLetter(arrival.key(), arrival.value(), arrival.place(), reason);
        faults.tellSender(draft, arrival, reason);
    }

    /** Sent on once: clients partition differently, and an account served in two places would be two accounts. */
    public void forward(EffectsDraft draft, Request request, Arrival arrival) {
        var partitioning = ledger.partitioning();
        if (arrival.forwarded()) {
            throw new IllegalStateException(
                    "Expected a forwarded request to be on its account's partition, but it is on "
                            + partitioning.own());
        }
        // Written anew, since JSON may come in UTF-16 and a message carries text.
        var value = new String(ledger.formats().requests().write(request), StandardCharsets.UTF_8);
        draft.tell(partitioning.of(request.accountId().toKey()), new RequestForwarded(value, arrival.origin()));
        draft.count(new RequestCounted(request.operation(), Outcome.FORWARDED));
    }
}
