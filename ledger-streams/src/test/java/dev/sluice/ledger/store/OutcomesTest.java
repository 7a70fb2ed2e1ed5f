package dev.sluice.ledger.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.ledger.store.Outcome.Answered;
import dev.sluice.ledger.store.Outcome.OnItsWay;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.IdempotencyKey;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OutcomesTest {

    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final AccountId ANN = AccountId.ofParticipant("ann");
    private static final AccountId BEN = AccountId.ofParticipant("ben");
    private static final IdempotencyKey KEY = new IdempotencyKey("order-1");
    private static final LedgerStoreSettings SETTINGS = LedgerStoreSettings.DEFAULT;
    private static final Duration RETENTION = SETTINGS.outcomeRetention();

    private final TestStores stores = new TestStores(SETTINGS);

    @AfterEach
    void close() {
        stores.close();
    }

    @Test
    void finds_what_was_remembered_and_nothing_else() {
        with(outcomes -> {
            outcomes.remember(ANN, KEY, START, answered("yes"));

            assertThat(reply(outcomes, ANN, KEY, START)).contains("yes");
            assertThat(outcomes.find(BEN, KEY, START)).isEmpty();
            assertThat(outcomes.find(ANN, new IdempotencyKey("order-10"), START))
                    .isEmpty();
            assertThat(outcomes.find(ANN, KEY, START).orElseThrow().fingerprint())
                    .containsExactly(1, 2, 3);
        });
    }

    @Test
    void the_retention_is_kept_to_the_millisecond_wherever_in_a_segment_it_begins() {
        var samples = Samples.fresh();
        with(outcomes -> {
            var now = START;
            for (var i = 0; i < 200; i++) {
                now = now.plusMillis(samples.below((int) RETENTION.toMillis() / 2));
                var key = new IdempotencyKey("key-" + i);
                outcomes.remember(ANN, key, now, answered("yes"));
                assertThat(outcomes.find(ANN, key, now.plus(RETENTION))).isPresent();
                assertThat(outcomes.find(ANN, key, now.plus(RETENTION).plusMillis(1)))
                        .isEmpty();
            }
        });
    }

    @Test
    void the_memory_of_a_key_survives_all_that_is_remembered_within_the_retention() {
        with(outcomes -> {
            outcomes.remember(ANN, KEY, START, answered("yes"));
            for (var hours = 1; hours <= RETENTION.toHours(); hours++) {
                outcomes.remember(
                        BEN, new IdempotencyKey("k" + hours), START.plus(Duration.ofHours(hours)), answered(""));

                assertThat(reply(outcomes, ANN, KEY, START.plus(Duration.ofHours(hours))))
                        .contains("yes");
            }
        });
    }

    @Test
    void a_segment_that_has_passed_is_dropped_without_a_record_for_each_row() {
        with(outcomes -> {
            for (var i = 0; i < 100; i++) {
                outcomes.remember(ANN, new IdempotencyKey("k" + i), START, answered("yes"));
            }
        });
        assertThat(stores.changelogRecords(LedgerStores.OUTCOMES)).isEqualTo(100);

        with(outcomes -> outcomes.remember(BEN, KEY, START.plus(RETENTION.multipliedBy(3)), answered("yes")));

        assertThat(stores.changelogRecords(LedgerStores.OUTCOMES)).isOne();
        assertThat(stores.outcomeRows()).isOne();
    }

    @Test
    void what_was_on_its_way_is_completed_even_in_a_later_segment() {
        with(outcomes -> {
            outcomes.remember(ANN, KEY, START, Outcome.onItsWay(new byte[] {1}, new byte[] {7}));
            assertThat(outcomes.find(ANN, KEY, START).orElseThrow().state())
                    .isInstanceOfSatisfying(
                            OnItsWay.class, state -> assertThat(state.note()).containsExactly(7));

            var later = START.plus(RETENTION.dividedBy(2)).plusSeconds(1);
            outcomes.remember(ANN, KEY, later, answered("done"));

            assertThat(reply(outcomes, ANN, KEY, later)).contains("done");
            assertThat(reply(outcomes, ANN, KEY, START.plus(RETENTION).plusSeconds(1)))
                    .contains("done");
        });
    }

    @Test
    void refuses_to_remember_for_less_than_a_day() {
        assertThatThrownBy(() -> new LedgerStoreSettings(
                        Duration.ofHours(24).minusMillis(1),
                        Duration.ofDays(30),
                        LedgerStoreSettings.PAGES_BYTES_DEFAULT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 24 hours");
    }

    @Test
    void refuses_an_answer_that_is_too_large_for_a_row() {
        with(outcomes -> assertThatThrownBy(() -> outcomes.remember(
                        ANN, KEY, START, Outcome.answered(new byte[0], new byte[RowBatch.VALUE_LENGTH_MAX])))
                .isInstanceOf(IllegalStateException.class));
    }

    @Test
    void the_largest_answer_is_kept_to_the_last_byte_and_read_from_a_row_of_a_newer_version() {
        var reply = new byte[RowBatch.VALUE_LENGTH_MAX - 64];
        Arrays.fill(reply, (byte) 0xff);
        with(outcomes -> {
            outcomes.remember(ANN, KEY, START, Outcome.answered(new byte[] {1, 2, 3}, reply));

            assertThat(outcomes.find(ANN, KEY, START).orElseThrow().state())
                    .isInstanceOfSatisfying(
                            Answered.class, state -> assertThat(state.reply()).isEqualTo(reply));
        });
        for (var outcome : List.of(answered("yes"), Outcome.onItsWay(new byte[16], new byte[] {7}))) {
            var row = Outcomes.encode(outcome, START);
            var newer = Arrays.copyOf(row, row.length + 9);

            assertThat(Outcomes.decode(newer, START)).usingRecursiveComparison().isEqualTo(Optional.of(outcome));
        }
    }

    private void with(Consumer<Outcomes> todo) {
        stores.run(open -> todo.accept(new Outcomes(open, SETTINGS)));
    }

    private static Outcome answered(String reply) {
        return Outcome.answered(new byte[] {1, 2, 3}, reply.getBytes(StandardCharsets.UTF_8));
    }

    private static Optional<String> reply(Outcomes outcomes, AccountId account, IdempotencyKey key, Instant now) {
        return outcomes.find(account, key, now)
                .map(outcome -> new String(((Answered) outcome.state()).reply(), StandardCharsets.UTF_8));
    }
}
