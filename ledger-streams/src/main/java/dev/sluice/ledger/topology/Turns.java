package dev.sluice.ledger.topology;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.Punctuator;

/**
 * When a partition works in the background, and on what: first for those who wait, then on what nobody waits for. A turn is
 * bounded in items and in time, far below the transaction timeout, and the partition's requests have theirs in between.
 *
 * <p>There is a turn once in a while, and one after the other while anything is left over. Each turn is a commit, even one that
 * finds nothing to do: that is why they don't always come as fast.
 */
final class Turns {

    /** How a task has itself called. */
    interface Clock {
        Cancellable every(Duration interval, Punctuator turn);
    }

    private final PartitionTask task;
    private final Resumption resumption;
    private final TopologySettings settings;
    private final TurnTaking taking;
    private final Clock clock;
    private Optional<Cancellable> strolling = Optional.empty();
    private Optional<Cancellable> hurrying = Optional.empty();

    Turns(PartitionTask task, Resumption resumption, TopologySettings settings, TurnTaking taking, Clock clock) {
        this.task = task;
        this.resumption = resumption;
        this.settings = settings;
        this.taking = taking;
        this.clock = clock;
    }

    /** From here on there are turns. */
    void begin() {
        strolling = Optional.of(clock.every(settings.sweep().interval(), wallClockMs -> {
            if (hurrying.isEmpty()) {
                turn(wallClockMs);
            }
        }));
        hurryIfSomebodyWaits();
    }

    /** The task goes. */
    void end() {
        strolling.ifPresent(Cancellable::cancel);
        calmDown();
    }

    /** To be asked after each record, which may have been postponed. */
    void hurryIfSomebodyWaits() {
        if (!task.postponed().isEmpty()) {
            hurry();
        }
    }

    private void hurry() {
        if (hurrying.isEmpty()) {
            hurrying = Optional.of(clock.every(settings.backlog().interval(), wallClockMs -> {
                if (taking.mayBegin(this)) {
                    turn(wallClockMs);
                }
            }));
        }
    }

    private void calmDown() {
        hurrying.ifPresent(Cancellable::cancel);
        hurrying = Optional.empty();
        taking.wantsNone(this);
    }

    private void turn(long wallClockMs) {
        var sweep = settings.sweep();
        var budget = taking.begins(sweep.itemsMax(), sweep.time());
        task.settling().turnBegins(budget);
        resumption.turn(budget);
        if (sweep.enabled()) {
            var moment = Instant.ofEpochMilli(wallClockMs).minus(sweep.margin());
            task.dueSweep().turn(moment, budget);
            task.forgetSweep().turn(moment, budget);
        }
        task.settling().turnEnds();
        taking.ended(budget);
        if (budget.isSpent() || !task.postponed().isEmpty()) {
            hurry();
        } else {
            calmDown();
        }
    }
}
