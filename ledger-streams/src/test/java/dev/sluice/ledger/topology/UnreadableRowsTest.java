package dev.sluice.ledger.topology;

import static dev.sluice.ledger.topology.TestRequests.ANN;
import static dev.sluice.ledger.topology.TestRequests.credited;
import static dev.sluice.ledger.topology.TestRequests.participantMade;
import static dev.sluice.ledger.topology.TestRequests.pointsMade;
import static dev.sluice.ledger.topology.TestRequests.programMade;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.apache.kafka.common.utils.Bytes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows of waiting things that nobody can read: one of them keeps no task from starting. */
class UnreadableRowsTest {

    private final TestLedger ledger = TestLedger.ofOnePartition();

    @BeforeEach
    void given_ann() {
        ledger.ask(programMade());
        ledger.ask(pointsMade("make-points"));
        ledger.ask(participantMade("ann"));
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    /** The prefixes of coordinated requests, of changes of the catalogue on their way, and of kept records. */
    @ParameterizedTest
    @ValueSource(chars = {'o', 'p', 'w'})
    void a_task_starts_beside_a_row_that_it_cannot_read_and_says_so(char prefix) {
        var key = new byte[prefix == 'w' ? 9 : 17];
        key[0] = (byte) prefix;
        var row = new byte[] {1, '{', '"'};
        ledger.rows(0, "balances").put(Bytes.wrap(key), row);

        ledger.restart(0);

        assertThat(ledger.ask(credited(ANN, "earn", "10.00")).refusal()).isEqualTo("(not refused)");
        assertThat(ledger.meters.get("sluice.rows.unreadable").gauge().value()).isEqualTo(1);
        assertThat(Arrays.equals(ledger.rows(0, "balances").get(Bytes.wrap(key)), row))
                .as("it is left where it is")
                .isTrue();
    }
}
