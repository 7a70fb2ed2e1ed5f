package dev.sluice.ledger.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.IdempotencyKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys that were remembered under one retention are found under another, for as long as that says. */
class ChangedRetentionTest {

    private static final AccountId ANN = AccountId.ofParticipant("ann");
    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final Duration STEP = Duration.ofHours(5).plusMillis(7);
    private static final Duration SEVEN_DAYS = Duration.ofDays(7);

    /** A key and when it was remembered. */
    private record Remembered(IdempotencyKey key, Instant at) {}

    @ParameterizedTest
    @ValueSource(strings = {"P1D", "P3D", "P10D", "P14D", "P30D", "P100D"})
    void the_keys_of_seven_days_are_found_where_the_stores_are_rebuilt(String retention) {
        try (var before = new TestStores(settings("P7D"))) {
            var all = remember(before, "P7D", START, SEVEN_DAYS);
            try (var after = before.rebuilt(settings(retention))) {
                findsAll(after, retention, all);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "P1D, P1D",
        "P1D, P7D",
        "P1D, P30D",
        "P3D, P7D",
        "P7D, P7D",
        "P7D, P10D",
        "P7D, P1D",
        "P10D, P10D",
        "P10D, P14D",
        "P30D, P30D",
        "P30D, P60D"
    })
    void what_an_older_version_left_in_windows_of_half_its_retention_is_found(String older, String retention) {
        try (var stores = new TestStores(settings(retention))) {
            var all = leftByAnOlderVersion(stores, older);
            var later = all.getLast().at().plusSeconds(1);
            all.addAll(remember(stores, retention, later, Duration.ofDays(2)));

            findsAll(stores, retention, all);
        }
    }

    @Test
    void the_newest_is_found_where_an_older_version_remembered_the_key_too() {
        try (var stores = new TestStores(settings("P1D"))) {
            var old = leftByAnOlderVersion(stores, "P1D").getLast();
            var later = old.at().plus(Duration.ofHours(1));
            stores.run(open -> {
                new StateWriter(open).head(new Head(2, Head.FIRST.lastHash(), later, 0));
                new Outcomes(open, settings("P1D"))
                        .remember(ANN, old.key(), later, Outcome.answered(new byte[] {1}, new byte[] {9}));
            });

            stores.run(open -> assertThat(new Outcomes(open, settings("P1D"))
                            .find(ANN, old.key(), later)
                            .orElseThrow()
                            .state())
                    .isInstanceOfSatisfying(
                            Outcome.Answered.class,
                            state -> assertThat(state.reply()).containsExactly(9)));
        }
    }

    @Test
    void what_older_versions_left_is_looked_for_until_it_is_too_old() {
        try (var stores = new TestStores(settings("P7D"))) {
            leftByAnOlderVersion(stores, "P7D");
            var upgrade = START.plus(SEVEN_DAYS);
            stores.run(open -> new StateWriter(open).head(new Head(2, Head.FIRST.lastHash(), upgrade, 0)));
            stores.reopen();

            stores.run(open -> {
                assertThat(open.hasOlderOutcomes(upgrade)).isTrue();
                assertThat(open.hasOlderOutcomes(upgrade.plusMillis(1))).isFalse();
            });
        }
    }

    @Test
    void a_new_ledger_has_nothing_of_older_versions() {
        try (var stores = new TestStores(settings("P7D"))) {
            stores.run(open -> {
                assertThat(open.hasOlderOutcomes(START)).isFalse();
                new StateWriter(open).head(new Head(1, Head.FIRST.lastHash(), START, 0));
            });
            stores.reopen();

            stores.run(open -> assertThat(open.hasOlderOutcomes(START)).isFalse());
        }
    }

    @Test
    void the_windows_and_segments_of_seven_days_are_those_of_older_versions() {
        assertThat(Outcomes.WINDOW).isEqualTo(SEVEN_DAYS.dividedBy(2));
        assertThat(LedgerStores.outcomesSegmentMs(settings("P7D"))).isEqualTo(453_600_000);
        assertThat(LedgerStores.outcomesChangelogKept(settings("P7D"))).hasMillis(993_600_001);
    }

    @Test
    void a_shorter_retention_has_the_same_segments_and_a_longer_one_has_others() {
        assertThat(LedgerStores.outcomesSegmentMs(settings("P1D")))
                .isEqualTo(LedgerStores.outcomesSegmentMs(settings("P7D")));
        assertThat(LedgerStores.outcomesSegmentMs(settings("P10D")))
                .isNotEqualTo(LedgerStores.outcomesSegmentMs(settings("P7D")));
    }

    /** A partition that only an older version has worked on, with keys of half its retention. */
    private static List<Remembered> leftByAnOlderVersion(TestStores stores, String retention) {
        var window = Duration.parse(retention).dividedBy(2).toMillis();
        var all = new ArrayList<Remembered>();
        for (var at = START; at.isBefore(START.plusMillis(window)); at = at.plus(STEP)) {
            var key = new IdempotencyKey("old-" + at);
            var row = KeyBuilder.of(ANN, StoreKeys.hash(key.value())).key();
            stores.putOutcome(row, Outcomes.encode(answer(), at), Math.floorDiv(at.toEpochMilli(), window) * window);
            all.add(new Remembered(key, at));
        }
        stores.putBalancesRow(
                StoreKeys.head(),
                new Head(1, Head.FIRST.lastHash(), all.getLast().at(), 0).encode());
        stores.reopen();
        return all;
    }

    private static List<Remembered> remember(TestStores stores, String retention, Instant from, Duration during) {
        var all = new ArrayList<Remembered>();
        stores.run(open -> {
            var outcomes = new Outcomes(open, settings(retention));
            new StateWriter(open).head(new Head(1, Head.FIRST.lastHash(), from, 0));
            for (var at = from; at.isBefore(from.plus(during)); at = at.plus(STEP)) {
                var remembered = new Remembered(new IdempotencyKey("key-" + at), at);
                outcomes.remember(ANN, remembered.key(), at, answer());
                all.add(remembered);
            }
        });
        return all;
    }

    /** Each to the millisecond. */
    private static void findsAll(TestStores stores, String retention, List<Remembered> all) {
        var kept = Duration.parse(retention);
        var now = all.getLast().at();
        stores.run(open -> {
            var outcomes = new Outcomes(open, settings(retention));
            for (var one : all) {
                var last = one.at().plus(kept);
                assertThat(outcomes.find(ANN, one.key(), now).isPresent())
                        .as("%s is found at %s", one, now)
                        .isEqualTo(!now.isAfter(last));
                assertThat(outcomes.find(ANN, one.key(), last))
                        .as("%s at its last", one)
                        .isPresent();
                assertThat(outcomes.find(ANN, one.key(), last.plusMillis(1))).isEmpty();
            }
        });
    }

    private static Outcome answer() {
        return Outcome.answered(new byte[] {1}, new byte[] {2});
    }

    private static LedgerStoreSettings settings(String retention) {
        return new LedgerStoreSettings(
                Duration.parse(retention), Duration.ofDays(30), LedgerStoreSettings.PAGES_BYTES_DEFAULT);
    }
}
