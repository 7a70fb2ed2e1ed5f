package dev.sluice.ledger.topology;

import static dev.sluice.ledger.topology.TestRequests.ANN;
import static dev.sluice.ledger.topology.TestRequests.POINTS;
import static dev.sluice.ledger.topology.TestRequests.credited;
import static dev.sluice.ledger.topology.TestRequests.participantMade;
import static dev.sluice.ledger.topology.TestRequests.pointsMade;
import static dev.sluice.ledger.topology.TestRequests.programMade;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schema.reply.ReserveHoldFound;
import dev.sluice.schema.request.Change;
import dev.sluice.schema.request.CreateReserveHold;
import dev.sluice.schema.request.GetHold;
import dev.sluice.schema.request.UpdateReserveHold;
import dev.sluice.schema.value.HoldId;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A hold is forgotten some time after its end; what is said of it as a reserve stays, and is told and changed as before. */
class ForgottenReserveTest {

    private final TestLedger ledger = TestLedger.ofOnePartition();

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void metadata_may_change_after_the_hold_is_forgotten() {
        var hold = givenAForgottenHold();

        var changed = ledger.ask(TestRequests.of(
                ANN, "change", new UpdateReserveHold(hold, Optional.empty(), new Change.Set<>(Map.of("a", "1")))));

        assertThat(changed.result()).isInstanceOfSatisfying(ReserveHoldFound.class, found -> {
            assertThat(found.hold().hold().metadata()).isEqualTo(Map.of("a", "1"));
            assertThat(found.hold().hold().amount()).hasToString("1.00");
            assertThat(found.hold().amountReleasable()).hasToString("0.00");
        });
    }

    private HoldId givenAForgottenHold() {
        ledger.ask(programMade());
        ledger.ask(pointsMade("make-points"));
        ledger.ask(participantMade("ann"));
        ledger.ask(credited(ANN, "credit", "5.00"));
        var inThreeDays = ledger.now().plus(Duration.ofDays(3));
        var made = ledger.ask(TestRequests.of(
                ANN, "hold", new CreateReserveHold(POINTS, 100L, inThreeDays, Optional.empty(), Map.of())));
        var hold = ((ReserveHoldFound) made.result()).hold().hold().id();
        ledger.machineClockGoes(Duration.ofDays(5));
        ledger.machineClockGoes(Duration.ofDays(60));
        ledger.machineClockGoes(Duration.ofDays(1));
        assertThat(ledger.ask(TestRequests.of(ANN, "look", new GetHold(hold))).refusal())
                .isEqualTo("hold_not_found");
        return hold;
    }
}
