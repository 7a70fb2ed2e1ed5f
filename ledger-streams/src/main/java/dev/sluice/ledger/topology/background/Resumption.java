package dev.sluice.ledger.topology.background;

import dev.sluice.ledger.topology.output.Arrival;
import dev.sluice.ledger.topology.output.Effects;
import dev.sluice.ledger.topology.output.EffectsWriter;
import dev.sluice.ledger.topology.output.Faults;
import dev.sluice.ledger.topology.output.PartitionLedger;
import dev.sluice.ledger.topology.output.Partitioning;
import dev.sluice.ledger.topology.waiting.Budget;
import dev.sluice.ledger.topology.waiting.KeptRecord;
import dev.sluice.ledger.topology.waiting.Settling;
import dev.sluice.ledger.topology.waiting.WaitingIndex;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.common.KafkaException;

/**
 * The taking up of kept records, line by line, each line in the order of arrival. A request's account is settled first, a
 * bounded part at a time.
 */
public final class Resumption {

    /** More than one, so that the records of an account come to an end although each that arrives is one more. */
    private static final int BEHIND_ONE_THAT_ARRIVES = 2;

    /** The working out of records, whatever way they came. */
    public interface Work {

        /** All that a request does. */
        Effects request(Arrival arrival);

        /** All that a message does. */
        Effects message(Arrival arrival);
    }

    private final PartitionLedger ledger;
    private final WaitingIndex waiting;
    private final Settling settling;
    private final EffectsWriter writer;
    private final Faults faults;

    public Resumption(
            PartitionLedger ledger, WaitingIndex waiting, Settling settling, EffectsWriter writer, Faults faults) {
        this.ledger = ledger;
        this.waiting = waiting;
        this.settling = settling;
        this.writer = writer;
        this.faults = faults;
    }

    /** Goes on until the budget is spent. The lines take turns, so that none waits for all that is due on another. */
    void turn(Work work, Budget budget, long nowMs) {
        var lines = waiting.lines();
        for (var left = lines.count(); left > 0 && !budget.isSpent(); left--) {
            var line = lines.next(nowMs);
            if (line.isPresent()) {
                resume(work, line.get(), budget, nowMs);
            }
        }
    }

    /**
     * A record of the line has come and was put behind those that wait. Were they done in the turns only, an account that is
     * asked for all the time would have ever more of them.
     */
    public void behind(Work work, UUID line, long nowMs) {
        if (waiting.lines().isReady(line, nowMs)) {
            resume(work, line, Budget.of(BEHIND_ONE_THAT_ARRIVES), nowMs);
        }
    }

    private void resume(Work work, UUID line, Budget budget, long nowMs) {
        while (waiting.lines().has(line) && !budget.isSpent()) {
            var size = waiting.lines().sizeOf(line);
            var effects = effectsOf(work, line);
            if (effects.isEmpty()) {
                return;
            }
            writer.apply(effects.get());
            budget.spend(1);
            if (waiting.lines().sizeOf(line) >= size) {
                // It is still there.
                waiting.lines().pause(line, nowMs);
                return;
            }
        }
    }

    /** What the first record of a line does; empty where more is due on its account than may be booked now. */
    private Optional<Effects> effectsOf(Work work, UUID line) {
        KeptRecord record;
        try {
            record = waiting.first(ledger.view(), line);
        } catch (KafkaException infrastructure) {
            throw infrastructure;
        } catch (RuntimeException unreadable) {
            var draft = ledger.draft(Optional.empty());
            faults.triedAgain(draft, "the record kept for " + line, unreadable);
            return Optional.of(draft.finished());
        }
        return switch (record.kind()) {
            case REQUEST ->
                isSettled(record)
                        ? Optional.of(
                                work.request(arrival(record, record.account().toKey())))
                        : Optional.empty();
            case VOTE ->
                isSettled(record) ? Optional.of(work.message(arrival(record, ownAddress()))) : Optional.empty();
            case MESSAGE -> Optional.of(work.message(arrival(record, ownAddress())));
        };
    }

    private boolean isSettled(KeptRecord record) {
        var draft = ledger.draft(Optional.empty());
        boolean settled;
        try {
            settled = settling.settle(draft, record.account());
        } catch (KafkaException infrastructure) {
            throw infrastructure;
        } catch (RuntimeException fault) {
            // The record meets the same fault when it is worked out, and is told there.
            return true;
        }
        writer.apply(draft.finished());
        return settled;
    }

    private byte[] ownAddress() {
        return Partitioning.address(ledger.partitioning().own());
    }

    private static Arrival arrival(KeptRecord record, byte[] key) {
        return new Arrival(key, record.value(), record.place(), record.origin(), true, Optional.of(record.line()));
    }
}
