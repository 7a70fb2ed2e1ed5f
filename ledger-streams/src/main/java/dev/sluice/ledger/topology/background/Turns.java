package dev.sluice.ledger.topology.background;

import dev.sluice.ledger.topology.waiting.Budget;
import dev.sluice.ledger.topology.waiting.Settling;
import dev.sluice.ledger.topology.waiting.WaitingIndex;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.Punctuator;

/**
 * The turns in which a partition works without a record: first on what was kept, then on what nobody waits for. A turn is
 * bounded in items and in time, far below the transaction timeout, and the partition's requests have theirs in between.
 *
 * <p>There is a turn once in a while, and one after the other while anything is left over. Each turn is a commit, even one that
 * finds nothing to do: that is why they don't always come as fast.
 */
public final class Turns {

    /** The punctuator of a task. */
    public interface Clock {
        Cancellable every(Duration interval, Punctuator turn);
    }

    /**
     * The rhythm and the size of turns.
     *
     * @param sweeps whether what has fallen due is booked where nobody asks
     * @param interval between two turns, as long as nothing is left over
     * @param catchUpInterval between two turns while something is
     * @param itemsMax of one turn
     * @param time of one turn
     */
    public record Pace(boolean sweeps, Duration interval, Duration catchUpInterval, int itemsMax, Duration time) {}

    /** The works that are done in a turn, in this order. */
    public record Works(Resumption resumption, LayoutMove move, TimeTick tick, DueSweep due, ForgetSweep forget) {}

    private final WaitingIndex waiting;
    private final Settling settling;
    private final Works works;
    private final Resumption.Work records;
    private final Schedule schedule;
    private Optional<Cancellable> regular = Optional.empty();
    private Optional<Cancellable> catchingUp = Optional.empty();

    /** The schedule of turns, with the taking of turns among partitions. */
    public record Schedule(Pace pace, TurnTaking taking, Clock clock) {}

    public Turns(WaitingIndex waiting, Settling settling, Works works, Resumption.Work records, Schedule schedule) {
        this.waiting = waiting;
        this.settling = settling;
        this.works = works;
        this.records = records;
        this.schedule = schedule;
    }

    /** From here on there are turns. */
    public void begin() {
        regular = Optional.of(schedule.clock().every(pace().interval(), wallClockMs -> {
            if (catchingUp.isEmpty()) {
                turn(wallClockMs);
            }
        }));
        if (!waiting.lines().isEmpty()) {
            catchUp();
        }
    }

    /** The task goes. */
    public void end() {
        regular.ifPresent(Cancellable::cancel);
        rest();
    }

    /** To be asked after each record: one that was kept has its turn soon, and time that was asked for has come. */
    public void afterRecord(long nowMs) {
        if (works.tick().hasCome()) {
            sweep();
        }
        if (!waiting.lines().isEmpty() && waiting.lines().isAnyReady(nowMs)) {
            catchUp();
        }
    }

    /** Without what was kept: it has its turns already. */
    private void sweep() {
        var budget = beginTurn();
        works.due().turn(budget);
        works.forget().turn(budget);
        endTurn(budget);
        if (budget.isSpent()) {
            catchUp();
        }
    }

    private void catchUp() {
        if (catchingUp.isEmpty()) {
            catchingUp = Optional.of(schedule.clock().every(pace().catchUpInterval(), wallClockMs -> {
                if (schedule.taking().mayBegin(this)) {
                    turn(wallClockMs);
                }
            }));
        }
    }

    private void rest() {
        catchingUp.ifPresent(Cancellable::cancel);
        catchingUp = Optional.empty();
        schedule.taking().wantsNone(this);
    }

    private void turn(long wallClockMs) {
        var budget = beginTurn();
        works.resumption().turn(records, budget, wallClockMs);
        works.move().turn(budget);
        if (pace().sweeps()) {
            works.tick().turn(Instant.ofEpochMilli(wallClockMs));
            works.due().turn(budget);
            works.forget().turn(budget);
        }
        endTurn(budget);
        if (budget.isSpent() || waiting.lines().isAnyReady(wallClockMs)) {
            catchUp();
        } else {
            rest();
        }
    }

    private Budget beginTurn() {
        var budget = schedule.taking().begins(pace().itemsMax(), pace().time());
        settling.turnBegins(budget);
        return budget;
    }

    private void endTurn(Budget budget) {
        settling.turnEnds();
        schedule.taking().ended(budget);
    }

    private Pace pace() {
        return schedule.pace();
    }
}
