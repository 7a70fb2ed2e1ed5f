package dev.sluice.ledger.topology;

import dev.sluice.schema.exchange.ExchangeMessage;
import dev.sluice.schema.exchange.ExchangeMessage.BookingAsked;
import dev.sluice.schema.exchange.ExchangeMessage.BookingDone;
import dev.sluice.schema.exchange.ExchangeMessage.CatalogAcknowledged;
import dev.sluice.schema.exchange.ExchangeMessage.CatalogChanged;
import dev.sluice.schema.exchange.ExchangeMessage.PromiseReleased;
import dev.sluice.schema.exchange.ExchangeMessage.RequestForwarded;
import dev.sluice.schema.exchange.ExchangeMessage.VoteAsked;
import dev.sluice.schema.exchange.ExchangeMessage.VoteGiven;
import dev.sluice.schema.rejection.InvalidMessageException;

/**
 * What partitions tell each other, and who listens. Every message arrives, once, and those from one partition to another in
 * the order of sending. So there are no timeouts, no numbers to compare, and no doubtful outcomes.
 *
 * @param broadcasts what is told to all, and acknowledged
 * @param undertakings what this partition coordinates
 * @param counterparts what this partition takes part in
 */
record Exchange(Wiring wiring, Broadcasts broadcasts, Undertakings undertakings, Counterparts counterparts) {

    /** What is to be done about a message of another partition. Changes nothing but by the entries that it books. */
    Runnable workOut(ExchangeMessage message, Arrival.Source source) {
        return switch (message) {
            case CatalogChanged changed -> broadcasts.copying(changed);
            case CatalogAcknowledged acknowledged -> broadcasts.completing(acknowledged);
            case VoteAsked asked -> counterparts.vote(asked);
            case VoteGiven vote -> undertakings.heard(vote, source);
            case BookingAsked asked -> counterparts.book(asked);
            case BookingDone done -> undertakings.heard(done);
            case PromiseReleased released -> () -> {};
            case RequestForwarded forwarded ->
                throw new IllegalStateException("A forwarded request is a request, and not between partitions");
        };
    }

    /** What is to be told to the sender of a message that met a fault of ours. */
    Runnable afterFault(byte[] value) {
        try {
            return wiring.formats().exchange().read(value) instanceof VoteAsked asked
                    ? counterparts.objectAfterFault(asked)
                    : () -> {};
        } catch (InvalidMessageException unreadable) {
            return () -> {};
        }
    }

    void close() {
        broadcasts.close();
        undertakings.close();
    }
}
