package dev.sluice.ledger.topology.background;

import dev.sluice.ledger.topology.output.EffectsWriter;
import dev.sluice.ledger.topology.output.PartitionLedger;
import dev.sluice.schema.exchange.ExchangeMessage.TimeTicked;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The way in which time goes on for a partition to which nothing comes: it sends itself a message, and takes the time with
 * which the broker stamps it. So no machine's clock moves the ledger's time but that of the log.
 *
 * <p>This machine's clock only says when it is worth asking: when something should have fallen due by it, and once in a while
 * in case it is behind.
 */
public final class TimeTick {

    /** The pause between two ticks that this machine's clock sees no need for. */
    private static final Duration IN_CASE_OF_A_SLOW_CLOCK = Duration.ofMinutes(1);

    private final PartitionLedger ledger;
    private final EffectsWriter writer;
    private Instant tickedAt = Instant.EPOCH;
    private Instant timeThen;
    private boolean awaited;

    public TimeTick(PartitionLedger ledger, EffectsWriter writer) {
        this.ledger = ledger;
        this.writer = writer;
        this.timeThen = ledger.now();
    }

    /** Whether time has gone on since it was asked for; said once. */
    boolean hasCome() {
        if (awaited && ledger.now().isAfter(timeThen)) {
            awaited = false;
            return true;
        }
        return false;
    }

    /** Asks for the time, if something waits for it that no record has brought. */
    void turn(Instant clock) {
        var next = ledger.view().nextDue();
        var stands = ledger.now().equals(timeThen);
        timeThen = ledger.now();
        if (next.isEmpty()) {
            return;
        }
        var isDueByTheClock = !clock.isBefore(next.get());
        var isAWhileAgo = !clock.isBefore(tickedAt.plus(IN_CASE_OF_A_SLOW_CLOCK));
        if (isDueByTheClock || (stands && isAWhileAgo)) {
            tickedAt = clock;
            awaited = true;
            var own = ledger.partitioning().own();
            var draft = ledger.draft(Optional.empty());
            draft.tell(own, new TimeTicked(own));
            writer.apply(draft.finished());
        }
    }
}
