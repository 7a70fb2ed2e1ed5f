package dev.sluice.ledger.topology.exchange;

import dev.sluice.ledger.topology.output.Arrival;
import dev.sluice.ledger.topology.output.Effects;
import dev.sluice.ledger.topology.output.EffectsDraft;
import dev.sluice.ledger.topology.output.Faults;
import dev.sluice.ledger.topology.output.PartitionLedger;
import dev.sluice.ledger.topology.output.Partitioning;
import dev.sluice.ledger.topology.output.WaitingChange.Reason;
import dev.sluice.ledger.topology.waiting.KeptRecord;
import dev.sluice.ledger.topology.waiting.Settling;
import dev.sluice.ledger.topology.waiting.WaitingIndex;
import dev.sluice.schema.exchange.ExchangeMessage;
import dev.sluice.schema.exchange.ExchangeMessage.BookingAsked;
import dev.sluice.schema.exchange.ExchangeMessage.BookingDone;
import dev.sluice.schema.exchange.ExchangeMessage.CatalogAcknowledged;
import dev.sluice.schema.exchange.ExchangeMessage.CatalogChanged;
import dev.sluice.schema.exchange.ExchangeMessage.PromiseReleased;
import dev.sluice.schema.exchange.ExchangeMessage.RequestForwarded;
import dev.sluice.schema.exchange.ExchangeMessage.TimeTicked;
import dev.sluice.schema.exchange.ExchangeMessage.VoteAsked;
import dev.sluice.schema.exchange.ExchangeMessage.VoteGiven;
import dev.sluice.schema.rejection.InvalidMessageException;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.EntryId;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.common.KafkaException;

/**
 * The life of a message of another partition. Every message arrives, once, and those from one partition to another in the
 * order of sending: so there are no timeouts, no numbers to compare, and no doubtful outcomes.
 *
 * <p>Somebody waits for each of them. One that meets a fault is not put aside but kept, and tried again in turns; only a
 * question can be answered with an objection in place of its answer.
 */
public final class ExchangeFlow {

    private final PartitionLedger ledger;
    private final WaitingIndex waiting;
    private final CatalogBroadcasts broadcasts;
    private final Coordination coordination;
    private final Participation participation;
    private final Faults faults;

    /** The parts of the exchange on one partition. */
    public record Parts(CatalogBroadcasts broadcasts, Coordination coordination) {}

    public ExchangeFlow(PartitionLedger ledger, WaitingIndex waiting, Parts parts, Settling settling, Faults faults) {
        this.ledger = ledger;
        this.waiting = waiting;
        this.broadcasts = parts.broadcasts();
        this.coordination = parts.coordination();
        this.participation = new Participation(ledger, settling);
        this.faults = faults;
    }

    /**
     * Reads a record of the exchange.
     *
     * @throws InvalidMessageException for what is no message of this contract
     * @throws IllegalStateException for one that is addressed to another partition
     */
    public ExchangeMessage read(Arrival arrival) {
        var own = ledger.partitioning().own();
        if (!Arrays.equals(arrival.key(), Partitioning.address(own))) {
            throw new IllegalStateException("Expected a message to this partition, but it is to another");
        }
        var value = arrival.value();
        if (value == null) {
            throw new IllegalStateException("Expected a message, but its record has no value");
        }
        return ledger.formats().exchange().read(value);
    }

    /**
     * Works a message out.
     *
     * @param isMuchDone whether the transaction at hand has done enough, so that the message waits for the next
     */
    public Effects workOut(Arrival arrival, ExchangeMessage message, boolean isMuchDone) {
        var line = lineOf(message);
        if (!arrival.isResumed() && (isMuchDone || waiting.lines().has(line))) {
            var draft = ledger.draft(arrival.principal());
            keep(draft, KeptRecord.Kind.MESSAGE, line, arrival, Reason.MUCH_WORK);
            return draft.finished();
        }
        try {
            return workedOut(arrival, message);
        } catch (KafkaException infrastructure) {
            throw infrastructure;
        } catch (RuntimeException fault) {
            return afterFault(arrival, message, line, fault);
        }
    }

    private Effects workedOut(Arrival arrival, ExchangeMessage message) {
        var draft = ledger.draft(arrival.principal());
        var waitsFor = apply(draft, message);
        waiting.done(draft, arrival);
        // What may be booked now of what is due stays booked.
        waitsFor.ifPresent(account -> keep(draft, KeptRecord.Kind.VOTE, account.value(), arrival, Reason.DUE));
        return draft.finished();
    }

    /** What a message does; the account for which it has to wait, where there is one. */
    private Optional<AccountId> apply(EffectsDraft draft, ExchangeMessage message) {
        switch (message) {
            case CatalogChanged changed -> broadcasts.copy(draft, changed);
            case CatalogAcknowledged acknowledged -> broadcasts.heard(draft, acknowledged);
            case VoteAsked asked -> participation.vote(draft, asked);
            case BookingAsked asked -> participation.settleAndBook(draft, asked);
            case BookingDone done -> {
                return coordination.heard(draft, done);
            }
            case PromiseReleased released -> participation.release(draft, released);
            case VoteGiven vote -> {
                return coordination.heard(draft, vote);
            }
            case TimeTicked tick -> {
                // It came for its time, which is kept with the effects of every record.
            }
            case RequestForwarded forwarded ->
                throw new IllegalStateException("A forwarded request is a request, and not between partitions");
        }
        return Optional.empty();
    }

