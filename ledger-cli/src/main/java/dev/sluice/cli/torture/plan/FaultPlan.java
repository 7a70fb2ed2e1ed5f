package dev.sluice.cli.torture.plan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The faults of one run, one after another with a rest in between, so that it can be told after which of them callers had to
 * wait. They come in rounds: in each, every kind comes once, in an order of its own.
 *
 * @param faults in the order in which they begin
 */
public record FaultPlan(List<PlannedFault> faults) {

    private static final int FIRST_AFTER_MS = 4_000;

    /** Within it, a broker is in sync again and a ledger has its partitions; most of the time, but not always. */
    private static final int REST_LEAST_MS = 10_000;

    private static final int REST_MOST_MS = 16_000;

    private static final int CLOCK_SECONDS_LEAST = 5;
    private static final int CLOCK_SECONDS_MOST = 50;

    /** The number of processes of each role. */
    public record Size(int brokers, int ledgers, int gateways) {

        public Size {
            if (brokers < 1 || ledgers < 1 || gateways < 1) {
                throw new IllegalArgumentException(
                        "Expected at least one broker, ledger and gateway, but got %d, %d and %d"
                                .formatted(brokers, ledgers, gateways));
            }
        }

        public int of(Role role) {
            return switch (role) {
                case BROKER -> brokers;
                case LEDGER -> ledgers;
                case GATEWAY -> gateways;
            };
        }

        /** The name of the ledger that comes and goes. */
        public String addedLedger() {
            return Role.LEDGER.name(ledgers + 1);
        }

        Stream<String> all(Role role) {
            return IntStream.rangeClosed(1, of(role)).mapToObj(role::name);
        }
    }

    public FaultPlan {
        faults = List.copyOf(faults);
    }

    /**
     * The plan that follows from these alone.
     *
     * @param kinds of which there are to be faults
     */
    public static FaultPlan of(long seed, double minutes, Size size, Set<FaultKind> kinds) {
        var random = new Random(seed);
        var endsMs = (long) (minutes * 60_000);
        var faults = new ArrayList<PlannedFault>();
        var beginsMs = (long) FIRST_AFTER_MS;
        while (true) {
            // In the order of the enum, so that a set of another kind makes no other plan.
            var round = new ArrayList<>(
                    Stream.of(FaultKind.values()).filter(kinds::contains).toList());
            Collections.shuffle(round, random);
            for (var kind : round) {
                var fault = fault(kind, beginsMs, size, random);
                if (fault.endsMs() > endsMs) {
                    return new FaultPlan(faults);
                }
                faults.add(fault);
                beginsMs = fault.endsMs() + between(REST_LEAST_MS, REST_MOST_MS, random);
            }
        }
    }

    private static PlannedFault fault(FaultKind kind, long beginsMs, Size size, Random random) {
        return new PlannedFault(
                kind,
                beginsMs,
                between(kind.leastMs(), kind.mostMs(), random),
                targets(kind, size, random),
                clockSeconds(kind, random));
    }

    private static List<String> targets(FaultKind kind, Size size, Random random) {
        return switch (kind) {
            case LEDGER_KILLED,
                    LEDGER_FROZEN,
                    STATE_DELETED,
                    LEDGER_CUT_OFF,
                    LEDGER_DISK_HANGS,
                    LEDGER_DISK_FULL,
                    LEDGER_CLOCK_WRONG -> List.of(one(Role.LEDGER, size, random));
            case BROKER_KILLED,
                    BROKER_FROZEN,
                    BROKER_CUT_OFF,
                    BROKER_DISK_HANGS,
                    BROKER_DISK_FULL,
                    BROKER_CLOCK_WRONG -> List.of(one(Role.BROKER, size, random));
            case GATEWAY_KILLED, GATEWAY_FROZEN, GATEWAY_CUT_OFF -> List.of(one(Role.GATEWAY, size, random));
            case LEDGER_AND_BROKER_KILLED, NETWORK_SPLIT ->
                List.of(one(Role.LEDGER, size, random), one(Role.BROKER, size, random));
            case SERVICES_KILLED ->
                Stream.of(Role.LEDGER, Role.GATEWAY).flatMap(size::all).toList();
            case ALL_KILLED -> Stream.of(Role.values()).flatMap(size::all).toList();
            case LEDGER_ADDED -> List.of(size.addedLedger());
        };
    }

    private static String one(Role role, Size size, Random random) {
        return role.name(1 + random.nextInt(size.of(role)));
    }

    private static int clockSeconds(FaultKind kind, Random random) {
        if (kind != FaultKind.LEDGER_CLOCK_WRONG && kind != FaultKind.BROKER_CLOCK_WRONG) {
            return 0;
        }
        var seconds = between(CLOCK_SECONDS_LEAST, CLOCK_SECONDS_MOST, random);
        return random.nextBoolean() ? seconds : -seconds;
    }

    private static int between(int least, int most, Random random) {
        return least + random.nextInt(most - least + 1);
    }
}
