package dev.sluice.cli.torture.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cli.torture.plan.FaultPlan.Size;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FaultPlanTest {

    private static final Size SIZE = new Size(3, 3, 2);
    private static final Set<FaultKind> ALL = EnumSet.allOf(FaultKind.class);
    private static final long SEED = 7;

    @Test
    void is_the_same_for_the_same_seed_and_another_for_another() {
        var plan = FaultPlan.of(SEED, 30, SIZE, ALL);

        assertThat(FaultPlan.of(SEED, 30, SIZE, ALL)).isEqualTo(plan);
        assertThat(FaultPlan.of(SEED + 1, 30, SIZE, ALL)).isNotEqualTo(plan);
    }

    @Test
    void begins_alike_however_long_it_lasts() {
        var shorter = FaultPlan.of(SEED, 10, SIZE, ALL).faults();
        var longer = FaultPlan.of(SEED, 60, SIZE, ALL).faults();

        assertThat(longer.subList(0, shorter.size())).isEqualTo(shorter);
    }

    @Test
    void has_every_kind_five_times_in_an_hour() {
        var times = FaultPlan.of(SEED, 60, SIZE, ALL).faults().stream()
                .collect(Collectors.groupingBy(PlannedFault::kind, Collectors.counting()));

        assertThat(times).containsOnlyKeys(ALL);
        assertThat(times.values()).allSatisfy(count -> assertThat(count).isGreaterThanOrEqualTo(5));
    }

    @Test
    void has_one_fault_after_another_and_ends_in_time() {
        var plan = FaultPlan.of(SEED, 30, SIZE, ALL).faults();

        for (var at = 1; at < plan.size(); at++) {
            assertThat(plan.get(at).beginsMs()).isGreaterThan(plan.get(at - 1).endsMs());
        }
        assertThat(plan.getLast().endsMs()).isLessThanOrEqualTo(30 * 60_000);
    }

    @Test
    void befalls_only_processes_that_there_are() {
        var there = Stream.of(Role.values()).flatMap(SIZE::all).collect(Collectors.toSet());
        there.add(SIZE.addedLedger());

        assertThat(FaultPlan.of(SEED, 60, SIZE, ALL).faults())
                .flatExtracting(PlannedFault::targets)
                .isSubsetOf(there)
                .containsAll(there);
    }

    @Test
    void has_only_the_kinds_that_were_asked_for() {
        var wanted = EnumSet.of(FaultKind.LEDGER_KILLED, FaultKind.BROKER_FROZEN);

        assertThat(FaultPlan.of(SEED, 5, SIZE, wanted).faults())
                .extracting(PlannedFault::kind)
                .hasSameElementsAs(wanted);
    }

    @Test
    void freezes_ledgers_for_longer_than_their_session_and_their_transactions_may_last() {
        assertThat(FaultPlan.of(SEED, 60, SIZE, EnumSet.of(FaultKind.LEDGER_FROZEN))
                        .faults())
                .allSatisfy(fault -> assertThat(fault.lastsMs()).isGreaterThan(11_000));
    }
}
