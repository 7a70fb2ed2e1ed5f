package dev.sluice.ledger.topology;

import static dev.sluice.ledger.topology.TestRequests.POINTS;
import static dev.sluice.ledger.topology.TestRequests.PROGRAM;
import static dev.sluice.ledger.topology.TestRequests.participantMade;
import static dev.sluice.ledger.topology.TestRequests.programMade;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schema.request.Change;
import dev.sluice.schema.request.CreateAsset;
import dev.sluice.schema.request.UpdateAsset;
import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.InventoryMode;
import dev.sluice.schema.value.IssuancePolicy;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A limit becomes longer when it is brought to its asset's scale, and every partition has to read it again. */
class AssetLimitTest {

    private static final String LONGEST = "9".repeat(Amount.DIGITS_MAX);

    private final TestLedger ledger = TestLedger.of(2);

    @BeforeEach
    void given_a_program() {
        ledger.ask(programMade());
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void refuses_a_limit_that_no_partition_could_read_again_and_goes_on() {
        var made = ledger.ask(TestRequests.of(POINTS.account(), "make", points(18, LONGEST)));

        assertThat(made.refusal()).isEqualTo("invalid_scale");
        goesOnAfterRestarts();
    }

    @Test
    void refuses_a_change_to_such_a_limit_and_goes_on() {
        ledger.ask(TestRequests.of(POINTS.account(), "make", points(18, "1")));

        var change = new UpdateAsset(Optional.empty(), new Change.Set<>(Amount.parse(LONGEST)), Optional.empty());
        assertThat(ledger.ask(TestRequests.of(POINTS.account(), "change", change))
                        .refusal())
                .isEqualTo("invalid_scale");
        goesOnAfterRestarts();
    }

    @Test
    void takes_the_longest_limit_that_fits() {
        var made = ledger.ask(TestRequests.of(POINTS.account(), "make", points(0, LONGEST)));

        assertThat(made.refusal()).isEqualTo("(not refused)");
        goesOnAfterRestarts();
    }

    private void goesOnAfterRestarts() {
        ledger.restart(0);
        ledger.restart(1);
        for (var name : new String[] {"ann", "ben", "cat", "dan"}) {
            assertThat(ledger.ask(participantMade(name)).refusal()).isEqualTo("(not refused)");
        }
        assertThat(ledger.deadLetters()).isEmpty();
        assertThat(ledger.pendingBroadcasts()).isZero();
    }

    private static CreateAsset points(int scale, String limit) {
        return new CreateAsset(
                PROGRAM,
                "Points",
                "PTS",
                InventoryMode.LOT,
                IssuancePolicy.UNLIMITED,
                scale,
                Optional.of(Amount.parse(limit)));
    }
}
