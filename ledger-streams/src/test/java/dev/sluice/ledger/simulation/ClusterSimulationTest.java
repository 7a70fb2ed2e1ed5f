package dev.sluice.ledger.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.sluice.ledger.core.model.Shortening;
import dev.sluice.ledger.topology.output.Rules;
import dev.sluice.schema.journal.EntryType;
import dev.sluice.schema.json.OperationTypes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A cluster of partitions in which messages come in any order, tasks break down and are killed at any step, clocks are wrong
 * and jump, and callers repeat what they asked: no invariant ever breaks. An ordinary run takes the same seeds each time. {@code
 * -Dsluice.simulation.seed=7} runs that one, {@code -Dsluice.simulation.seeds=100000} so many; what fails is shortened and
 * printed.
 */
class ClusterSimulationTest {

    private static final long SEEDS = Long.getLong("sluice.simulation.seeds", 2_000);

    /** So many are enough to meet everything that there is. */
    private static final long SEEDS_FOR_ALL = 1_000;

    private static final long SEEDS_FOR_A_FAULT = 100;

    /** A wallet elsewhere that is short just when a debit is reversed is not met in every choice of seeds; the topology's ReversalTest has it. */
    private static final EnumSet<EntryType> TOO_RARE = EnumSet.of(EntryType.REVERSAL_RESTORED);

    private final Tally tally = new Tally();

    @Test
    void no_order_of_messages_and_no_crash_breaks_an_invariant() {
        var only = Long.getLong("sluice.simulation.seed");
        var seeds = only == null ? LongStream.range(0, SEEDS) : LongStream.of(only);
        var started = System.nanoTime();

        failing(seeds, Rules::ofTheLedger).ifPresent(seed -> tell(seed, Rules::ofTheLedger));

        System.out.printf("Simulated in %,d ms: %s%n", (System.nanoTime() - started) / 1_000_000, tally.counts());
        if (only == null && SEEDS >= SEEDS_FOR_ALL) {
            assertThat(tally.completed())
                    .as("types of requests that were completed at least once")
                    .isEqualTo(new HashSet<>(OperationTypes.all().values()));
            assertThat(tally.booked())
                    .as("types of entries that were booked at least once")
                    .containsAll(EnumSet.complementOf(TOO_RARE));
            assertThat(tally.counts()).as("what was met at least once").containsOnlyKeys(Tally.Met.values());
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_fault_of_the_rules_is_found(FaultyRules fault) {
        assertThat(failing(LongStream.range(0, SEEDS_FOR_A_FAULT), fault::rules))
                .isPresent();
    }

    /** The first of the seeds whose run fails. */
    private OptionalLong failing(LongStream seeds, Supplier<Rules> rules) {
        return seeds.parallel()
                .filter(seed -> {
                    var ofRun = new Tally();
                    var failure = SimulatedRun.failure(seed, stepsOf(seed), rules.get(), ofRun);
                    tally.add(ofRun);
                    return failure.isPresent();
                })
                .findFirst();
    }

    private static void tell(long seed, Supplier<Rules> rules) {
        var shortest = Shortening.shortest(
                stepsOf(seed),
                steps -> SimulatedRun.failure(seed, steps, rules.get(), new Tally())
                        .isPresent());
        fail(
                "The run of seed %d fails (-Dsluice.simulation.seed=%d). Shortened to %d steps:%n%s",
                seed,
                seed,
                shortest.size(),
                SimulatedRun.failure(seed, shortest, rules.get(), new Tally()).orElseThrow());
    }

    static List<Long> stepsOf(long seed) {
        var random = new Random(seed);
        var steps = new ArrayList<Long>();
        for (var left = 100 + random.nextInt(100); left > 0; left--) {
            steps.add(random.nextLong());
        }
        return steps;
    }
}
