package dev.sluice.ledger.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class TimeSharesTest {

    private static final Duration TURN = Duration.ofMillis(60);

    private final TimeShares shares = new TimeShares();

    @Test
    void leaves_all_the_time_to_one_partition() {
        assertThat(shares.of(TURN)).isEqualTo(TURN);

        shares.joined();

        assertThat(shares.of(TURN)).isEqualTo(TURN);
    }

    @Test
    void divides_the_time_among_those_that_are_behind() {
        shares.joined();
        shares.joined();
        shares.joined();
        assertThat(shares.of(TURN)).isEqualTo(TURN.dividedBy(3));

        shares.left();

        assertThat(shares.of(TURN)).isEqualTo(TURN.dividedBy(2));
    }

    @Test
    void has_each_thread_divide_its_own_time() {
        shares.joined();
        shares.joined();

        var ofAnother = CompletableFuture.supplyAsync(
                () -> shares.of(TURN), task -> Thread.ofPlatform().start(task));

        assertThat(ofAnother.join()).isEqualTo(TURN);
    }
}
