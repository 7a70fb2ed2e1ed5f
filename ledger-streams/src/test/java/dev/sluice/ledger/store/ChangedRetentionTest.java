package dev.sluice.ledger.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.IdempotencyKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
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
        findsWhatSevenDaysRemembered(retention, stores -> stores.rebuilt(settings(retention)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"P1D", "P3D", "P7D"})
    void the_keys_of_seven_days_are_found_in_the_folder_under_a_shorter_retention(String retention) {
        findsWhatSevenDaysRemembered(retention, stores -> stores.onACopyOfTheFolder(settings(retention)));
    }

    private static void findsWhatSevenDaysRemembered(String retention, UnaryOperator<TestStores> reopened) {
        try (var before = new TestStores(settings("P7D"))) {
            var all = remember(before, "P7D", START, SEVEN_DAYS);
            try (var after = reopened.apply(before)) {
                findsAll(after, retention, all);
            }
        }
    }

    private static List<Remembered> remember(TestStores stores, String retention, Instant from, Duration during) {
        var all = new ArrayList<Remembered>();
        stores.run(open -> {
            var outcomes = new Outcomes(open, settings(retention));
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
                assertThat(outcomes.find(ANN, one.key(), last)).as("%s at its last", one).isPresent();
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
