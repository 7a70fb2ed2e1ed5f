package dev.sluice.ledger.simulation;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The clock of a machine, which may be wrong by some time, and be set. */
final class SimulatedClock implements InstantSource {

    private final InstantSource right;
    private Duration offBy = Duration.ZERO;

    /**
     * A clock that is right.
     *
     * @param right what it is compared with
     */
    SimulatedClock(InstantSource right) {
        this.right = right;
    }

    @Override
    public Instant instant() {
        return right.instant().plus(offBy);
    }

    void setOffBy(Duration difference) {
        offBy = difference;
    }
}
