package dev.sluice.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.verify.log.LedgerTopic;
import dev.sluice.verify.log.LogRecord;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Runs of the real ledger, with crashes, repeats and wrong clocks: they are sound, and one damaged field anywhere is found. {@code
 * -Dsluice.seed=7} chooses the fields as that run did, and {@code -Dsluice.damages=5000} damages so many.
 */
class RealRunsTest {

    private static final int DAMAGES = Integer.getInteger("sluice.damages", 60);

    @ParameterizedTest
    @ValueSource(strings = {"run-74", "run-99", "run-132", "run-160", "run-223", "run-289"})
    void a_real_run_is_proven(String name) {
        var report = RecordedRun.of(name).verify();

        assertThat(report.findings().kept()).isEmpty();
        assertThat(report.entries()).isGreaterThan(20);
        assertThat(report.onTheWay()).isZero();
        assertThat(report.transit()).isEmpty();
        assertThat(report.unanswered()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"run-74", "run-99", "run-132", "run-160", "run-223", "run-289"})
    void the_journal_alone_is_proven_when_requests_and_replies_are_deleted(String name) {
        var run = RecordedRun.of(name);
        run.deleteAll(LedgerTopic.REPLIES);
        run.deleteAll(LedgerTopic.REQUESTS);

        var report = run.verify();

        assertThat(report.findings().kept()).isEmpty();
        assertThat(report.repliesSince()).hasValue(Long.MAX_VALUE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"run-74", "run-99", "run-132", "run-160", "run-223", "run-289"})
    void a_damaged_field_of_an_entry_is_found_though_its_chain_was_computed_anew(String name) {
        var seed = seed();
        var random = new Random(seed);
        for (var damages = 0; damages < DAMAGES; damages++) {
            var run = RecordedRun.of(name);
            var record = oneOf(run, LedgerTopic.JOURNAL, random);
            var type = RecordedRun.tree(record).path("entry").path("type").asText();
            var field = new String[1];
            run.change(record, link -> field[0] = damage((ObjectNode) link.path("entry"), random));
            run.chainAnew();

            if (!NotChecked.covers(type, field[0])) {
                assertThat(run.verify().isProven())
                        .as("%s of a %s at %s of %s, seed %d", field[0], type, record.place(), name, seed)
                        .isFalse();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"run-74", "run-132"})
    void any_damage_breaks_the_chain_but_for_that_to_the_last_link(String name) {
        var random = new Random(seed());
        for (var damages = 0; damages < DAMAGES; damages++) {
            var run = RecordedRun.of(name);
            var record = oneOf(run, LedgerTopic.JOURNAL, random);
            var isLast = run.around(record).getLast().equals(record);
            run.change(record, link -> damage(link, random));

            assertThat(run.verify().findings().counts().containsKey(Rule.CHAIN) || isLast)
                    .as("%s of %s", record.place(), name)
                    .isTrue();
        }
    }

    @Test
    void what_is_not_checked_is_said() {
        assertThat(NotChecked.values())
                .allSatisfy(one -> assertThat(one.toString()).contains(" "));
    }

    private static long seed() {
        var seed = Long.getLong("sluice.seed", System.nanoTime());
        System.out.printf("-Dsluice.seed=%d%n", seed);
        return seed;
    }

    private static LogRecord oneOf(RecordedRun run, LedgerTopic topic, Random random) {
        var all = run.all(topic);
        return all.get(random.nextInt(all.size()));
    }

    private static String damage(ObjectNode tree, Random random) {
        var all = Damage.all(tree, random);
        var one = all.get(random.nextInt(all.size()));
        one.doing().run();
        return one.field();
    }
}
