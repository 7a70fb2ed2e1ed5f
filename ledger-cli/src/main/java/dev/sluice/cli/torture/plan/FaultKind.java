package dev.sluice.cli.torture.plan;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The kinds of fault, with the milliseconds that one lasts: at least and at most. */
public enum FaultKind {
    /** Some are back within the session time-out of 6 s and find their partitions, others find them taken over. */
    LEDGER_KILLED(1_000, 10_000),
    GATEWAY_KILLED(1_000, 8_000),
    BROKER_KILLED(4_000, 15_000),
    LEDGER_AND_BROKER_KILLED(4_000, 12_000),
    /** All ledgers and gateways, while the brokers go on. */
    SERVICES_KILLED(1_000, 5_000),
    ALL_KILLED(1_000, 3_000),
    /** Longer than the session and the transaction time-out: what wakes up is a zombie, whose partitions others have. */
    LEDGER_FROZEN(12_000, 17_000),
    GATEWAY_FROZEN(11_000, 14_000),
    BROKER_FROZEN(4_000, 12_000),
    /** A ledger that is killed and loses its disk. */
    STATE_DELETED(500, 4_000),
    /** One more ledger, which is stopped in order after this time. */
    LEDGER_ADDED(15_000, 25_000),
    BROKER_CUT_OFF(5_000, 15_000, Ability.NETWORK_NAMESPACES),
    LEDGER_CUT_OFF(8_000, 15_000, Ability.NETWORK_NAMESPACES),
    GATEWAY_CUT_OFF(5_000, 13_000, Ability.NETWORK_NAMESPACES),
    /** A ledger and a broker that see each other, and nobody else sees them. */
    NETWORK_SPLIT(8_000, 15_000, Ability.NETWORK_NAMESPACES),
    /** A disk that takes nothing for a while, as one that hangs. */
    LEDGER_DISK_HANGS(3_000, 12_000, Ability.LOOP_DISKS),
    BROKER_DISK_HANGS(3_000, 8_000, Ability.LOOP_DISKS),
    LEDGER_DISK_FULL(5_000, 10_000, Ability.LOOP_DISKS),
    BROKER_DISK_FULL(5_000, 10_000, Ability.LOOP_DISKS),
    /** Up to 50 s off, which is within what the ledger tolerates. */
    LEDGER_CLOCK_WRONG(8_000, 15_000, Ability.FALSE_CLOCKS),
    BROKER_CLOCK_WRONG(8_000, 15_000, Ability.FALSE_CLOCKS);

    private final int leastMs;
    private final int mostMs;
    private final @Nullable Ability needed;

    FaultKind(int leastMs, int mostMs) {
        this(leastMs, mostMs, null);
    }

    FaultKind(int leastMs, int mostMs, @Nullable Ability needed) {
        this.leastMs = leastMs;
        this.mostMs = mostMs;
        this.needed = needed;
    }

    int leastMs() {
        return leastMs;
    }

    int mostMs() {
        return mostMs;
    }

    public Optional<Ability> needs() {
        return Optional.ofNullable(needed);
    }
}
