package dev.sluice.ledger.topology.background;

import dev.sluice.ledger.store.FinishedThing;
import dev.sluice.ledger.topology.output.Count.ForgottenCounted;
import dev.sluice.ledger.topology.output.EffectsWriter;
import dev.sluice.ledger.topology.output.Faults;
import dev.sluice.ledger.topology.output.PartitionLedger;
import dev.sluice.ledger.topology.waiting.Budget;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.KafkaException;

/**
 * The forgetting of what has been over for long enough, as far as the budget of a turn goes: the rows of windows of which nothing
 * is known any more, and before them what an older version left. A thing of those whose rows are not as they should be keeps
 * nothing else from being forgotten: it is told, and passed over until the task begins anew.
 */
public final class ForgetSweep {

    /** Rows are asked for by so many, and the time is looked at in between. */
    private static final int ROWS_AT_ONCE = 100;

    private final PartitionLedger ledger;
    private final EffectsWriter writer;
    private final Faults faults;
    private final Set<FinishedThing> passedOver = new HashSet<>();

    public ForgetSweep(PartitionLedger ledger, EffectsWriter writer, Faults faults) {
        this.ledger = ledger;
        this.writer = writer;
        this.faults = faults;
    }

    /** Forgets what was over a retention ago. */
    void turn(Budget budget) {
        var left = true;
        while (left && !budget.isSpent()) {
            var forgotten = older();
            if (forgotten == 0) {
                forgotten = windows();
            }
            left = forgotten > 0;
            budget.spend(forgotten);
        }
    }

    private int windows() {
        var rows = ledger.view().forgotten(ROWS_AT_ONCE);
        if (!rows.isEmpty()) {
            var draft = ledger.draft(Optional.empty());
            draft.forget(rows);
            draft.count(new ForgottenCounted(rows.size()));
            writer.apply(draft.finished());
        }
        return rows.size();
    }

    private int older() {
        var view = ledger.view();
        var things = view.finishedBy(view.forgottenUpTo(), ROWS_AT_ONCE + passedOver.size()).stream()
                .filter(thing -> !passedOver.contains(thing))
                .toList();
        things.forEach(this::forget);
        return things.size();
    }

    private void forget(FinishedThing thing) {
        var draft = ledger.draft(Optional.empty());
        try {
            draft.forget(thing);
            draft.count(new ForgottenCounted(1));
        } catch (KafkaException infrastructure) {
            throw infrastructure;
        } catch (RuntimeException fault) {
            draft = ledger.draft(Optional.empty());
            faults.triedAgain(draft, "what is to be forgotten, " + thing, fault);
            passedOver.add(thing);
        }
        writer.apply(draft.finished());
    }
}
