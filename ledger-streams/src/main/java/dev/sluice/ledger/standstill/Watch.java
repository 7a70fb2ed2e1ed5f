package dev.sluice.ledger.standstill;

import java.time.InstantSource;

/**
 * The view that an instance has of its own trouble.
 *
 * @param clock of the instance; no decision of the ledger goes by it
 * @param standstills what makes no progress
 * @param openWork what waits
 */
public record Watch(InstantSource clock, Standstills standstills, OpenWork openWork) {

    /** A watch that has seen nothing yet. */
    public static Watch by(InstantSource clock) {
        return new Watch(clock, new Standstills(clock), new OpenWork());
    }
}
