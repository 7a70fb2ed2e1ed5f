package dev.sluice.ledger.topology;

import static dev.sluice.ledger.topology.TestRequests.ANN;
import static dev.sluice.ledger.topology.TestRequests.balancesOf;
import static dev.sluice.ledger.topology.TestRequests.participantMade;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.ledger.store.FirstReleaseRows;
import dev.sluice.ledger.store.LedgerStores;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rows of ended things that the first release left go a retention later, and then it is known that nothing is left of them. */
class OlderEndedTest {

    private static final Instant UPGRADE = Instant.parse("2026-03-02T00:00:00Z");
    private static final Duration RETENTION = TestLedger.settings(1).retention().finished();
    private static final Bytes LAYOUT = Bytes.wrap(new byte[] {'l'});
    private static final List<String> ENDED =
            List.of("closed holds", "finished lots", "transfers", "consumptions", "forget");

    private final TestLedger ledger = TestLedger.ofOnePartition();

    @BeforeEach
    void givenWhatTheFirstReleaseLeft() {
        ledger.ask(participantMade("ann"));
        ENDED.forEach(kind -> FirstReleaseRows.of(kind).forEach(this::put));
        FirstReleaseRows.of("lots").forEach(this::put);
        ledger.rows(0, LedgerStores.BALANCES).put(LAYOUT, null);
        ledger.restart(0);
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    private void put(FirstReleaseRows.Row row) {
        ledger.rows(0, storeOf(row)).put(Bytes.wrap(row.key()), row.value());
    }

    private static String storeOf(FirstReleaseRows.Row row) {
        return row.kind().endsWith("lots") ? LedgerStores.LOTS : LedgerStores.BALANCES;
    }

    private long left() {
        return ENDED.stream()
                .flatMap(kind -> FirstReleaseRows.of(kind).stream())
                .filter(row -> ledger.rows(0, storeOf(row)).get(Bytes.wrap(row.key())) != null)
                .count();
    }

    @Test
    void goes_a_retention_later_and_is_then_known_to_be_gone() {
        var all = left();
        assertThat(all).isGreaterThan(ENDED.size());

        ledger.at(UPGRADE).ask(balancesOf(ANN, "look-1"));
        ledger.machineClockGoes(Duration.ofSeconds(2));
        assertThat(left()).isEqualTo(all);
        assertThat(layout()).isEqualTo(1);

        ledger.at(UPGRADE.plus(RETENTION)).ask(balancesOf(ANN, "look-2"));
        ledger.machineClockGoes(Duration.ofSeconds(2));
        ledger.machineClockGoes(Duration.ofSeconds(2));
        assertThat(left()).isZero();
        assertThat(layout()).isEqualTo(2);
    }

    /** What a row of one small number says. */
    private int layout() {
        return ledger.rows(0, LedgerStores.BALANCES).get(LAYOUT)[1];
    }
}
