package dev.sluice.ledger.topology.background;

import dev.sluice.ledger.core.state.Balance;
import dev.sluice.ledger.topology.output.Count.SweepCounted;
import dev.sluice.ledger.topology.output.EffectsWriter;
import dev.sluice.ledger.topology.output.Faults;
import dev.sluice.ledger.topology.output.PartitionLedger;
import dev.sluice.ledger.topology.waiting.Budget;
import dev.sluice.ledger.topology.waiting.Settling;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.KafkaException;

/**
 * The booking of what has fallen due on accounts that nobody touches. Bounded by the budget of a turn; what is left is taken
 * up in the next one, where it was left.
 *
 * <p>No decision depends on it: whoever touches an account books what is due on it first. Due is what the ledger's time has
 * passed; a {@link TimeTick} sees to it that time goes on where no record comes.
 */
public final class DueSweep {

    /** Balances are asked for by so many; none is kept in memory for longer than they take to book. */
    private static final int BALANCES_AT_ONCE = 100;

    /** What can't be booked for a fault of ours is tried again after so long, so that it neither stops the rest nor floods the log. */
    private static final Duration UNTIL_RETRY = Duration.ofMinutes(1);

    private final PartitionLedger ledger;
    private final Settling settling;
    private final EffectsWriter writer;
    private final Faults faults;
    private final Set<Balance.Key> passedOver = new HashSet<>();
    private Instant retryAt = Instant.MIN;

    public DueSweep(PartitionLedger ledger, Settling settling, EffectsWriter writer, Faults faults) {
        this.ledger = ledger;
        this.settling = settling;
        this.writer = writer;
        this.faults = faults;
    }

    /** Books what is due, as far as the budget of the turn goes. */
    void turn(Budget budget) {
        if (!ledger.now().isBefore(retryAt)) {
            passedOver.clear();
        }
        while (!budget.isSpent()) {
            var due = due();
            if (due.isEmpty()) {
                break;
            }
            for (var balance : due) {
                if (budget.isSpent()) {
                    break;
                }
                book(balance);
            }
        }
    }

    private List<Balance.Key> due() {
        return ledger.view().dueBalances(BALANCES_AT_ONCE + passedOver.size()).stream()
                .filter(balance -> !passedOver.contains(balance))
                .toList();
    }

    private void book(Balance.Key balance) {
        var draft = ledger.draft(Optional.empty());
        try {
            settling.settle(draft, balance.account(), balance.asset());
            draft.count(new SweepCounted(draft.entries()));
        } catch (KafkaException infrastructure) {
            throw infrastructure;
        } catch (RuntimeException fault) {
            draft = ledger.draft(Optional.empty());
            faults.triedAgain(draft, "what is due on " + balance, fault);
            if (passedOver.isEmpty()) {
                retryAt = ledger.now().plus(UNTIL_RETRY);
            }
            passedOver.add(balance);
        }
        writer.apply(draft.finished());
    }
}
