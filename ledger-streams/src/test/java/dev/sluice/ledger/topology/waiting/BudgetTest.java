package dev.sluice.ledger.topology.waiting;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BudgetTest {

    @Test
    void is_spent_when_its_items_are() {
        var budget = Budget.of(2);

        budget.spend(1);
        assertThat(budget.isSpent()).isFalse();

        budget.spend(1);
        assertThat(budget.isSpent()).isTrue();
    }

    @Test
    void is_spent_by_something_larger_than_what_was_left() {
        var budget = Budget.of(2);

        budget.spend(200);

        assertThat(budget.isSpent()).isTrue();
    }

    @Test
    void is_spent_when_its_time_is_over_whatever_is_left() {
        var now = new AtomicLong();
        var budget = Budget.of(2, Duration.ofNanos(10), now::get);

        now.set(9);
        assertThat(budget.isSpent()).isFalse();

        now.set(10);
        assertThat(budget.isSpent()).isTrue();
    }
}
