package dev.sluice.ledger.topology.background;

import dev.sluice.ledger.store.ReservesApart;
import dev.sluice.ledger.topology.output.EffectsWriter;
import dev.sluice.ledger.topology.output.Faults;
import dev.sluice.ledger.topology.output.PartitionLedger;
import dev.sluice.ledger.topology.waiting.Budget;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;

/**
 * The move of rows that an older release wrote to where they are today, as far as the budget of a turn goes. Nothing waits for
 * it: what is read is the same before, meanwhile and after. Where it meets a fault it stops until the task begins anew.
 */
public final class LayoutMove {

    private static final int ITEMS_AT_ONCE = 100;

    private final PartitionLedger ledger;
    private final EffectsWriter writer;
    private final Faults faults;
    private final ReservesApart reserves;
    private boolean stopped;

    public LayoutMove(PartitionLedger ledger, EffectsWriter writer, Faults faults) {
        this.ledger = ledger;
        this.writer = writer;
        this.faults = faults;
        this.reserves = ledger.reservesApart();
    }

    /** Goes on with the move. */
    void turn(Budget budget) {
        while (!stopped && !reserves.isDone() && !budget.isSpent()) {
            budget.spend(move());
        }
        if (reserves.isDone() && ledger.view().isRidOfOlderEnded()) {
            var draft = ledger.draft(Optional.empty());
            draft.nothingEndedIsElsewhere();
            writer.apply(draft.finished());
        }
    }

    private int move() {
        var draft = ledger.draft(Optional.empty());
        var moved = 0;
        try {
            moved = reserves.move(ITEMS_AT_ONCE);
        } catch (KafkaException infrastructure) {
            throw infrastructure;
        } catch (RuntimeException fault) {
            stopped = true;
            draft = ledger.draft(Optional.empty());
            faults.triedAgain(draft, "rows of the first release that are to be moved", fault);
        }
        writer.apply(draft.finished());
        return moved;
    }
}
