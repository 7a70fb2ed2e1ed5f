package dev.sluice.ledger.topology.background;

import dev.sluice.ledger.store.FinishedThing;
import dev.sluice.ledger.topology.output.Count.ForgottenCounted;
import dev.sluice.ledger.topology.output.EffectsWriter;
import dev.sluice.ledger.topology.output.Faults;
import dev.sluice.ledger.topology.output.PartitionLedger;
import dev.sluice.ledger.topology.waiting.Budget;
import dev.sluice.ledger.topology.waiting.WaitingIndex;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.KafkaException;

/**
 * The forgetting of what has been over for long enough, as far as the budget of a turn goes. A thing whose rows are not as
 * they should be keeps nothing else from being forgotten: it is told, and passed over until the task begins anew.
 */
public final class ForgetSweep {

    /** Rows are asked for by so many, and the time is looked at in between. */
    private static final int ROWS_AT_ONCE = 100;

    private final PartitionLedger ledger;
    private final WaitingIndex waiting;
    private final EffectsWriter writer;
    private final Faults faults;
    private final Duration retention;
    private final Set<FinishedThing> passedOver = new HashSet<>();

    public ForgetSweep(
            PartitionLedger ledger, WaitingIndex waiting, EffectsWriter writer, Faults faults, Duration retention) {
        this.ledger = ledger;
        this.waiting = waiting;
        this.writer = writer;
        this.faults = faults;
        this.retention = retention;
    }

    /** Forgets what was over a retention ago. */
    void turn(Budget budget) {
        while (!budget.isSpent()) {
            var things = finished();
            if (things.isEmpty()) {
                return;
            }
            things.forEach(this::forget);
            budget.spend(things.size());
        }
    }

    /** A request that is on its way may come back to what ended since it began: to a transfer, or to a lot that it emptied. */
    private Instant upTo() {
        var old = ledger.now().minus(retention);
        return waiting.oldestRequest()
                .map(since -> since.minusMillis(1))
                .filter(old::isAfter)
                .orElse(old);
    }

    private List<FinishedThing> finished() {
        return ledger.view().finishedBy(upTo(), ROWS_AT_ONCE + passedOver.size()).stream()
                .filter(thing -> !passedOver.contains(thing))
                .toList();
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