    private Effects afterFault(Arrival arrival, ExchangeMessage message, UUID line, RuntimeException fault) {
        if (message instanceof BookingAsked asked) {
            var booked = bookedWithoutSettling(arrival, asked, fault);
            if (booked.isPresent()) {
                return booked.get();
            }
        }
        var draft = ledger.draft(arrival.principal());
        if (message instanceof VoteAsked asked) {
            participation.objectAfterFault(draft, asked.entryId(), asked.fromPartition());
            faults.putAside(draft, arrival, fault);
            waiting.done(draft, arrival);
            return draft.finished();
        }
        triedAgain(draft, arrival, line, fault);
        return draft.finished();
    }

    /** A promised booking is not kept back by a fault in what is due on a recipient, which stays due and is told by the sweep. */
    private Optional<Effects> bookedWithoutSettling(Arrival arrival, BookingAsked asked, RuntimeException fault) {
        try {
            var draft = ledger.draft(arrival.principal());
            participation.book(draft, asked);
            faults.triedAgain(draft, "what is due on the recipients of " + asked.entryId(), fault);
            waiting.done(draft, arrival);
            return Optional.of(draft.finished());
        } catch (KafkaException infrastructure) {
            throw infrastructure;
        } catch (RuntimeException bookingFails) {
            fault.addSuppressed(bookingFails);
            return Optional.empty();
        }
    }

    /**
     * What comes of a message that can't be read. Whoever waits for it must not wait for ever: a question is answered with an
     * objection, and what else somebody waits for is kept and tried again, since a release that can read it may come. All
     * others are put aside.
     */
    public Effects unreadable(Arrival arrival, RuntimeException fault) {
        var value = arrival.value();
        var message = value != null && fault instanceof InvalidMessageException
                ? UnreadableMessage.of(ledger.formats(), value)
                : UnreadableMessage.NOTHING;
        var draft = ledger.draft(arrival.principal());
        var line = lineOf(message);
        if (line.isPresent()) {
            triedAgain(draft, arrival, line.get(), fault);
            return draft.finished();
        }
        if (message.is(VoteAsked.class)) {
            message.entryId()
                    .ifPresent(entry -> message.fromPartition()
                            .filter(ledger.partitioning()::isOther)
                            .ifPresent(coordinator -> participation.objectAfterFault(draft, entry, coordinator)));
        }
        faults.putAside(draft, arrival, fault);
        waiting.done(draft, arrival);
        return draft.finished();
    }

    private void triedAgain(EffectsDraft draft, Arrival arrival, UUID line, RuntimeException fault) {
        faults.triedAgain(draft, arrival.place(), fault);
        if (arrival.isResumed()) {
            waiting.failed(draft, arrival);
        } else {
            keep(draft, KeptRecord.Kind.MESSAGE, line, arrival, Reason.FAULT);
        }
    }

    private void keep(EffectsDraft draft, KeptRecord.Kind kind, UUID line, Arrival arrival, Reason reason) {
        var value = arrival.value();
        if (value == null) {
            throw new IllegalStateException("Expected a message that was read to have a value");
        }
        var record = new KeptRecord(kind, line, arrival.place(), arrival.origin(), reason, ledger.now(), value);
        waiting.keep(draft, record, Optional.empty());
    }

    /** The messages about one thing are worked out in the order of their arrival; all changes of an entity are one thing. */
    private UUID lineOf(ExchangeMessage message) {
        return switch (message) {
            case CatalogChanged changed -> changed.accountId().value();
            case CatalogAcknowledged acknowledged -> lineOfAcknowledged(acknowledged.entryId());
            case VoteAsked asked -> asked.entryId().value();
            case VoteGiven vote -> vote.entryId().value();
            case BookingAsked asked -> asked.entryId().value();
            case BookingDone done -> done.entryId().value();
            case PromiseReleased released -> released.entryId().value();
            case TimeTicked tick -> new UUID(0, 0);
            case RequestForwarded forwarded -> new UUID(0, 0);
        };
    }

    private UUID lineOfAcknowledged(EntryId change) {
        return waiting.entityOf(change).map(AccountId::value).orElse(change.value());
    }

    /** The line of one that can't be read, and that somebody waits for who asked nothing. */
    private Optional<UUID> lineOf(UnreadableMessage message) {
        if (message.is(CatalogChanged.class)) {
            return message.accountId().map(AccountId::value);
        }
        if (message.is(CatalogAcknowledged.class)) {
            return message.entryId().map(this::lineOfAcknowledged);
        }
        return message.is(VoteGiven.class) || message.is(BookingAsked.class) || message.is(BookingDone.class)
                ? message.entryId().map(EntryId::value)
                : Optional.empty();
    }
}
